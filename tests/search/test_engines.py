"""The index and the plain look through all rows find the same posts, whatever is asked."""

from collections.abc import Sequence

import yaml
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from blog.db import session
from blog.search import scan, sqlite_fts
from blog.search.engine import Engine
from blog.search.models import SearchRow
from blog.search.query import Term, parse
from tests.search.conftest import CORPUS

QUERIES = [each["q"] for each in yaml.safe_load((CORPUS / "queries.yaml").read_text("utf-8"))]


def found(engine: Engine, terms: Sequence[Term]) -> set[int]:
    return set(session().scalars(engine.holding(terms)))


def test_they_agree_on_the_corpus(corpus: Flask) -> None:
    with corpus.app_context():
        for typed in QUERIES:
            terms = parse(typed).terms
            if terms:
                assert found(scan, terms) == found(sqlite_fts, terms), typed
                begun = [term.begun() for term in terms]
                assert found(scan, begun) == found(sqlite_fts, begun), typed


@given(data=st.data())
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_they_agree_on_any_stretch_of_any_text(corpus: Flask, data: st.DataObject) -> None:
    """And what stands in a text is found by it."""
    with corpus.app_context():
        row = data.draw(st.sampled_from(session().scalars(select(SearchRow)).all()))
        words = f"{row.title} {row.body}".split()
        start, length = data.draw(st.integers(0, len(words) - 1)), data.draw(st.integers(1, 4))
        end = len(row.title.split())
        phrase = words[start : min(start + length, end) if start < end else start + length]
        terms = [Term(phrases=(" ".join(phrase),))]
        assert row.post_id in found(scan, terms) == found(sqlite_fts, terms)


def test_both_put_the_title_first(corpus: Flask) -> None:
    terms = parse("kettle").terms
    with corpus.app_context():
        for engine in (scan, sqlite_fts):
            scored = engine.scored(terms, count=2).subquery()
            best = select(scored.c.post_id).order_by(scored.c.score.desc()).limit(1)
            title = select(SearchRow.title).where(SearchRow.post_id == best.scalar_subquery())
            assert session().scalar(title) == "what the kettle knew"
