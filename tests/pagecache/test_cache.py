"""Readers are answered from memory as long as it is true, and everybody else by the application."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import clock as wall_clock
from blog.app import create_app
from blog.db import db, session, transaction
from blog.feeds.models import FeedDay
from blog.media import storage
from blog.pagecache import sharing
from blog.posts import commands
from blog.posts.models import Post
from blog.redirects import commands as redirects
from blog.web.static_files import static
from tests.conftest import CountQueries, FrozenClock
from tests.makers import installation, make_post

PAGES = ("/", "/posts/a-piece/", "/tags/winter/", "/archive/", "/feed.atom", "/sitemap.xml")


@pytest.fixture(autouse=True)
def piece(app: Flask) -> Post:
    return make_post(app, source="Some words. " * 80, tags=("winter",))


@pytest.fixture
def is_kept(app: Flask, count_queries: CountQueries) -> Callable[..., bool]:
    """Whether an address is answered without the database. Whoever asks has asked before."""

    def ask(path: str, method: str = "GET", **headers: str) -> bool:
        client = app.test_client(use_cookies=False)
        for _ in range(2):
            client.open(path, method=method, headers=headers).close()
        with count_queries.with_cache() as queries:
            client.open(path, method=method, headers=headers).close()
        return queries == []

    return ask


@pytest.mark.parametrize("path", [*PAGES, "/search/", "/works/", "/robots.txt", "/feeds.opml"])
def test_what_is_public_is_kept(is_kept: Callable[..., bool], path: str) -> None:
    assert is_kept(path)


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/login", "/follow/", "/search/?q=words", "/tags/x/"]
)
def test_what_is_not_is_asked_for_each_time(is_kept: Callable[..., bool], path: str) -> None:
    assert not is_kept(path)


@pytest.fixture
def is_read_from_disk(app: Flask) -> Callable[[str], bool]:
    """Whether the application is asked for it a second time."""

    def ask(address: str) -> bool:
        client = app.test_client(use_cookies=False)
        client.get(address).close()
        with client.get(address) as answer:
            assert (answer.status_code, len(answer.data)) == (200, answer.content_length)
            return "X-Request-Id" in answer.headers

    return ask


def test_fonts_and_short_pictures_are_kept(
    app: Flask, is_read_from_disk: Callable[[str], bool]
) -> None:
    with app.test_request_context():
        fonts = static("fonts/hanken-grotesk.woff2")
    kept = [
        "/media/" + storage.keep(bytes(size), extension=".jpg", folder=installation(app).media)
        for size in (90_000, 900_000)
    ]
    assert [is_read_from_disk(each) for each in (fonts, *kept)] == [False, False, True]
    assert is_read_from_disk(f"{fonts}0"), "nobody fills the memory with versions"


def test_nothing_that_changes_anything_is_kept(is_kept: Callable[..., bool]) -> None:
    assert is_kept("/")
    assert not is_kept("/", "POST")


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/posts/a-piece/"])
def test_a_change_is_seen_at_once_by_every_worker(app: Flask, piece: Post, path: str) -> None:
    """Two that know nothing of each other but the database."""
    other = create_app(installation(app))
    workers = [app.test_client(), other.test_client()]
    before = [worker.get(path).data for worker in workers]
    assert before[0] == before[1]
    make_post(app, title="Another", tags=("winter",), published_at=wall_clock.now())
    after = [worker.get(path).data for worker in workers]
    assert after[0] == after[1] != before[0]
    with other.app_context():
        db.engine.dispose()


def test_a_change_is_confirmed_when_every_worker_will_see_it(
    app: Flask, client: FlaskClient, piece: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However rarely they look."""
    client.get("/archive/")
    for module in ("blog.db", "blog.pagecache.cache"):
        monkeypatch.setattr(f"{module}.LOOKED_EVERY", 0.3)
    assert "Another" not in client.get("/archive/").text
    with app.app_context(), transaction():
        session().get_one(Post, piece.id).title = "Another"
    assert "Another" in client.get("/archive/").text


def test_what_was_taken_back_is_gone_at_once(
    app: Flask, client: FlaskClient, piece: Post, clock: FrozenClock
) -> None:
    assert client.get("/posts/a-piece/").status_code == 200
    with app.app_context(), transaction():
        commands.withdraw(session().get_one(Post, piece.id), at=clock.now)
    assert client.get("/posts/a-piece/").status_code == 410


def test_a_scheduled_piece_comes_out_at_its_moment(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    """Half a minute before, caches on the way are told not to keep what they are given."""
    make_post(app, title="Soon", published_at=clock.now + timedelta(minutes=2))
    for seconds, is_out, said in (
        (0, False, sharing.SHARED),
        (89, False, sharing.SHARED),
        (1, False, sharing.ASKED_EACH_TIME),
        (29, False, sharing.ASKED_EACH_TIME),
        (1, True, sharing.SHARED),
    ):
        clock.move(seconds=seconds)
        answer = client.get("/")
        assert ("Soon" in answer.text, answer.headers["Cache-Control"]) == (is_out, said)


def test_nothing_outlives_the_day(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    """By the clocks of the blog: “On this day” is of another day now."""
    make_post(app, title="A year ago", published_at=datetime(2025, 11, 21, 9, tzinfo=UTC))
    clock.now = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
    assert "On this day" not in client.get("/archive/").text
    clock.move(seconds=1)
    assert "On this day" in client.get("/archive/").text


def test_a_clock_that_was_put_back_is_believed(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, title="Of today", published_at=clock.now - timedelta(hours=1))
    assert "Of today" in client.get("/").text
    clock.move(hours=-2)
    assert "Of today" not in client.get("/").text


def test_the_owner_is_never_answered_from_memory(
    app: Flask, author: FlaskClient, count_queries: CountQueries
) -> None:
    app.test_client().get("/")
    with count_queries.with_cache() as queries:
        answer = author.get("/")
    assert queries
    assert "X-Request-Id" in answer.headers


def test_what_the_owner_asks_for_is_not_kept(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_post(app, title="A draft", published_at=None)
    assert author.get("/posts/a-draft/").status_code == 200
    assert client.get("/posts/a-draft/").status_code == 404


@pytest.mark.parametrize("cookie", ["seen=1", "my__Host-blog=1", "a=__Host-blog; b=2"])
def test_other_cookies_mean_nothing(is_kept: Callable[..., bool], cookie: str) -> None:
    assert is_kept("/", Cookie=cookie)


@pytest.mark.parametrize("cookie", ["__Host-blog=x", "a=1; __Host-blog=", "a=1;__Host-blog=y"])
def test_whoever_may_be_the_owner_is_asked(is_kept: Callable[..., bool], cookie: str) -> None:
    assert not is_kept("/", Cookie=cookie)


@pytest.mark.parametrize("path", ["/", "/feed.atom"])
def test_head_is_answered_from_what_was_kept(
    client: FlaskClient, is_kept: Callable[..., bool], path: str
) -> None:
    whole = client.get(path)
    assert is_kept(path, "HEAD")
    head = client.head(path)
    assert head.data == b""
    assert list(head.headers) == list(whole.headers)


def test_head_has_the_page_made_and_kept(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "br"}
    head, whole = client.head("/", headers=packed), client.get("/", headers=packed)
    assert list(head.headers) == list(whole.headers)
    assert head.content_length == len(whole.data) > 0


def test_feeds_are_counted_from_memory_too(
    app: Flask, client: FlaskClient, author: FlaskClient
) -> None:
    tag = client.get("/feed.atom").headers["ETag"]
    for _ in range(3):
        assert client.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304
    assert author.get("/desk/followers/").status_code == 200
    with app.app_context():
        counted = session().get_one(FeedDay, wall_clock.now().date())
        assert (counted.asked_count, counted.unchanged_count) == (4, 3)


def test_a_redirect_with_a_query_comes_before_the_page(
    app: Flask, client: FlaskClient, is_kept: Callable[..., bool]
) -> None:
    assert is_kept("/?p=12")
    with app.app_context(), transaction():
        redirects.keep("/?p=12", "/posts/a-piece/", at=wall_clock.now())
    assert client.get("/").status_code == 200
    assert client.get("/?p=12").headers["Location"] == "/posts/a-piece/"
    assert is_kept("/?p=13")


def test_a_database_that_cannot_be_read_is_the_application_s_to_tell(
    app: Flask, client: FlaskClient
) -> None:
    client.get("/")
    file = installation(app).data / "blog.sqlite3"
    with app.app_context():
        db.engine.dispose()
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        each.unlink(missing_ok=True)
    file.write_bytes(b"nothing of a database" * 500)
    fresh = create_app(installation(app)).test_client()
    assert fresh.get("/").status_code >= 500
