"""Many works: ways in, letters and pages instead of a wall, at the price of a few."""

from flask import Flask
from flask.testing import FlaskClient

from blog.posts.under_works import FEW, PAGE_SIZE
from blog.works.fields import PersonText, ReviewText
from blog.works.models import KINDS
from tests.conftest import CountQueries
from tests.makers import make_post, make_work
from tests.web.reading import open_page, words

PAGES = (
    "/works/",
    "/works/kinds/film/",
    "/works/years/2001/",
    "/works/countries/chile/",
    "/works/people/shen-ruolan/",
    "/works/work-001/",
)


def fill(app: Flask, first: int, last: int) -> None:
    """Works by one person, all in the pieces of few posts."""
    for number in range(first, last):
        make_work(
            app,
            f"{chr(65 + number % 20)} work {number:03}",
            kind=KINDS[number % 2],
            year=str(2000 + number % 3),
            slug=f"work-{number:03}",
            countries=("Chile", "Norway"),
            people=(PersonText(name="Shen Ruolan", role="director"), PersonText(name="Wei Anran")),
        )
    for start in range(first, last, 20):
        lines = [
            f"{chr(65 + number % 20)} work {number:03} ({2000 + number % 3})"
            for number in range(start, min(start + 20, last))
        ]
        make_post(app, reviews=tuple(ReviewText(work=line, rating="3") for line in lines))


def test_many_works_have_ways_in_and_letters(app: Flask, client: FlaskClient) -> None:
    fill(app, 0, PAGE_SIZE + 10)
    page = open_page(client, "/works/")
    ways = '//section[contains(@class, "way")]'
    assert words(page, f"{ways}/h2") == [
        "By kind",
        "By year",
        "By country",
        "By person",
        "By title",
    ]
    assert words(page, f"{ways}[1]//li") == ["Films 35 works", "Series 35 works"]
    assert len(page.xpath('//div[contains(@class, "work-index")]//li')) == PAGE_SIZE
    assert words(page, '//nav[@aria-label="Pages"]') == ["Page 1 of 2 After these"]
    letters = page.xpath('//nav[@aria-label="Letters"]/a/@href')
    assert letters[0] == "#i-42"
    assert letters[-1] == "/works/page/2/#i-57"
    second = open_page(client, "/works/page/2/")
    assert second.xpath('//*[@id="i-57"]')
    assert words(second, f"{ways}/h2") == ["By title"]
    assert len(second.xpath('//div[contains(@class, "work-index")]//li')) == 10


def test_between_few_and_many_there_are_ways_and_no_letters(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, 0, FEW + 1)
    page = open_page(client, "/works/")
    assert page.xpath('//section[contains(@class, "way")]')
    assert not page.xpath('//nav[@aria-label="Letters"]')


def test_queries_do_not_grow_with_the_works(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    def price() -> dict[str, int]:
        counted = {}
        for path in PAGES:
            with count_queries() as queries:
                assert client.get(path).status_code == 200, path
            counted[path] = len(queries)
        return counted

    fill(app, 0, FEW + 1)
    few = price()
    fill(app, FEW + 1, PAGE_SIZE + 10)
    assert price() == few
    assert max(few.values()) <= 9, few
