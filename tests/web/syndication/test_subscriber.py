"""A subscriber's program knows pieces by their ids: whatever the blogger does, none comes twice."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.posts.models import Post
from blog.topics import tags, themes
from blog.topics.models import Theme
from tests.conftest import FrozenClock
from tests.makers import LONG_AGO, installation, make_post, make_theme
from tests.web.syndication.subscribed import FORMS, change, entries, rewrite, tag_named


class Subscriber:
    """Keeps what it has seen, by id, as feed readers do; follows redirects."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        self.seen: set[str] = set()

    def fetch(self) -> list[str]:
        """The titles of what is new."""
        answer = self.client.get(self.address)
        if answer.status_code == 301:
            self.address = answer.headers["Location"]
        found = entries(self.client, self.address)
        assert self.seen <= set(found), "a piece was lost"
        fresh = [title for id_, (title, _) in found.items() if id_ not in self.seen]
        self.seen |= set(found)
        return fresh


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/", "/tags/winter/", "/themes/snow/"])
def test_no_piece_comes_twice(
    app: Flask, client: FlaskClient, clock: FrozenClock, scope: str, form: str
) -> None:
    theme = make_theme(app, title="Snow")
    under = {"tags": ("winter",), "themes": (theme.id,)}
    train = make_post(app, title="Slow Train", **under)
    make_post(app, title="Lamp", **under)
    subscriber = Subscriber(client, f"{scope}feed.{form}")
    assert subscriber.fetch() == ["Lamp", "Slow Train"]

    clock.move(days=1)
    rewrite(app, train, title="Slow Train", slug="慢车", source="Another text.", **under)
    assert subscriber.fetch() == []
    rewrite(app, train, title="Slower Train", slug="慢车", source="A third text.", **under)
    assert subscriber.fetch() == []

    def correct(post: Post) -> None:
        post.updated_at = clock.now

    change(app, train, correct)
    assert subscriber.fetch() == []
    with app.app_context(), transaction():
        tags.rename(tag_named("winter"), "Deep winter", at=clock.now)
        snow = session().get_one(Theme, theme.id)
        white = themes.ThemeFields(title="White", slug="white")
        url = installation(app).url
        version = snow.version
        themes.change(snow, white, based_on=version, site_url=url, lang="en-GB", at=clock.now)
    assert subscriber.fetch() == []

    clock.move(days=1)
    under["tags"] = ("Deep winter",)
    make_post(app, title="New", published_at=clock.now, **under)
    assert subscriber.fetch() == ["New"]
    make_post(app, title="Old, found again", published_at=LONG_AGO, **under)
    assert subscriber.fetch() == ["Old, found again"]
    assert subscriber.fetch() == []


def test_a_feed_keeps_its_own_id(app: Flask, client: FlaskClient) -> None:
    make_post(app, tags=("winter",))
    before = client.get("/tags/winter/feed.atom").text.split("<entry")[0]
    with app.app_context(), transaction():
        tags.rename(tag_named("winter"), "冬天", at=LONG_AGO)
    after = client.get("/tags/冬天/feed.atom").text.split("<entry")[0]
    assert "<id>tag:blog.example,2026-02-28:tag/1</id>" in before
    assert "<id>tag:blog.example,2026-02-28:tag/1</id>" in after
