"""The verdict on a work, in the page of its piece: for people, and for machines."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.works.fields import LinkText, PersonText, ReviewText, TitleText
from tests.conftest import URL
from tests.makers import make_post, make_work
from tests.web.public.test_preview_links import link_to
from tests.web.reading import microformats, open_page, words
from tests.web.structured import dangling, empty, graph, node, unknown_words

SEEN = "I’ve seen itI haven’t seen it after all"
CARD = '//div[contains(@class, "h-review")]'


def make_film(app: Flask) -> None:
    make_work(
        app,
        "Slow Train to Snow Ridge",
        titles=(TitleText(title="慢车到雪岭"),),
        year="2024",
        countries=("China",),
        length="118 minutes",
        watch="Northlight (rental)",
        wikidata="Q42",
        links=(LinkText(url="https://film.example/", label="The film’s own site"),),
        people=(
            PersonText(name="Wei Anran", role="He Chuan"),
            PersonText(name="Shen Ruolan (沈若岚)", role="director"),
        ),
    )


def make_review(app: Flask, *more: ReviewText, **given: Any) -> None:
    review = ReviewText(
        work="Slow Train to Snow Ridge",
        rating="4.5",
        verdict="The rare romance that is ||late||.",
        seen_on="2026-02-10",
        seen_where="at the Regal",
    )
    given.setdefault("published_at", datetime(2026, 3, 1, tzinfo=UTC))
    make_post(app, slug="slow", title="Slow", reviews=(review, *more), **given)


def test_the_card(app: Flask, client: FlaskClient) -> None:
    make_film(app)
    make_review(app, source="## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc")
    page = open_page(client, "/posts/slow/")
    assert words(page, '//h2[@id="verdict"]') == ["The verdict"]
    assert words(page, '//nav[@class="contents"]//li')[-1] == "The verdict"
    assert words(page, f'{CARD}/p[@class="rating"]') == ["4½ out of 5"]
    assert words(page, f"{CARD}/dl/*") == [
        "Film",
        f"Slow Train to Snow Ridge 慢车到雪岭 {SEEN} (Slow Train to Snow Ridge)",
        *("Director", "Shen Ruolan 沈若岚", "He Chuan", "Wei Anran"),
        *("Year", "2024", "Country", "China", "Length", "118 minutes"),
        *("Where to watch", "Northlight (rental)"),
        *("Elsewhere", "The film’s own site, Wikidata"),
        *("Seen", "10 February 2026, at the Regal"),
    ]
    assert page.xpath(f"{CARD}//dd//*[@lang='zh-Hans']/text()") == ["慢车到雪岭", "沈若岚"]
    assert page.xpath("//article/@data-works") == page.xpath(f"{CARD}/@data-works") == ["1"]
    assert len(page.xpath(f'{CARD}//*[@class="spoiler"]')) == 1


def test_several_works_each_have_a_card(app: Flask, client: FlaskClient) -> None:
    make_film(app)
    make_review(
        app,
        ReviewText(work="Tide Tables", kind="book", rating="0.5", seen_on="2025", is_again=True),
        ReviewText(work="The Regal", kind="place"),
    )
    page = open_page(client, "/posts/slow/")
    assert words(page, '//h2[@id="verdict"]') == ["The verdicts"]
    assert [text.split(" I’ve")[0] for text in words(page, f"{CARD}/h3")] == [
        "Slow Train to Snow Ridge 慢车到雪岭",
        "Tide Tables",
    ]
    assert words(page, f"{CARD}[2]/dl/*") == ["Read again", "2025"]
    assert "About: The Regal (place)" in words(page, '//p[contains(@class, "about-work")]')[0]


def test_a_piece_without_works_has_nothing_of_it(app: Flask, client: FlaskClient) -> None:
    make_post(app, slug="plain")
    page = open_page(client, "/posts/plain/")
    assert not page.xpath(f'{CARD} | //*[@id="verdict"] | //*[@data-works]')
    assert not page.xpath('//link[contains(@href, "review.css")]')


def test_its_owner_sees_it_before_it_is_out(app: Flask, author: FlaskClient) -> None:
    make_film(app)
    make_review(app, published_at=None)
    page = open_page(author, "/posts/slow/")
    assert words(page, f"{CARD}/p") == ["4½ out of 5"]
    assert page.xpath(f'{CARD}//a[starts-with(@href, "/works/")]') == []


def test_microformats(app: Flask, client: FlaskClient) -> None:
    make_film(app)
    make_review(app)
    (entry,) = microformats(client, "/posts/slow/")["items"]
    (review,) = [child for child in entry["children"] if child["type"] == ["h-review"]]
    said = review["properties"]
    assert (said["rating"], said["best"]) == (["4.5"], ["5"])
    assert said["url"] == [f"{URL}/posts/slow/#review-1"]
    assert said["author"][0]["properties"]["name"] == ["Ada Winter"]
    (item,) = said["item"]
    assert item["type"] == ["h-item"]
    assert item["properties"]["url"] == [f"{URL}/works/slow-train-to-snow-ridge/"]
    assert item["properties"]["name"] == ["Slow Train to Snow Ridge 慢车到雪岭"]


def test_schema_org_says_the_same(app: Flask, client: FlaskClient) -> None:
    make_film(app)
    make_review(app)
    found = graph(client, "/posts/slow/")
    assert unknown_words(found) == dangling(found) == empty(found) == set()
    review = node(client, "/posts/slow/", "Review")
    assert review["@id"] == f"{URL}/posts/slow/#review-1"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 4.5,
        "bestRating": 5,
        "worstRating": 0.5,
    }
    assert "romance" in review["reviewBody"]
    assert "late" not in review["reviewBody"]
    film = review["itemReviewed"]
    assert (film["@type"], film["alternateName"]) == ("Movie", ["慢车到雪岭"])
    assert film["sameAs"] == ["https://film.example/", "https://www.wikidata.org/wiki/Q42"]
    assert (film["director"][0]["name"], film["datePublished"]) == ("Shen Ruolan", "2024")
    assert film["contributor"][0]["name"] == "Wei Anran"


@pytest.mark.parametrize(
    ("kind", "type_", "property_"),
    [
        ("series", "TVSeries", "director"),
        ("book", "Book", "author"),
        ("album", "MusicAlbum", "byArtist"),
        ("game", "VideoGame", "creator"),
        ("place", "Place", ""),
        ("other", "CreativeWork", "creator"),
    ],
)
def test_every_kind_has_its_type(
    app: Flask, client: FlaskClient, kind: str, type_: str, property_: str
) -> None:
    people = [
        PersonText(name=f"The {role}", role=role)
        for role in ("director", "author", "artist", "developer", "friend")
    ]
    make_work(app, "It", kind=kind, year="1999", people=tuple(people))
    for slug, rating in (("one", "2"), ("two", "3.5")):
        make_post(app, slug=slug, reviews=(ReviewText(work="It", rating=rating),))
    found = graph(client, "/works/it/")
    assert unknown_words(found) == dangling(found) == empty(found) == set()
    thing = node(client, "/works/it/", type_)
    assert property_ in thing or not property_
    assert ("datePublished" in thing) is (kind != "place")
    assert thing["aggregateRating"]["ratingValue"] == 2.75
    assert len(thing["review"]) == 2


def test_a_secret_link_shows_the_newest_verdict(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_film(app)
    make_review(app, ReviewText(work="Tide Tables", rating="2"), published_at=None)
    page = open_page(client, link_to(author))
    assert words(page, f'{CARD}/p[@class="rating"]') == ["4½ out of 5", "2 out of 5"]
    assert page.xpath("//article/@data-works") == ["1 2"]
    assert "Spoilers are covered." in words(page, '//aside[@class="notice"]')[0]
