"""Whoever holds the newest version is told so (RFC 9110, section 13)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import http_date

from blog.posts import commands
from blog.posts.models import Post
from tests.conftest import FrozenClock
from tests.makers import make_post
from tests.web.syndication.subscribed import FORMS, change

ADDRESSES = [f"/feed.{form}" for form in FORMS]
OTHER = '"another"'


@pytest.fixture
def post(app: Flask) -> Post:
    return make_post(app, tags=("winter",))


@pytest.mark.parametrize("address", [*ADDRESSES, "/sitemap.xml", "/robots.txt"])
def test_a_version_one_holds_is_not_sent_again(
    client: FlaskClient, post: Post, address: str
) -> None:
    first = client.get(address)
    etag = first.headers["ETag"]
    assert etag.startswith('"'), "the tag is strong"
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Content-Length" not in again.headers
    assert "Content-Type" not in again.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ("{own}", 304),
        ("W/{own}", 304),
        ("*", 304),
        (OTHER + ", {own}", 304),
        (OTHER + ',W/"more" , W/{own}', 304),
        (OTHER, 200),
        (f"W/{OTHER}", 200),
        ("not a tag", 200),
    ],
)
def test_a_list_of_tags_is_compared_weakly(
    client: FlaskClient, post: Post, method: str, tags: str, status: int
) -> None:
    own = client.get("/feed.atom").headers["ETag"]
    headers = {"If-None-Match": tags.format(own=own)}
    assert client.open("/feed.atom", method=method, headers=headers).status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 304), (1, 304)])
def test_a_date_is_compared_where_there_is_no_tag(
    client: FlaskClient, post: Post, seconds: int, status: int
) -> None:
    changed = client.get("/feed.rss").last_modified
    assert changed is not None
    headers = {"If-Modified-Since": http_date(changed + timedelta(seconds=seconds))}
    assert client.get("/feed.rss", headers=headers).status_code == status


@pytest.mark.parametrize("tags", [OTHER, "", "not a tag", '"open'])
def test_a_tag_outweighs_a_date(client: FlaskClient, post: Post, tags: str) -> None:
    late = http_date(datetime(2036, 1, 1, tzinfo=UTC))
    headers = {"If-None-Match": tags, "If-Modified-Since": late}
    assert client.get("/feed.json", headers=headers).status_code == 200


def test_a_date_that_is_none_is_ignored(client: FlaskClient, post: Post) -> None:
    headers = {"If-Modified-Since": "the other day"}
    assert client.get("/feed.json", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_the_same_without_the_body(client: FlaskClient, post: Post, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("address", [*ADDRESSES, "/tags/winter/feed.atom", "/sitemap.xml"])
def test_what_is_published_changes_the_version(
    app: Flask, client: FlaskClient, clock: FrozenClock, post: Post, address: str
) -> None:
    before = client.get(address)
    make_post(app, title="Newer", tags=("winter",), published_at=clock.now)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_comes_or_goes_moves_the_date_forward(
    app: Flask, client: FlaskClient, clock: FrozenClock, post: Post, address: str
) -> None:
    """Also for a reader that knows of dates only: a date that went back would hide the change."""
    newest = make_post(app, title="Newest", published_at=clock.now - timedelta(days=1))
    scheduled = clock.now + timedelta(days=1)
    make_post(app, title="Scheduled", published_at=scheduled)
    dates = [client.get(address).last_modified]
    clock.move(days=1)
    dates.append(client.get(address).last_modified)
    clock.move(hours=1)
    change(app, newest, lambda post: commands.withdraw(post, at=clock.now))
    dates.append(client.get(address).last_modified)
    assert dates[1:] == [scheduled, scheduled + timedelta(hours=1)]
    assert dates == sorted(set(dates))
