"""Addresses at which nothing stands: redirects, what is gone, misses, and the page that says so."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import addresses
from blog.posts import commands as posts
from blog.posts.models import Post
from blog.redirects import commands
from blog.redirects.commands import GONE
from blog.redirects.misses import MOST_WAITING
from blog.redirects.models import Miss
from tests.conftest import CountQueries, FrozenClock
from tests.makers import LONG_AGO, make_post
from tests.web.reading import words

PERSON = {"Sec-Fetch-Dest": "document", "Accept": "text/html"}


def lead(app: Flask, path: str, target: str) -> None:
    with app.app_context(), transaction():
        commands.keep(path, target, at=LONG_AGO)


def misses(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {miss.path: miss.count for miss in session().scalars(select(Miss))}


@pytest.mark.parametrize(
    "path", ["/2019/05/snow/", "/2019/05/snow", "/tags/old/", "/themes/old/", "/archive/1999/"]
)
def test_a_redirect_leads_on_from_any_address(app: Flask, client: FlaskClient, path: str) -> None:
    lead(app, path, "/posts/%E9%9B%AA/")
    for asked in (path, f"{path.rstrip('/')}/"):
        answer = client.get(asked)
        assert (answer.status_code, answer.location) == (301, "/posts/%E9%9B%AA/")
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.head(path).status_code == 301


def test_a_query_goes_along_unless_the_target_has_one(app: Flask, client: FlaskClient) -> None:
    lead(app, "/old/", "/new/")
    lead(app, "/older/", "https://elsewhere.example/?a=1")
    assert client.get("/old/?x=%E9%9B%AA&y").location == "/new/?x=%E9%9B%AA&y"
    assert client.get("/older/?x=1").location == "https://elsewhere.example/?a=1"


def test_an_address_with_a_query_comes_before_the_page(app: Flask, client: FlaskClient) -> None:
    lead(app, "/?p=12", "/posts/snow/")
    lead(app, "/?cat=雪", GONE)
    assert client.get("/?p=12").location == "/posts/snow/"
    assert client.get("/?cat=%E9%9B%AA").status_code == 410
    assert client.get("/?p=13").status_code == client.get("/").status_code == 200


def test_what_is_gone_says_so(app: Flask, client: FlaskClient) -> None:
    lead(app, "/old/", GONE)
    answer = client.get("/old/")
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 410
    assert words(page, '//p[@class="dek"]') == [
        "There was something here. I have taken it away for good."
    ]


def test_a_page_comes_first_then_its_former_address_then_the_redirect(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    post = make_post(app, slug="snow")
    with app.app_context(), transaction():
        addresses.remember(session().get_one(Post, post.id), "/old/")
    for path in ("/posts/snow/", "/old/"):
        lead(app, path, "/elsewhere/")
    assert client.get("/posts/snow/").status_code == 200
    assert client.get("/old/").location == "/posts/snow/"
    with app.app_context(), transaction():
        posts.withdraw(session().get_one(Post, post.id), at=clock.now)
    for path in ("/posts/snow/", "/old/"):
        assert client.get(path).location == "/elsewhere/"


def test_the_desk_and_forms_are_not_led_anywhere(app: Flask, author: FlaskClient) -> None:
    lead(app, "/desk/nothing/", "/posts/snow/")
    lead(app, "/old/", "/posts/snow/")
    assert author.get("/desk/nothing/").status_code != 301
    assert author.post("/old/").status_code == 405


def test_what_people_ask_for_in_vain_is_counted(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    assert client.get("/old/", headers=PERSON).status_code == 404
    assert misses(app) == {"/old/": 1}
    for _ in range(4):
        client.get("/old/", headers={"Referer": "https://elsewhere.example/", "Accept": "*/*"})
    assert misses(app) == {"/old/": 1}
    clock.move(seconds=10)
    assert client.get("/").status_code == 200
    assert misses(app) == {"/old/": 5}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/old/", {}),
        ("/old.png", {"Sec-Fetch-Dest": "image", "Referer": "https://blog.example/"}),
        ("/wp-login.php", PERSON),
        ("/.env", PERSON),
        ("/desk/nothing/", PERSON),
        ("/static/nothing.css", PERSON),
        (f"/{'a' * 400}/", PERSON),
    ],
)
def test_machines_and_junk_are_not(
    app: Flask, client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    client.get(path, headers=headers)
    client.head("/old/", headers=PERSON)
    assert misses(app) == {}


def test_a_flood_is_written_now_and_then_and_within_bounds(
    app: Flask, client: FlaskClient, clock: FrozenClock, count_queries: CountQueries
) -> None:
    client.get("/first/", headers=PERSON)
    with count_queries() as queries:
        for number in range(MOST_WAITING + 50):
            client.get(f"/flood-{number}/", headers=PERSON)
    assert not [query for query in queries if not query.startswith("SELECT")]
    clock.now += timedelta(minutes=1)
    client.get("/")
    assert len(misses(app)) == 1 + MOST_WAITING


def test_the_page_suggests_what_may_have_been_meant(app: Flask, client: FlaskClient) -> None:
    make_post(app, title="The First Snow", slug="the-first-snow")
    make_post(app, title="The first snow again", slug="the-first-snow-again")
    make_post(app, title="The first draft", slug="the-first-snou", published_at=None)
    make_post(app, title="Nothing like it", slug="them")
    page = html.document_fromstring(client.get("/2019/05/The-Frist-Snow.html").text)
    meant = '//section[@aria-labelledby="meant"]//a'
    assert words(page, meant) == ["The First Snow", "The first snow again"]
    (box,) = page.xpath('//form[@role="search"]//input')
    assert (box.get("name"), box.get("value")) == ("q", "the frist snow html")
    assert page.xpath('//form[@role="search"]/@action') == ["/search/"]


def test_a_title_without_spaces_is_suggested_too(app: Flask, client: FlaskClient) -> None:
    make_post(app, title="慢车到雪岭", slug="慢车到雪岭")
    page = html.document_fromstring(client.get("/posts/慢车到雪山/").text)
    assert words(page, '//section[@aria-labelledby="meant"]//a') == ["慢车到雪岭"]


@pytest.mark.parametrize(
    "path",
    ["/%", "/%00", "/" + "a-" * 3000, "/<script>alert(1)</script>", "/%F0%9F%98%80/", "/_%_/"],
)
def test_hostile_addresses_are_answered(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=PERSON)
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
