"""`/-/ready` says what is in the way, one thing at a time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from blog import schema
from blog.db import db, session, transaction
from blog.jobs import holders, queue
from blog.web.monitoring import checks
from tests import makers
from tests.conftest import FrozenClock

Ask = Callable[[], tuple[int, dict[str, str]]]


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    def asked() -> tuple[int, dict[str, str]]:
        answer = client.get("/-/ready")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.get_json()["ready"] is (answer.status_code == 200)
        found = answer.get_json()["checks"]
        return answer.status_code, {name: said for name, said in found.items() if said != "ok"}

    return asked


def test_all_is_well(client: FlaskClient) -> None:
    answer = client.get("/-/ready")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "ready": True,
        "checks": {"database": "ok", "disk": "ok", "migrations": "ok", "jobs": "ok"},
    }


def test_a_database_that_can_only_be_read(
    app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, who may write to any file, only SQLite itself can refuse it."""
    opened = sqlite3.connect

    def read_only(file: str, **options: Any) -> sqlite3.Connection:
        return opened(f"file:{file}?mode=ro", **options | {"uri": True})

    with app.app_context():
        db.engine.dispose()
        monkeypatch.setattr(db.engine.dialect.loaded_dbapi, "connect", read_only)
        status, said = ask()
        db.engine.dispose()
    assert status == 503
    assert said["database"].startswith("The database can only be read at the moment")


def test_somebody_does_not_let_go(app: Flask, ask: Ask) -> None:
    file = makers.installation(app).data / "blog.sqlite3"
    with app.app_context():
        session().execute(text("PRAGMA busy_timeout=0"))
        session().rollback()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, said = ask()
        assert status == 503
        assert said["database"].startswith("Something else is writing to the database")
    assert ask() == (200, {})


def test_a_disk_that_is_nearly_full(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 1 << 60)
    status, said = ask()
    assert status == 503
    assert list(said) == ["disk"]
    assert said["disk"].endswith(" megabytes are free. Make room.")


def test_a_database_of_another_version(app: Flask, ask: Ask) -> None:
    schema.downgrade(makers.installation(app).database, to="0017")
    status, said = ask()
    assert status == 503
    assert list(said) == ["migrations"]
    assert said["migrations"].endswith("run: blog upgrade")


def test_nobody_does_the_jobs(app: Flask, ask: Ask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        queue.later("media.make_sizes", {"picture_id": 1}, due_at=clock.now)
    assert ask() == (200, {}), "it may take a moment"
    clock.now += timedelta(minutes=11)
    status, said = ask()
    assert status == 503
    assert said == {"jobs": "Nobody does the jobs that wait. Run: blog serve, or: blog jobs run"}
    with holders.present(makers.installation(app).worker_locks):
        assert ask() == (200, {}), "they have much to do, and are alive"
