"""What all pages ask is remembered while the site stands still, and never for longer."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from blog.db import transaction
from blog.posts import navigation
from blog.settings import queries
from tests.conftest import CountQueries, FrozenClock
from tests.makers import make_post
from tests.web.reading import open_page, words


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


def test_what_all_pages_have_changes_with_the_settings(app: Flask, client: FlaskClient) -> None:
    make_post(app)
    open_page(client, "/archive/")
    with app.app_context(), transaction():
        blog = queries.current()
        blog.name, blog.footer, blog.language = "The Tenth Lamp", "Kept by nobody.", "de"
    page = open_page(client, "/tags/")
    assert page.xpath('//link[@rel="search"]/@title') == ["The Tenth Lamp"]
    assert words(page, '//a[@class="name"]') == ["The Tenth Lamp"]
    assert page.xpath('//nav[@aria-label="Main"]/@lang') == ["en-GB"]
    assert "Kept by nobody." in words(page, "//footer//p")


def test_the_top_bar_says_where_a_reader_is(app: Flask, client: FlaskClient) -> None:
    post = make_post(app)
    about = make_post(app, kind="page", title="About")
    with app.app_context(), transaction():
        navigation.arrange([about.id])

    def marked(path: str) -> list[str]:
        return words(open_page(client, path), '//header//a[@aria-current="page"]')

    for path, name in {"/": "Latest", "/tags/": "Tags", "/search/": "Search"}.items():
        assert marked(path) == [name]
    assert marked(about.path) == ["About"]
    assert marked(post.path) == []
    assert marked("/archive/") == ["Archive"]


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
