"""Every way into the works, on a page of its own where they are too many for the list of all."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts.under_works import PAGE_SIZE
from blog.works import people
from blog.works.fields import PersonText, ReviewText
from blog.works.models import Person
from tests.conftest import CountQueries
from tests.makers import LONG_AGO, make_post, make_work
from tests.web.reading import open_page, words

WAY = '//section[contains(@class, "way")]'
NAMES = '//div[contains(@class, "index")]//li'


def fill(app: Flask, years: range, names: tuple[str, ...] = ("Élise Ann", "An Seo-yeon")) -> None:
    """A work of each year, all made by the same people in two countries."""
    for year in years:
        make_work(
            app,
            f"Work of {year}",
            year=str(year),
            countries=("Chile", "Österreich"),
            people=tuple(PersonText(name=name) for name in names),
        )
    for start in range(years.start, years.stop, 20):
        some = range(start, min(start + 20, years.stop))
        make_post(app, reviews=tuple(ReviewText(work=f"Work of {year}") for year in some))


def leave_unread(app: Flask) -> None:
    """A work that no piece is about."""
    make_work(app, "Unread", year="1066", countries=("Nowhere",), people=(PersonText(name="Eve"),))


def test_the_newest_years_stand_beside_the_list_and_lead_to_all(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, range(1990, 2020))
    page = open_page(client, "/works/")
    years = words(page, f"{WAY}[1]//li")
    assert years[0] == "2019 1 work"
    assert years[12:] == ["all 30 years"]
    assert words(page, f"{WAY}[2]//li") == ["Chile 30 works", "Österreich 30 works"]
    assert words(page, f"{WAY}[3]//li")[-1] == "everybody"
    assert page.xpath(f"{WAY}//a[starts-with(@href, '/works/by/')]/@href") == [
        "/works/by/year/",
        "/works/by/person/",
    ]


def test_years_stand_in_decades(app: Flask, client: FlaskClient) -> None:
    fill(app, range(1798, 1802))
    fill(app, range(1930, 1932))
    leave_unread(app)
    page = open_page(client, "/works/by/year/")
    assert words(page, f"{WAY}/h2") == ["1930s", "1800s", "Before 1800"]
    assert words(page, f"{WAY}[3]//li") == ["1799 1 work", "1798 1 work"]
    assert page.xpath(f"{WAY}[1]//a/@href")[0] == "/works/years/1931/"


@pytest.mark.parametrize(
    ("by", "letters", "names"),
    [
        ("country", ["C", "O"], ["Chile 2 works", "Österreich 2 works"]),
        ("person", ["A", "E"], ["An Seo-yeon 2 works", "Élise Ann 2 works"]),
    ],
)
def test_names_stand_under_their_letters(
    app: Flask, client: FlaskClient, by: str, letters: list[str], names: list[str]
) -> None:
    fill(app, range(2000, 2002))
    leave_unread(app)
    page = open_page(client, f"/works/by/{by}/")
    assert words(page, '//div[contains(@class, "index")]//h2') == letters
    assert words(page, NAMES) == names
    for path in page.xpath(f"{NAMES}/a/@href"):
        assert client.get(path).status_code == 200


def test_many_people_have_letters_and_pages(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    path = "/works/by/person/"

    def price() -> int:
        with count_queries() as queries:
            client.get(path)
        return len(queries)

    fill(app, range(2000, 2001))
    few = price()
    many = tuple(f"{chr(65 + number % 26)} Number {number}" for number in range(PAGE_SIZE + 1))
    fill(app, range(2010, 2011), many)
    page = open_page(client, path)
    assert len(page.xpath(NAMES)) == PAGE_SIZE
    assert words(page, '//nav[@aria-label="Pages"]') == ["Page 1 of 2 After these"]
    assert page.xpath('//nav[@aria-label="Letters"]/a/@href')[-1] == f"{path}page/2/#i-5a"
    assert words(open_page(client, f"{path}page/2/"), NAMES)[-1] == "Z Number 51 1 work"
    assert price() == few


def test_nothing_is_at_no_address(app: Flask, client: FlaskClient) -> None:
    leave_unread(app)
    for path in ("year/", "country/", "person/", "person/page/2/", "kind/"):
        assert client.get(f"/works/by/{path}").status_code == 404, path


def test_only_their_author_knows_who_made_what_nobody_reads_of(
    app: Flask, client: FlaskClient
) -> None:
    leave_unread(app)
    with app.app_context(), transaction():
        people.rename(session().scalars(select(Person)).one(), "Eva", at=LONG_AGO)
    for path in ("people/eva", "people/eve", "countries/nowhere", "people/nobody", "countries/mu"):
        answer = client.get(f"/works/{path}/", headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "no_such_works"), path
