"""Many questions in many scripts, each with what must come first: tests/corpus/search."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from blog import clock
from blog.app import create_app
from blog.config import Settings
from blog.db import db
from blog.search import filters, results
from blog.search.query import parse
from blog.works.fields import PersonText, ReviewText, TitleText
from tests import makers

CORPUS = Path(__file__).parents[1] / "corpus" / "search"
PIECES: list[dict[str, Any]] = yaml.safe_load((CORPUS / "pieces.yaml").read_text("utf-8"))
QUERIES: list[dict[str, Any]] = yaml.safe_load((CORPUS / "queries.yaml").read_text("utf-8"))
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def write(app: Flask, number: int, piece: dict[str, Any]) -> None:
    work = piece.get("work")
    if work:
        makers.make_work(
            app,
            work["title"],
            titles=(TitleText(title=work["other"]),),
            year=str(work["year"]),
            kind=work.get("kind", "film"),
            people=tuple(PersonText(name=name, role=role) for name, role in work["people"]),
        )
    day = datetime(piece.get("year", 2024), 1 + number % 12, 1 + number % 28, tzinfo=UTC)
    makers.make_post(
        app,
        title=piece["title"],
        slug=piece["slug"],
        source=piece["text"],
        lang=piece.get("lang", "en-GB"),
        summary=piece.get("summary", ""),
        tags=tuple(piece.get("tags", ())),
        themes=tuple(THEMES[title] for title in piece.get("themes", ())),
        reviews=(ReviewText(work=work["title"], verdict=piece.get("verdict", "")),) if work else (),
        published_at=None if piece.get("is_draft") else day,
    )


THEMES: dict[str, int] = {}


@pytest.fixture(scope="module")
def blog(migrated: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """All the pieces, written once for all the questions."""
    data = tmp_path_factory.mktemp("corpus")
    (data / "blog.sqlite3").write_bytes(migrated)
    app = create_app(
        Settings(
            data=data,
            url="https://blog.example",
            database=f"sqlite:///{data}/blog.sqlite3",
            secret="a secret for tests, long enough to be taken",
        )
    )
    makers.set_up(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        for title in {title for piece in PIECES for title in piece.get("themes", ())}:
            THEMES[title] = makers.make_theme(app, title).id
        for number, piece in enumerate(PIECES):
            write(app, number, piece)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("wanted", QUERIES, ids=lambda wanted: str(wanted["q"]))
def test_what_is_looked_for_is_found(blog: Flask, wanted: dict[str, Any]) -> None:
    with blog.app_context():
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
