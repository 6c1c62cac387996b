"""What a new name of a tag does among many pieces: the newest are found by it at once."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.jobs import worker
from blog.search import index
from blog.search.models import SearchRow
from blog.topics import tags
from blog.topics.models import Tag
from tests import makers
from tests.conftest import FrozenClock


def found(app: Flask, word: str) -> list[int]:
    with app.app_context():
        rows = select(SearchRow.post_id).where(SearchRow.topics == word)
        return sorted(session().scalars(rows))


def test_the_others_follow_by_jobs(
    app: Flask, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH", 2)
    ids = [makers.make_post(app, tags=("snow",)).id for _ in range(5)]
    with app.app_context(), transaction():
        tags.rename(session().scalars(select(Tag)).one(), "ice", at=clock.now)
    assert found(app, "ice") == ids[-2:]
    with app.app_context():
        assert worker.drain(makers.work(app, draws_cards=False)).failed_count == 0
    assert found(app, "ice") == ids
    assert found(app, "snow") == []
