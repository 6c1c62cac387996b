"""Feeds of combinations, and the page of each: one address for what means the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from blog import site
from blog.db import transaction
from blog.posts import commands
from blog.topics import tags
from blog.works.fields import ReviewText
from tests import furnished
from tests.conftest import CountQueries, FrozenClock
from tests.feeds.validity import atom_faults, json_feed_faults, rss_faults
from tests.makers import LONG_AGO, make_post, make_theme
from tests.web.syndication.subscribed import (
    CONTENT_TYPES,
    FORMS,
    change,
    tag_named,
    titles,
)

FAULTS: dict[str, Callable[[bytes], list[str]]] = {
    "atom": atom_faults,
    "rss": rss_faults,
    "json": json_feed_faults,
}


@pytest.fixture
@furnished.once
def shelf(app: Flask) -> None:
    """Four pieces under a tag, a theme and two kinds of work."""
    theme = make_theme(app, title="Love, Mostly Unsaid", slug="love")
    film = (ReviewText(work="Slow Train", kind="film", rating="4"),)
    book = (ReviewText(work="Lamp", kind="book", rating="3"),)
    make_post(app, title="Tag", tags=("film",))
    make_post(app, title="Theme", themes=(theme.id,), reviews=book)
    make_post(app, title="Both", tags=("film", "冬天"), themes=(theme.id,), reviews=film)
    make_post(app, title="Neither", tags=("冬天",))
    make_post(app, title="A draft", tags=("film",), published_at=None)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("terms", "held"),
    [
        ("film", ["Both", "Tag"]),
        ("film,theme:love", ["Both", "Theme", "Tag"]),
        ("film+theme:love", ["Both"]),
        ("film,theme:love!kind:book", ["Both", "Tag"]),
        ("theme:love!film!kind:book", []),
        ("kind:book,kind:film", ["Both", "Theme"]),
        ("!kind:book", ["Neither", "Both", "Tag"]),
        ("film,冬天", ["Neither", "Both", "Tag"]),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_combination_holds_its_own(
    client: FlaskClient, terms: str, held: list[str], form: str
) -> None:
    address = f"{site.combination_path(terms)}.{form}"
    response = client.get(address)
    assert titles(client, address) == held
    assert FAULTS[form](response.data) == []
    assert response.headers["Content-Type"] == CONTENT_TYPES[form]
    assert "Set-Cookie" not in response.headers


@pytest.mark.usefixtures("shelf")
def test_it_has_a_name_an_id_and_an_address_of_its_own(app: Flask, client: FlaskClient) -> None:
    own = "https://blog.example/feeds/film,theme:love!kind:book"
    feed = client.get("/feeds/film,theme:love!kind:book.json").get_json()
    assert feed["title"] == "film or Love, Mostly Unsaid, without books — The Ninth Lamp"
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{own}.json", own)
    atom = client.get("/feeds/film,theme:love!kind:book.atom").text
    assert f'<link rel="self" type="application/atom+xml" href="{own}.atom"/>' in atom
    assert f'<link rel="alternate" type="text/html" href="{own}"/>' in atom
    id_ = atom.partition("<id>")[2].partition("</id>")[0]
    assert id_ == "tag:blog.example,2026-11-20:feeds/1,theme:1!kind:book"
    with app.app_context(), transaction():
        tags.rename(tag_named("film"), "Cinema", at=LONG_AGO)
    renamed = client.get("/feeds/cinema,theme:love!kind:book.atom").text
    assert f"<id>{id_}</id>" in renamed
    assert client.get("/feeds/film.atom").status_code == 301


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("end", ["", *(f".{form}" for form in FORMS)])
def test_every_other_way_to_write_it_leads_there(app: Flask, client: FlaskClient, end: str) -> None:
    with app.app_context(), transaction():
        tags.rename(tag_named("冬天"), "winter", at=LONG_AGO)
    for written, canonical in {
        "theme:love,film": "film,theme:love",
        "Film": "film",
        "film+film": "film",
        "冬天": "winter",
        "film!theme:love!冬天": "film!winter!theme:love",
    }.items():
        response = client.get(f"/feeds/{written}{end}")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/feeds/{canonical}{end}",
        )
        assert client.get(f"/feeds/{canonical}{end}").status_code == 200


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("end", ["", ".atom", ".json"])
@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ("nix", "There is no tag “nix”."),
        ("film!theme:nix", "There is no theme “nix”."),
        ("kind:opera", "“opera” is no kind of work."),
        ("film,winter+love", "the two do not go together"),
        ("a,b,c,d,e,f,g", "These are 7 subjects; one address holds 6."),
    ],
)
def test_what_means_nothing_is_404_with_a_sentence(
    client: FlaskClient, terms: str, end: str, sentence: str
) -> None:
    response = client.get(f"/feeds/{terms}{end}", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert sentence in response.get_json()["message"]


def test_a_tag_of_drafts_is_known_to_its_author_only(
    app: Flask, client: FlaskClient, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, tags=("secret",), published_at=clock.now + timedelta(days=1))
    for browser in (client, author):
        assert browser.get("/feeds/secret").status_code == 404
        assert browser.get("/feeds/!secret.atom").status_code == 404
    clock.move(days=1)
    assert client.get("/feeds/secret.atom").status_code == 200


@pytest.mark.usefixtures("shelf")
def test_the_page_shows_the_same_and_how_to_follow_it(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/feeds/film,theme:love!kind:book").text)
    [heading] = tree.xpath("//h1")
    assert heading.text_content() == "film or Love, Mostly Unsaid, without books"
    assert [h.text_content().strip() for h in tree.xpath("//h3")] == ["Both", "Tag"]
    found = tree.xpath("//head/link[@rel='alternate']/@href")
    assert found[3:] == [f"/feeds/film,theme:love!kind:book.{form}" for form in FORMS]
    assert set(found[3:]) <= set(tree.xpath("//main//a/@href"))
    assert tree.xpath("//main//a[contains(., 'Follow this')]/@href") == [
        "/follow/?tag=film&theme=love&not=kind:book"
    ]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.usefixtures("shelf")
def test_a_page_with_nothing_yet_says_so(client: FlaskClient) -> None:
    page = client.get("/feeds/theme:love!film!kind:book").text
    assert "Nothing yet." in page
    assert "piece, " not in page


def test_a_long_one_is_paged(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    for number in range(41):
        make_post(app, title=f"{number}", tags=("film",))
    first, last = client.get("/feeds/film"), client.get("/feeds/film?page=3")
    assert 'rel="next" href="/feeds/film?page=2"' in first.text
    assert 'rel="prev" href="/feeds/film?page=2"' in last.text
    assert "Page 3 of 3" in last.text
    for number in (0, 4):
        assert client.get(f"/feeds/film?page={number}").status_code == 404
    assert client.get("/feeds/Film?page=2").headers["Location"] == "/feeds/film?page=2"


@pytest.mark.usefixtures("shelf")
def test_it_costs_the_same_however_much_there_is(
    app: Flask, client: FlaskClient, count_queries: CountQueries, clock: FrozenClock
) -> None:
    costs = []
    for _ in range(2):
        with count_queries() as queries:
            client.get("/feeds/film,theme:love!kind:book.atom")
        costs.append(len(queries))
        for _ in range(3):
            make_post(app, tags=("film",))
            post = make_post(app, tags=("film",))
            change(app, post, lambda post: commands.withdraw(post, at=clock.now))
    assert costs[0] == costs[1] <= 22
