"""The feeds as a stranger's program gets them."""

import html
import io
from datetime import timedelta

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from blog.db import session, transaction
from blog.media import commands as media
from blog.pagecache import sharing
from blog.posts import commands
from blog.topics import tags, themes
from blog.topics.models import Theme
from tests.conftest import CountQueries, FrozenClock
from tests.feeds.validity import atom_faults, rss_faults
from tests.makers import LONG_AGO, installation, make_post, make_theme
from tests.web.syndication.subscribed import (
    CONTENT_TYPES,
    FORMS,
    change,
    tag_named,
    titles,
)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_the_same_for_everybody(
    app: Flask, client: FlaskClient, author: FlaskClient, form: str
) -> None:
    make_post(app)
    make_post(app, title="A draft", published_at=None)
    response = author.get(f"/feed.{form}")
    assert response.data == client.get(f"/feed.{form}").data
    assert response.headers["Content-Type"] == CONTENT_TYPES[form]
    assert response.headers["Cache-Control"] == sharing.SHARED
    assert "Set-Cookie" not in response.headers
    assert response.headers["Vary"] == "Accept-Encoding"


def test_a_feed_names_itself_and_its_page(app: Flask, client: FlaskClient) -> None:
    make_post(app, tags=("冬天",))
    own = "https://blog.example/tags/%E5%86%AC%E5%A4%A9/"
    feed = client.get("/tags/冬天/feed.json").get_json()
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{own}feed.json", own)
    assert feed["title"] == "冬天 — The Ninth Lamp"
    atom = client.get("/tags/冬天/feed.atom").text
    assert f'<link rel="self" type="application/atom+xml" href="{own}feed.atom"/>' in atom
    assert f'<link rel="alternate" type="text/html" href="{own}"/>' in atom


@pytest.mark.parametrize("form", FORMS)
def test_only_what_readers_may_see_is_in_it(
    app: Flask, client: FlaskClient, clock: FrozenClock, form: str
) -> None:
    live = make_post(app, title="Live")
    make_post(app, title="A page", kind="page")
    make_post(app, title="A draft", published_at=None)
    make_post(app, title="Scheduled", published_at=clock.now + timedelta(hours=1))
    assert titles(client, f"/feed.{form}") == ["Live"]
    clock.move(hours=1, seconds=-1)
    assert titles(client, f"/feed.{form}") == ["Live"]
    clock.move(seconds=1)
    assert titles(client, f"/feed.{form}") == ["Scheduled", "Live"]
    change(app, live, lambda post: commands.withdraw(post, at=clock.now))
    assert titles(client, f"/feed.{form}") == ["Scheduled"]
    change(app, live, lambda post: commands.publish(post, at=clock.now))
    assert titles(client, f"/feed.{form}") == ["Scheduled", "Live"]
    change(app, live, lambda post: commands.trash(post, at=clock.now))
    assert titles(client, f"/feed.{form}") == ["Scheduled"]


def test_a_tag_and_a_theme_hold_their_own(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Snow")
    make_post(app, title="Both", tags=("Winter",), themes=(theme.id,))
    make_post(app, title="Tag", tags=("winter", "trains"))
    make_post(app, title="Neither", tags=("trains",))
    assert titles(client, "/tags/winter/feed.atom") == ["Tag", "Both"]
    assert titles(client, "/themes/snow/feed.atom") == ["Both"]


def test_a_theme_goes_by_date_whatever_its_order(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Snow")
    posts = [
        make_post(app, title=f"{day}", themes=(theme.id,), published_at=LONG_AGO.replace(day=day))
        for day in (3, 9, 5)
    ]
    with app.app_context(), transaction():
        order = [themes.Place(post_id=post.id) for post in posts]
        themes.arrange(session().get_one(Theme, theme.id), order, at=LONG_AGO)
    assert titles(client, "/themes/snow/feed.rss") == ["9", "5", "3"]


def test_it_holds_the_newest_thirty(app: Flask, client: FlaskClient) -> None:
    for day in range(1, 34):
        make_post(app, title=f"{day}", published_at=LONG_AGO + timedelta(days=day))
    assert titles(client, "/feed.json") == [f"{day}" for day in range(33, 3, -1)]


@pytest.mark.parametrize("form", FORMS)
def test_the_summary_is_the_blogger_s_own_or_else_the_first_words(
    app: Flask, client: FlaskClient, form: str
) -> None:
    make_post(app, title="First", source="The first words.\n\nMore.", summary="My own & only.")
    make_post(app, title="Second", source="The very first words.")
    read = client.get(f"/feed.{form}")
    if form == "json":
        summaries = [item["summary"] for item in read.get_json()["items"]]
    else:
        summaries = [html.unescape(e.summary) for e in feedparser.parse(read.data).entries]
    assert summaries == ["The very first words.", "My own & only."]


def test_a_cover_goes_along(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        data = io.BytesIO()
        Image.new("RGB", (64, 48), "navy").save(data, "PNG")
        folder = installation(app).media
        cover = media.store(data.getvalue(), name="lamp.png", at=clock.now, folder=folder)
        session().flush()
        cover_id, address = cover.id, f"https://blog.example{cover.url}"
        length = f'length="{cover.byte_count}"'
    make_post(app, cover_id=cover_id)
    assert client.get("/feed.json").get_json()["items"][0]["image"] == address
    assert f'{length} href="{address}"' in client.get("/feed.atom").text
    assert f'<enclosure url="{address}" {length} type="image/png"/>' in client.get("/feed.rss").text
    assert rss_faults(client.get("/feed.rss").data) == []
    assert atom_faults(client.get("/feed.atom").data) == []


def test_a_former_address_leads_on(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Snow")
    make_post(app, tags=("winter", "cold"), themes=(theme.id,))
    with app.app_context(), transaction():
        tags.rename(tag_named("winter"), "冬天", at=LONG_AGO)
        tags.merge(tag_named("cold"), into=tag_named("冬天"), at=LONG_AGO)
        fields = themes.ThemeFields(title="Snow", slug="white")
        snow = session().get_one(Theme, theme.id)
        url = installation(app).url
        version = snow.version
        themes.change(snow, fields, based_on=version, site_url=url, lang="en-GB", at=LONG_AGO)
    for former, present in {
        "/tags/winter/feed.rss": "/tags/%E5%86%AC%E5%A4%A9/feed.rss",
        "/tags/cold/feed.atom": "/tags/%E5%86%AC%E5%A4%A9/feed.atom",
        "/themes/snow/feed.json": "/themes/white/feed.json",
    }.items():
        response = client.get(former)
        assert (response.status_code, response.headers["Location"]) == (301, present)
        assert "max-age=0" in response.headers["Cache-Control"]
        assert client.get(present).status_code == 200


@pytest.mark.parametrize(
    "address", ["/tags/nix/feed.atom", "/themes/nix/feed.rss", "/tags/nix/feed.xml", "/feed.xml"]
)
def test_what_is_not_there_is_404(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={"Accept": "application/json"})
    assert response.status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_tag_of_drafts_is_known_to_its_author_only(
    app: Flask, client: FlaskClient, clock: FrozenClock, form: str
) -> None:
    tomorrow = clock.now + timedelta(days=1)
    make_post(app, tags=("secret",), published_at=None)
    make_post(app, tags=("secret",), published_at=tomorrow)
    make_post(app, tags=("secret",), kind="page")
    with app.app_context(), transaction():
        tags.remember_address("former", tag_named("secret"))
    for ending in (f"feed.{form}", f"feed.{form}?archive=1", "feed/"):
        for name in ("secret", "former", "unheard-of"):
            answer = client.get(f"/tags/{name}/{ending}", headers={"Accept": "application/json"})
            said = answer.get_json()["message"]
            assert (answer.status_code, said) == (404, f"There is no tag “{name}”.")
    clock.move(days=1)
    assert client.get(f"/tags/secret/feed.{form}").status_code == 200
    assert client.get(f"/tags/former/feed.{form}").status_code == 301


@pytest.mark.parametrize("scope", ["/", "/tags/winter/", "/themes/snow/"])
def test_it_costs_ten_queries_at_most(
    app: Flask, client: FlaskClient, count_queries: CountQueries, scope: str
) -> None:
    theme = make_theme(app, title="Snow")
    costs = set()
    for more in (3, 57):
        for _ in range(more):
            make_post(app, tags=("winter", "trains"), themes=(theme.id,))
        for form in FORMS:
            with count_queries() as queries:
                assert client.get(f"{scope}feed.{form}").status_code == 200
            costs.add(len(queries))
    assert costs in ({9}, {10})
