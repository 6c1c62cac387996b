"""The hub is told of exactly the feeds that changed: by a real request to a real server."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import clock as wall_clock
from blog.db import session, transaction
from blog.feeds.models import FeedReader
from blog.jobs import worker
from blog.posts import commands
from blog.settings.models import BlogSettings
from blog.topics import themes
from blog.topics.models import Theme
from blog.works.fields import ReviewText
from tests import makers
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme
from tests.web.syndication.subscribed import FORMS, change, rewrite


class Hub:
    """Keeps what it is told, and answers with `status`."""

    def __init__(self) -> None:
        hub, self.told, self.status = self, list[dict[str, list[str]]](), 204

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                hub.told.append(parse_qs(body))
                self.send_response(hub.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *said: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hub"

    def scopes(self) -> set[str]:
        """Of what it was told since it was asked last, each in all three formats."""
        urls = [url for form in self.told for url in form["hub.url"]]
        assert len(urls) == len(set(urls))
        self.told.clear()
        found = {url.removeprefix("https://blog.example").rpartition(".")[0] for url in urls}
        assert len(urls) == len(FORMS) * len(found)
        return found


@pytest.fixture
def hub(app: Flask) -> Iterator[Hub]:
    hub = Hub()
    serving = threading.Thread(target=hub.server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).hub = hub.url
    yield hub
    hub.server.shutdown()
    serving.join()
    hub.server.server_close()


def _work(app: Flask, clock: FrozenClock) -> None:
    clock.move(seconds=15)
    with app.app_context():
        worker.drain(makers.work(app, draws_cards=False))


def test_it_is_told_of_exactly_what_changed(app: Flask, hub: Hub, clock: FrozenClock) -> None:
    theme = make_theme(app, title="Snow")
    make_theme(app, title="Other")
    under = {"tags": ("winter", "trains"), "themes": (theme.id,)}
    film = (ReviewText(work="Slow Train", kind="film", rating="4"),)
    post = make_post(app, reviews=film, **under)
    make_post(app, tags=("draft",), published_at=None)
    _work(app, clock)
    everywhere = {"/feed", "/tags/winter/feed", "/tags/trains/feed", "/themes/snow/feed"}
    assert hub.scopes() == {*everywhere, "/feeds/kind:film"}

    rewrite(app, post, tags=("winter", "ice"), themes=(theme.id,), source="Other words.")
    _work(app, clock)
    assert hub.scopes() == {*everywhere, "/tags/ice/feed", "/feeds/kind:film"}

    change(app, post, lambda post: commands.withdraw(post, at=clock.now))
    _work(app, clock)
    assert hub.scopes() == {"/feed", "/tags/winter/feed", "/tags/ice/feed", "/themes/snow/feed"}
    _work(app, clock)
    assert hub.told == []


def test_a_piece_put_under_a_theme_is_news_for_the_theme(
    app: Flask, hub: Hub, clock: FrozenClock
) -> None:
    theme, post = make_theme(app, title="Snow"), make_post(app)
    _work(app, clock)
    hub.told.clear()
    with app.app_context(), transaction():
        order = [themes.Place(post_id=post.id)]
        themes.arrange(session().get_one(Theme, theme.id), order, at=clock.now)
    _work(app, clock)
    assert hub.scopes() == {"/feed", "/themes/snow/feed"}


def test_a_scheduled_piece_is_told_at_its_moment(app: Flask, hub: Hub, clock: FrozenClock) -> None:
    make_post(app, tags=("winter",), published_at=clock.now + timedelta(hours=1))
    _work(app, clock)
    assert hub.told == []
    clock.move(hours=1)
    _work(app, clock)
    _work(app, clock)
    assert hub.scopes() == {"/feed", "/tags/winter/feed"}


def test_combinations_are_told_where_somebody_reads_them(
    app: Flask, hub: Hub, clock: FrozenClock
) -> None:
    make_post(app, tags=("ice",))
    with app.app_context(), transaction():
        for path in ("/feeds/ice,winter.atom", "/feeds/!winter.rss", "/feeds/ice+nix.json"):
            session().add(
                FeedReader(
                    name="Feedly", path=path, subscriber_count=1, seen_on=wall_clock.now().date()
                )
            )
    _work(app, clock)
    hub.told.clear()
    make_post(app, tags=("winter",))
    _work(app, clock)
    assert hub.scopes() == {"/feed", "/tags/winter/feed", "/feeds/ice,winter"}


@pytest.mark.parametrize("status", [302, 500])
def test_a_hub_that_refuses_is_told_again(
    app: Flask, hub: Hub, clock: FrozenClock, status: int
) -> None:
    hub.status = status
    make_post(app)
    _work(app, clock)
    assert len(hub.told) == 1, "a redirect is not followed"
    hub.status, hub.told = 204, []
    clock.move(minutes=2)
    _work(app, clock)
    assert hub.scopes() == {"/feed"}


@pytest.mark.parametrize("form", FORMS)
def test_feeds_name_their_hub(app: Flask, client: FlaskClient, hub: Hub, form: str) -> None:
    make_post(app)
    response = client.get(f"/feed.{form}")
    own = f"https://blog.example/feed.{form}"
    assert response.headers.getlist("Link") == [f'<{hub.url}>; rel="hub"', f'<{own}>; rel="self"']
    if form == "json":
        assert response.get_json()["hubs"] == [{"type": "WebSub", "url": hub.url}]
    else:
        assert f'rel="hub" href="{hub.url}"' in response.text


def test_without_a_hub_nobody_is_told(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    make_post(app, published_at=clock.now + timedelta(hours=1))
    make_post(app)
    with app.app_context():
        names = {job.name for job in session().scalars(worker.queue.select(worker.Job))}
    assert not {name for name in names if name.startswith("feeds.")}
    assert "Link" not in client.get("/feed.atom").headers
