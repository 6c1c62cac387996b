"""What every test may ask for: an installation in a folder of its own, clients, a clock, goldens.

The database is real: migrated once, its bytes copied into each test.
"""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from blog import clock as wall_clock
from blog import schema
from blog.app import create_app
from blog.config import Settings
from blog.db import db
from blog.pagecache.cache import Application, PageCache
from tests import browser as chromium
from tests import compiled, furnished, makers

URL = "https://blog.example"
Flask.url_rule_class = compiled.Address

# Properties are tried with the same examples each time, and no time is asserted: hypothesis fails
# an example that takes 200 ms, which on a busy machine any may. `tests/fuzz` tries others.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")

# The tests that are collected stay to the end. To look through them again and again for garbage was
# a quarter of the time to collect them, and a seventh of that of the tests.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files")


class FrozenClock:
    """The time the product sees; it moves only when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    frozen = FrozenClock()
    monkeypatch.setattr(wall_clock, "now", lambda: frozen.now)
    return frozen


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("migrated") / "blog.sqlite3"
    schema.upgrade(f"sqlite:///{file}")
    with sa.create_engine(f"sqlite:///{file}", poolclass=sa.NullPool).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


@pytest.fixture
def installation(tmp_path: Path, migrated: bytes) -> Settings:
    """A data folder with an empty, migrated database."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "blog.sqlite3").write_bytes(migrated)
    return Settings(
        data=data,
        url=URL,
        database=f"sqlite:///{data / 'blog.sqlite3'}",
        secret="a secret for tests, long enough to be taken",
    )


@pytest.fixture
def empty_app(installation: Settings) -> Iterator[Flask]:
    """An application before set-up."""
    app = create_app(installation)
    app.testing = True
    compiled.share(app)
    with app.app_context():
        if db.engine.name == "sqlite":
            sa.event.listen(db.engine, "connect", _hurry)
    yield app
    with app.app_context():
        db.engine.dispose()


def _hurry(connection: sqlite3.Connection, record: object) -> None:
    """No test cuts the power of its machine. Written at leisure, a database takes 3 ms less."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
@furnished.once
def app(empty_app: Flask) -> None:
    """An application that has been set up: “The Ninth Lamp”, kept by Ada Winter in London."""
    makers.set_up(empty_app)


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """Within the application, for tests that ask and command its domains themselves."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture
def author(app: Flask) -> FlaskClient:
    """The owner's browser, signed in."""
    return makers.sign_in(app)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for a test process: Playwright runs once in each."""
    found = chromium.find()
    assert found, "Chromium is missing; `python -m tests.browser` says what to do"
    # As long as Playwright waits for everything else; its own five seconds pass on a busy machine.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def count_queries(app: Flask) -> "CountQueries":
    return CountQueries(app)


def uncached(app: Flask) -> Application:
    """The application below its page cache."""
    assert isinstance(app.wsgi_app, PageCache)
    return app.wsgi_app.app


class CountQueries:
    """`with count_queries() as queries: …` collects the statements that the application sends in
    between; the page cache before it is left out.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.engine = db.engine

    @contextmanager
    def __call__(self) -> Iterator[list[str]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.app, "wsgi_app", uncached(self.app))
            with self.with_cache() as statements:
                yield statements

    @contextmanager
    def with_cache(self) -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                statements.append(statement)

        sa.event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(self.engine, "before_cursor_execute", note)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Golden":
    return Golden(accept=request.config.getoption("--accept"))


class Golden:
    """Compares a whole output with the file that holds it; `--accept` rewrites the file."""

    def __init__(self, *, accept: bool) -> None:
        self.accept = accept

    def check(self, file: Path, output: str) -> None:
        if self.accept:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(output, encoding="utf-8", newline="\n")
        assert file.exists(), f"{file} is missing; write it with --accept"
        assert output == file.read_text(encoding="utf-8")
