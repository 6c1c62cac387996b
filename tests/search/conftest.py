"""A blog with the pieces of tests/corpus/search, written once for all the questions."""

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
from blog.works.fields import PersonText, ReviewText, TitleText
from tests import makers

CORPUS = Path(__file__).parents[1] / "corpus" / "search"
PIECES: list[dict[str, Any]] = yaml.safe_load((CORPUS / "pieces.yaml").read_text("utf-8"))
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def write(app: Flask, number: int, piece: dict[str, Any], *, themes: dict[str, int]) -> None:
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
        themes=tuple(themes[title] for title in piece.get("themes", ())),
        reviews=(ReviewText(work=work["title"], verdict=piece.get("verdict", "")),) if work else (),
        published_at=None if piece.get("is_draft") else day,
    )


@pytest.fixture(scope="package")
def corpus(migrated: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
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
        titles = {title for piece in PIECES for title in piece.get("themes", ())}
        themes = {title: makers.make_theme(app, title).id for title in titles}
        for number, piece in enumerate(PIECES):
            write(app, number, piece, themes=themes)
    yield app
    with app.app_context():
        db.engine.dispose()
