"""The search as readers have it: every state is a page that says what it is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html

from blog.pagecache import sharing
from blog.search import sqlite_fts
from blog.site import search_path
from blog.works.fields import ReviewText
from tests import furnished
from tests.conftest import URL, CountQueries, FrozenClock
from tests.makers import LONG_AGO, make_post, make_theme


@pytest.fixture
@furnished.once
def blog(app: Flask) -> None:
    theme = make_theme(app, "Slow trains")
    make_post(
        app,
        title="Movie Review: Slow Train (慢车)",
        slug="train",
        source="At the <b>station</b> & after.\n\nThe end is ||sudden||.",
        tags=("winter", "slow cinema"),
        themes=(theme.id,),
        reviews=(ReviewText(work="Slow Train (2024)", rating="4.5", verdict="Patient."),),
    )
    for number in range(13):
        make_post(app, title=f"Ferry {number}", source="The ferry at the pier.", tags=("ferries",))
    make_post(app, title="A draft", source="station", tags=("hidden",), published_at=None)


def page(client: FlaskClient, **asked: str) -> html.HtmlElement:
    answer = client.get("/search/", query_string=asked)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def status(client: FlaskClient, asked: str) -> str:
    return words(page(client, q=asked).xpath("//*[@role='status']")[0])


def test_what_was_found(blog: Flask, client: FlaskClient) -> None:
    found = page(client, q="station")
    assert words(found.xpath("//*[@role='status']")[0]) == "One piece mentions “station”."
    [title] = found.xpath("//*[@class='title']/a")
    assert title.get("href") == "/posts/train/"
    assert (
        words(found.xpath("//li//*[starts-with(@class,'dek')]")[0])
        == "At the station & after. The end is […]."
    )
    assert [mark.text for mark in found.xpath("//mark")] == ["station"]
    assert found.xpath("//*[@id='q']")[0].get("value") == "station"
    assert found.xpath("//title")[0].text == "Search: station · The Ninth Lamp"


def test_machines_list_the_empty_page_alone(blog: Flask, client: FlaskClient) -> None:
    for asked, said in (("", "max-image-preview:large"), ("station", "noindex"), ("-", "noindex")):
        found = page(client, q=asked)
        assert found.xpath("//meta[@name='robots']/@content") == [said]
        [canonical] = found.xpath("//link[@rel='canonical']/@href")
        assert canonical == URL + search_path(asked)


def test_pages_of_results(blog: Flask, client: FlaskClient) -> None:
    first, second = page(client, q="ferry"), page(client, q="ferry", page="2")
    assert words(first.xpath("//*[@role='status']")[0]).startswith("13 pieces mention “ferry”")
    assert words(first.xpath("//*[@class='pager']")[0]) == "1 to 10 of 13 Next three"
    assert words(second.xpath("//*[@class='pager']")[0]) == "11 to 13 of 13 Those before"
    titles = [words(a) for each in (first, second) for a in each.xpath("//li//h2")]
    assert len(set(titles)) == 13
    for number in ("99", "0", "-1", "x", "9" * 30):
        assert page(client, q="ferry", page=number).xpath("//*[contains(@class,'results')]/li")


def test_kinds_of_works_narrow_it(blog: Flask, client: FlaskClient) -> None:
    make_post(
        blog, title="A station in a book", reviews=(ReviewText(work="Timetable", kind="book"),)
    )
    filters = page(client, q="station kind:book").xpath("//*[@class='filters']/a")
    assert [words(each) for each in filters] == ["everything 2", "books 1", "films 1"]
    assert [each.get("aria-current") for each in filters] == [None, "true", None]
    assert filters[0].get("href") == "/search/?q=station"
    assert filters[2].get("href") == "/search/?q=station+kind%3Afilm"
    assert not page(client, q="pier").xpath("//*[@class='filters']")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("winter", [("See also the tag winter", "/tags/winter/")]),
        ("WINTER", [("See also the tag winter", "/tags/winter/")]),
        ("slow trains", [("See also the theme Slow trains", "/themes/slow-trains/")]),
        ("“slow train”", [("See also the film Slow Train (2024)", "/works/slow-train/")]),
        ("station", []),
    ],
)
def test_what_is_called_so_is_offered(
    blog: Flask, client: FlaskClient, asked: str, offered: list[tuple[str, str]]
) -> None:
    called = page(client, q=asked).xpath("//*[contains(@class,'called')]")
    found = [(words(each), each.xpath(".//a")[0].get("href")) for each in called]
    assert found == offered


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("winters", "One piece mentions “winters”."),
        ("patie", "Nothing says “patie” itself. One piece has words that begin so."),
        ("tag:ferries", "13 pieces, the newest first."),
        ("tag:wintre", "There is no tag “wintre”. Did you mean tag:winter?"),
        ("-tag:wintre x", "There is no tag “wintre”. Did you mean -tag:winter? Look for “x” alone"),
        ("tag:hidden", "There is no tag “hidden”. All of them stand in the index."),
        ("theme:slow-train", 'There is no theme “slow-train”. Did you mean theme:"Slow trains"?'),
        ("tag:", "The name of a tag belongs after “tag:”, as in tag:winter."),
        ("year:now", "“now” is no year. Write year:2024, or year:2019-2021 for several."),
        (
            "kind:play",
            "“play” is no kind of piece. There are review, film, series, book,",
        ),
        ("🚂", "There is no word in “🚂” to look for."),
        ("sudden", "No “sudden” yet Try a shorter word"),
        ("ferry tag:winter", "No “ferry” there yet Without tag:winter there are 13."),
        (
            "station -ferry tag:ferries year:2024",
            "No “station” there yet Without all that narrows it there is one.",
        ),
        ("ferry -pier", "No “ferry” there yet Without -pier there are 13."),
    ],
)
def test_it_says_what_it_did(blog: Flask, client: FlaskClient, asked: str, said: str) -> None:
    assert status(client, asked).startswith(said)


def test_a_draft_is_not_found_and_does_not_show(blog: Flask, client: FlaskClient) -> None:
    assert "draft" not in client.get("/search/?q=station").text
    assert ">hidden<" not in client.get("/search/").text
    make_post(blog, title="Tomorrow", source="station", published_at=LONG_AGO.replace(year=2027))
    assert status(client, "station") == "One piece mentions “station”."


def test_where_to_look_when_nothing_is_found(blog: Flask, client: FlaskClient) -> None:
    near = page(client, q="wintre")
    tags = [words(each) for each in near.xpath("//ul[contains(@class,'tags')]/li")]
    assert tags == ["winter", "the whole index"]
    [work] = page(client, q="slowly").xpath("//ul[contains(@class,'rows')]//a")
    assert work.text == "Slow Train"


def test_an_empty_search_says_what_can_be_typed(blog: Flask, client: FlaskClient) -> None:
    empty = page(client)
    assert "“slow train”" in words(empty.xpath("//*[@class='ways']")[0])
    assert words(empty.xpath("//ul[contains(@class,'tags')]/li")[0]) == "ferries"
    assert not empty.xpath("//*[@role='status']")


def test_too_much_is_cut_and_said_so(blog: Flask, client: FlaskClient) -> None:
    assert "at most" in words(
        page(client, q="station " * 100).xpath("//*[contains(@class,'cut')]")[0]
    )
    assert len(page(client, q="x" * 10_000).xpath("//*[@id='q']")[0].get("value")) == 200


def test_it_is_the_same_for_everybody(blog: Flask, client: FlaskClient) -> None:
    answer = client.get("/search/?q=station")
    assert answer.headers["Cache-Control"] == sharing.SHARED
    assert "Set-Cookie" not in answer.headers
    again = client.get("/search/?q=station", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_among_very_many_it_says_that_texts_are_not_weighed(
    blog: Flask, client: FlaskClient, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_post(blog, title="Harbour", source="The ferry. " * 9, published_at=clock.now)
    assert status(client, "ferry") == "14 pieces mention “ferry”, the closest first."
    monkeypatch.setattr(sqlite_fts, "_MOST_WEIGHED", 10)
    told = "14 pieces mention “ferry”: first those with it in a title, then the newest."
    assert status(client, "ferry") == told
    first, second = (page(client, q="ferry", page=number) for number in "12")
    assert words(first.xpath("//*[@class='title']")[0]).startswith("Ferry")
    assert words(second.xpath("//*[@class='title']")[-1]) == "Harbour"


def test_it_has_a_price(blog: Flask, client: FlaskClient, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        client.get("/search/?q=ferry")
    assert len(queries) <= 15


def test_browsers_are_told_how_to_search(client: FlaskClient) -> None:
    link = page(client).xpath("//link[@rel='search']")[0]
    answer = client.get(link.get("href"))
    assert answer.content_type == "application/opensearchdescription+xml"
    urls = etree.fromstring(answer.data).findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert urls[0].get("template") == "https://blog.example/search/?q={searchTerms}"
