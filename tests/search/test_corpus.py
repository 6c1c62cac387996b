"""Many questions in many scripts, each with what must come first: tests/corpus/search."""

from typing import Any

import pytest
import yaml
from flask import Flask

from blog.search import filters, results
from blog.search.query import parse
from tests.search.conftest import CORPUS, NOW, PIECES

QUERIES: list[dict[str, Any]] = yaml.safe_load((CORPUS / "queries.yaml").read_text("utf-8"))


@pytest.mark.parametrize("wanted", QUERIES, ids=lambda wanted: str(wanted["q"]))
def test_what_is_looked_for_is_found(corpus: Flask, wanted: dict[str, Any]) -> None:
    with corpus.app_context():
        query = parse(wanted["q"])
        narrowed = filters.narrow(query, at=NOW, zone="Europe/London")
        assert narrowed.misunderstood == ()
        found = results.find(query, narrowed, at=NOW)
        slugs = [hit.entry.path.split("/")[2] for hit in found.hits]
    assert found.count == len(slugs)
    if wanted.get("nothing"):
        assert slugs == []
    if "first" in wanted:
        assert slugs[:1] == [wanted["first"]]
    if "only" in wanted:
        assert set(slugs) == set(wanted["only"])
    assert set(wanted.get("with", ())) <= set(slugs)
    assert not set(wanted.get("without", ())) & set(slugs)


def test_there_are_enough_of_them() -> None:
    assert len(QUERIES) >= 60
    assert len({piece["slug"] for piece in PIECES}) == len(PIECES) >= 40
