"""What all pages ask is remembered while the site stands still, and never for longer."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from blog.db import transaction
from blog.posts import navigation
from blog.settings import queries
from tests.conftest import CountQueries, FrozenClock
from tests.makers import make_post


def test_two_pages_ask_once(app: Flask, client: FlaskClient, count_queries: CountQueries) -> None:
    make_post(app)
    client.get("/archive/")
    with count_queries.with_cache() as statements:
        assert client.get("/tags/").status_code == 200
    assert [each for each in statements if "blog_settings" in each or "has_works" in each] == []
    assert statements != []


def test_a_change_of_the_settings_shows_on_the_next_page(app: Flask, client: FlaskClient) -> None:
    make_post(app)
    assert "The Tenth Lamp" not in client.get("/archive/").text
    with app.app_context(), transaction():
        queries.current().name = "The Tenth Lamp"
    assert "The Tenth Lamp" in client.get("/tags/").text


def test_a_scheduled_page_enters_the_top_bar_at_its_moment(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app)
    page = make_post(app, kind="page", title="About", published_at=clock.now + timedelta(minutes=1))
    with app.app_context(), transaction():
        navigation.arrange([page.id])
    assert page.path not in client.get("/archive/").text
    clock.move(minutes=2)
    assert page.path in client.get("/tags/").text
    clock.move(minutes=-2)
    assert page.path not in client.get("/themes/").text
