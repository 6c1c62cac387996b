"""“Nothing new” is said without looking at any post, and never when there is something new."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import http_date

from blog.db import session, transaction
from blog.posts import changes, commands
from blog.posts.models import Post
from blog.settings.models import BlogSettings
from blog.topics import tags, themes
from blog.topics.models import Theme
from tests.conftest import CountQueries, FrozenClock
from tests.makers import installation, make_post, make_theme
from tests.web.syndication.subscribed import FORMS, change, rewrite, tag_named

FEEDS = [
    f"{path}.{form}"
    for path in ("/feed", "/tags/winter/feed", "/themes/snow/feed", "/feeds/winter,theme:snow")
    for form in FORMS
]


@pytest.fixture
def post(app: Flask) -> Post:
    theme = make_theme(app, title="Snow", slug="snow")
    return make_post(app, tags=("winter",), themes=(theme.id,))


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("address", FEEDS)
def test_whoever_has_it_costs_no_query(
    client: FlaskClient, count_queries: CountQueries, address: str
) -> None:
    first = client.get(address)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        with count_queries.with_cache() as queries:
            again = client.get(address, headers=headers)
        assert (again.status_code, queries, again.data) == (304, [], b"")
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name]


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_packed_ones_too(client: FlaskClient, count_queries: CountQueries, coding: str) -> None:
    accepted = {"Accept-Encoding": coding}
    first = client.get("/feed.atom", headers=accepted)
    assert first.headers["ETag"].endswith(f'-{coding}"')
    with count_queries.with_cache() as queries:
        again = client.get(
            "/feed.atom", headers={"If-None-Match": first.headers["ETag"], **accepted}
        )
    assert (again.status_code, queries) == (304, [])
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("address", FEEDS[::4])
def test_whoever_has_another_gets_it(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    other = client.get(address, headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.data) == (200, first.data)
    early = http_date((first.last_modified or 0) - timedelta(seconds=1))  # type: ignore[operator]
    assert client.get(address, headers={"If-Modified-Since": early}).data == first.data


def _rename_theme(app: Flask, post: Post, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        theme = session().get_one(Theme, 1)
        fields = themes.ThemeFields(title="White", slug="snow", tagline="Another.")
        url = installation(app).url
        themes.change(
            theme, fields, based_on=theme.version, site_url=url, lang="en-GB", at=clock.now
        )


def _describe_tag(app: Flask, post: Post, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        tags.describe(tag_named("winter"), "Cold.", at=clock.now)


def _rename_tag(app: Flask, post: Post, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        tags.rename(tag_named("winter"), "Winter", at=clock.now)


def _name_hub(app: Flask, post: Post, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).hub = "https://hub.example/"


CHANGES: dict[str, Callable[[Flask, Post, FrozenClock], object]] = {
    "another text": lambda app, post, clock: rewrite(
        app, post, title="A piece", source="Others.", tags=("winter",), themes=(1,)
    ),
    "a note": lambda app, post, clock: change(
        app, post, lambda post: changes.announce(post, note="New end.", at=clock.now)
    ),
    "withdrawn": lambda app, post, clock: change(
        app, post, lambda post: commands.withdraw(post, at=clock.now)
    ),
    "another piece": lambda app, post, clock: make_post(
        app, title="Two", tags=("winter",), themes=(1,), published_at=clock.now
    ),
    "a renamed theme": _rename_theme,
    "a renamed tag": _rename_tag,
    "a described tag": _describe_tag,
}


@pytest.mark.parametrize("what", [*CHANGES, "a hub"])
@pytest.mark.parametrize("address", FEEDS[::3])
def test_a_change_is_seen_at_once(
    app: Flask, client: FlaskClient, clock: FrozenClock, post: Post, what: str, address: str
) -> None:
    """Whether the program knows of tags or of dates only."""
    make_post(app, title="Another")
    before = client.get(address)
    clock.move(seconds=5)
    CHANGES.get(what, _name_hub)(app, post, clock)
    fresh = client.get(address)
    by_tag = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert (by_tag.status_code == 304) == (fresh.data == before.data)
    if fresh.data != before.data and what != "a hub":
        date = {"If-Modified-Since": before.headers["Last-Modified"]}
        assert client.get(address, headers=date).data == fresh.data


def test_a_scheduled_piece_is_seen_at_its_moment(
    app: Flask, client: FlaskClient, clock: FrozenClock, post: Post
) -> None:
    make_post(app, title="Soon", published_at=clock.now + timedelta(minutes=1))
    first = client.get("/feed.atom")
    for seconds, status in ((59, 304), (1, 200)):
        clock.move(seconds=seconds)
        held = {"If-None-Match": first.headers["ETag"]}
        assert client.get("/feed.atom", headers=held).status_code == status
