"""The index of tags and the page of each."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.db import session, transaction
from blog.media import commands as media
from blog.topics import tags
from blog.topics.models import Tag
from tests.conftest import FrozenClock
from tests.makers import LONG_AGO, installation, make_post
from tests.media import samples
from tests.web.reading import open_page, words

ENTRIES = '//ul[contains(@class, "entries")]//h3'


def test_index(app: Flask, client: FlaskClient) -> None:
    make_post(app, slug="one", tags=("winter", "windows, lit", "华语片", "été", "2024"))
    make_post(app, slug="two", tags=("winter",))
    make_post(app, slug="draft", tags=("secret",), published_at=None)
    page = open_page(client, "/tags/")
    assert words(page, '//div[@class="index"]/section') == [
        "0–9 2024 1 piece",
        "E été 1 piece",
        "W windows, lit 1 piece winter 2 pieces",
        "字 华语片 1 piece",
    ]
    assert words(page, '//nav[@aria-label="Letters"]/a') == ["0–9", "E", "W", "字"]
    assert len(page.xpath('//nav[@aria-label="Letters"]/*')) == 28


def test_empty_index(client: FlaskClient) -> None:
    assert words(open_page(client, "/tags/"), '//div[@class="blank"]/p')[0] == "No tags yet."


def test_tag_page(app: Flask, client: FlaskClient) -> None:
    for year in (2019, 2026):
        make_post(
            app,
            title=f"In {year}",
            tags=("winter", "snow", "华语片") if year == 2019 else ("winter", "华语片"),
            published_at=datetime(year, 3, 1, tzinfo=UTC),
        )
    page = open_page(client, "/tags/winter/")
    assert words(page, ENTRIES) == ["In 2026", "In 2019"]
    assert "2 pieces, 2019 to 2026" in words(page, '//p[@class="meta"]')[0]
    assert words(page, '//p[@class="ui also"]/a') == ["华语片", "snow"]
    assert page.xpath('//link[@rel="alternate"]/@href')[3:] == [
        f"/tags/winter/feed.{form}" for form in ("atom", "rss", "json")
    ]


def test_pages_of_a_tag(app: Flask, client: FlaskClient) -> None:
    for number in range(21):
        make_post(
            app,
            title=f"Piece {number}",
            tags=("winter",),
            published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
        )
    assert len(open_page(client, "/tags/winter/").xpath(ENTRIES)) == 20
    second = open_page(client, "/tags/winter/page/2/")
    assert words(second, ENTRIES) == ["Piece 0"]
    assert words(second, '//nav[@aria-label="Pages"]') == ["Page 2 of 2 Newer pieces"]
    assert second.xpath('//a[@rel="prev"]/@href') == ["/tags/winter/"]
    assert client.get("/tags/winter/page/1/").location.endswith("/tags/winter/")
    assert client.get("/tags/winter/page/3/").status_code == 404
    assert client.get("/tags/winter/page/0/").status_code == 404


def test_tag_that_strangers_cannot_know(app: Flask, client: FlaskClient) -> None:
    make_post(app, tags=("secret",), published_at=None)
    assert client.get("/tags/secret/").status_code == 404
    assert client.get("/tags/nothing/").status_code == 404


def test_renamed_tag_and_other_forms_lead_to_the_tag(app: Flask, client: FlaskClient) -> None:
    make_post(app, tags=("trains",))
    with app.app_context(), transaction():
        tag = session().scalars(select(Tag)).one()
        tags.rename(tag, "Railways", at=LONG_AGO)
    for asked in ("/tags/trains/", "/tags/Trains/", "/tags/RAILWAYS/"):
        answer = client.get(asked)
        assert (answer.status_code, answer.location) == (301, "/tags/railways/")


def test_only_the_first_picture_is_not_waited_for(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context(), transaction():
        data, folder = samples.jpeg(600, 40), installation(app).media
        picture = media.store(data, name="snow.jpg", at=clock.now, folder=folder)
    for slug in ("one", "two", "three"):
        make_post(app, slug=slug, tags=("winter",), cover_id=picture.id)
    first, *others = open_page(client, "/tags/winter/").xpath(f"{ENTRIES}/ancestor::article//img")
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert [each.get("loading") for each in others] == ["lazy", "lazy"]
