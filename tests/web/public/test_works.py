"""The index of works, the lists of them, and the page of each."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.works.fields import PersonText, ReviewText, TitleText
from tests.makers import make_post, make_work
from tests.web.reading import open_page, words

ROWS = '//ul[contains(@class, "work-rows")]/li'


def make_shelf(app: Flask) -> None:
    """Two films by one director, a book, and a work that only a draft is about."""
    make_work(
        app,
        "Slow Train to Snow Ridge",
        titles=(TitleText(title="慢车到雪岭"),),
        year="2024",
        countries=("China",),
        people=(
            PersonText(name="Wei Anran", role="He Chuan"),
            PersonText(name="Shen Ruolan (沈若岚)", role="director"),
        ),
        imdb="tt0081846",
    )
    make_work(
        app,
        "The Salt Ferry",
        year="2021",
        people=(PersonText(name="Shen Ruolan", role="director"),),
    )
    make_work(app, "Tide Tables", kind="book", isbn="9780306406157", countries=("Chile",))
    make_work(app, "Secret Cut", year="2024", people=(PersonText(name="Shen Ruolan"),))
    make_post(
        app,
        slug="first",
        title="A first look",
        published_at=datetime(2019, 3, 1, tzinfo=UTC),
        reviews=(ReviewText(work="Slow Train to Snow Ridge", rating="4", verdict="Too ||slow||."),),
    )
    make_post(
        app,
        slug="second",
        title="Another look",
        published_at=datetime(2026, 3, 1, tzinfo=UTC),
        reviews=(
            ReviewText(
                work="Slow Train to Snow Ridge",
                rating="4.5",
                verdict="The rare romance that is on time.",
                seen_on="2026-02",
                seen_where="at the Regal",
                is_again=True,
            ),
        ),
    )
    make_post(app, slug="ferry", reviews=(ReviewText(work="The Salt Ferry", rating="3.5"),))
    make_post(app, slug="tides", reviews=(ReviewText(work="Tide Tables"),))
    make_post(app, slug="draft", published_at=None, reviews=(ReviewText(work="Secret Cut"),))


def test_few_works_are_one_list(app: Flask, client: FlaskClient) -> None:
    make_shelf(app)
    page = open_page(client, "/works/")
    assert words(page, ROWS) == [
        "Film The Salt Ferry 2021 Rated 3½ of 5",
        "Film Slow Train to Snow Ridge 慢车到雪岭 2024 Rated 4½ of 5",
        "Book Tide Tables",
    ]
    assert page.xpath('//nav[@aria-label="Main"]//a[@href="/works/"]/@aria-current') == ["page"]


def test_without_works_nothing_leads_there(app: Flask, client: FlaskClient) -> None:
    make_post(app, published_at=None, reviews=(ReviewText(work="Tide Tables"),))
    page = open_page(client, "/works/")
    assert words(page, '//div[@class="blank"]/p')[0] == "No works yet."
    assert page.xpath('//nav[@aria-label="Main"]//a[@href="/works/"]') == []


@pytest.mark.parametrize(
    ("path", "heading", "rows"),
    [
        ("/works/kinds/book/", "Books", ["Tide Tables"]),
        ("/works/years/2024/", "2024", ["Film Slow Train to Snow Ridge 慢车到雪岭 Rated 4½ of 5"]),
        ("/works/countries/chile/", "Chile", ["Tide Tables Book"]),
        (
            "/works/people/shen-ruolan/",
            "Shen Ruolan",
            [
                "2024 Slow Train to Snow Ridge 慢车到雪岭 Film Rated 4½ of 5",
                "2021 The Salt Ferry Film Rated 3½ of 5",
            ],
        ),
    ],
)
def test_lists(app: Flask, client: FlaskClient, path: str, heading: str, rows: list[str]) -> None:
    make_shelf(app)
    page = open_page(client, path)
    assert words(page, "//h1") == [heading]
    assert words(page, ROWS) == rows


def test_what_no_live_piece_is_about_is_nowhere(app: Flask, client: FlaskClient) -> None:
    make_shelf(app)
    for path in (
        "/works/secret-cut/",
        "/works/kinds/album/",
        "/works/kinds/secrets/",
        "/works/years/1999/",
        "/works/years/-99999999999999999999/",
        "/works/countries/france/",
        "/works/people/nobody/",
        "/works/page/2/",
        "/works/slow-train-to-snow-ridge/page/2/",
    ):
        assert client.get(path).status_code == 404, path
    assert "Secret Cut" not in client.get("/works/slow-train-to-snow-ridge/").text


def test_page_of_a_work(app: Flask, client: FlaskClient) -> None:
    make_shelf(app)
    page = open_page(client, "/works/slow-train-to-snow-ridge/")
    assert words(page, "//h1") == ["Slow Train to Snow Ridge"]
    assert page.xpath('//p[contains(@class, "titles")]//*[@lang="zh-Hans"]/text()') == [
        "慢车到雪岭"
    ]
    facts = words(page, '//dl[@class="facts"]/*')
    assert facts[:2] == ["Director", "Shen Ruolan 沈若岚"]
    assert facts[4:8] == ["Year", "2024", "Country", "China"]
    assert words(page, '//section[contains(@class, "h-review")]/h2') == [
        "Another look",
        "A first look",
    ]
    assert words(page, '//section[@class="ratings"]//li') == ["1 Mar 2019 4", "1 Mar 2026 4½"]
    assert "4.2 out of 5, on average." in words(page, '//section[@class="ratings"]/p')[0]
    assert "Seen again February 2026, at the Regal" in words(page, "//article")[0]
    assert words(page, '//section[contains(@class, "also-by")]//li') == ["The Salt Ferry 2021"]
    assert page.xpath('//*[@class="spoiler"]')


def test_former_addresses_lead_on(app: Flask, client: FlaskClient) -> None:
    make_shelf(app)
    for asked, path in (
        ("/works/TIDE-TABLES/", "/works/tide-tables/"),
        ("/works/people/SHEN-RUOLAN/", "/works/people/shen-ruolan/"),
        ("/works/countries/CHINA/", "/works/countries/china/"),
    ):
        answer = client.get(asked)
        assert (answer.status_code, answer.location) == (301, path)
