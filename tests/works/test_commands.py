"""Works are made, saved and removed; their addresses and titles lead on."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.errors import BlogError, Conflict, Refused
from blog.works import commands, facts, queries
from blog.works.fields import LinkText, PersonText, TitleText, WorkFields
from blog.works.models import Person, Work
from tests import makers

WHOLE = WorkFields(
    title="Slow Train to Snow Ridge",
    titles=(TitleText(title="慢车到雪岭"), TitleText(title="Train lent", lang="fr")),
    kind="film",
    year="2024",
    countries=("China", "France"),
    people=(
        PersonText(name="Shen Ruolan (沈若岚)", role="director"),
        PersonText(name="Tao Jingyi"),
    ),
    length="118 minutes",
    language="Mandarin",
    watch="Northlight",
    wikidata="Q42",
    imdb="tt0081846",
    tmdb="movie/843",
    isbn="9780306406157",
    links=(LinkText(url="https://example.org/", label="The makers"),),
    slug="slow-train-to-snow-ridge",
)


def save(app: Flask, work: Work, fields: WorkFields, *, based_on: int | None = None) -> None:
    with app.app_context(), transaction():
        stored = session().get_one(Work, work.id)
        version = stored.version if based_on is None else based_on
        commands.save(stored, fields, based_on=version, at=clock.now())


def test_all_that_is_typed_is_kept(app: Flask) -> None:
    with app.app_context(), transaction():
        work = commands.make(WHOLE, at=clock.now())
    with app.app_context():
        assert commands.fields_of(session().get_one(Work, work.id)) == WHOLE
        known = facts.facts_of([work.id])[work.id]
    assert [(each.title, each.lang) for each in known.titles] == [
        ("慢车到雪岭", "zh-Hans"),
        ("Train lent", "fr"),
    ]


def test_a_new_title_moves_the_address_and_the_old_one_leads_on(app: Flask) -> None:
    work = makers.make_work(app, "Slow Train")
    save(app, work, WorkFields(title="The Slow Train"))
    with app.app_context():
        for slug in ("the-slow-train", "slow-train", "SLOW-TRAIN"):
            found = queries.work_at(slug)
            assert found is not None
            assert found.slug == "the-slow-train"


def test_works_of_one_title_have_the_year_in_their_address(app: Flask) -> None:
    works = [makers.make_work(app, "Solaris", year=year) for year in ("1972", "2002")]
    assert [work.slug for work in works] == ["solaris", "solaris-2002"]
    assert makers.make_work(app, "Years").slug == "years-2"


def test_a_stale_save_carries_what_is_stored(app: Flask) -> None:
    work = makers.make_work(app, "Slow Train")
    save(app, work, WorkFields(title="Theirs", year="2024"))
    with pytest.raises(Conflict) as conflict:
        save(app, work, WorkFields(title="Mine"), based_on=work.version)
    assert conflict.value.code == "stale"
    assert conflict.value.details["fields"]["title"] == "Theirs"
    assert conflict.value.details["version"] == work.version + 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "opera"}, "kind"),
        ({"year": "soon"}, "year"),
        ({"year": "12345"}, "year"),
        ({"lang": "nonsense!"}, "lang"),
        ({"titles": (TitleText(title="A", lang="!"),)}, "titles"),
        ({"titles": (TitleText(title="x" * 301),)}, "titles"),
        ({"countries": ("x" * 101,)}, "countries"),
        ({"people": (PersonText(name="x" * 201),)}, "people"),
        ({"imdb": "843"}, "imdb"),
        ({"isbn": "1"}, "isbn"),
        ({"links": (LinkText(url="javascript:1"),)}, "links"),
        ({"title": "Who ||dies||"}, "title"),
        ({"watch": "with ||her||"}, "watch"),
        ({"titles": (TitleText(title="||她||死"),)}, "titles"),
        ({"people": (PersonText(name="A", role="||the ghost||"),)}, "people"),
        ({"slug": "taken"}, "slug"),
        ({"slug": "people"}, "slug"),
        ({"title": "taken"}, "title"),
    ],
)
def test_what_cannot_be_is_said_by_its_field(
    app: Flask, changes: dict[str, object], field: str
) -> None:
    makers.make_work(app, "Taken")
    work = makers.make_work(app, "Slow Train")
    with pytest.raises(BlogError) as refused:
        save(app, work, replace(WorkFields(title="Slow Train"), **changes))
    assert refused.value.details["field"] == field


@pytest.mark.parametrize("year", ["-405", "0", "1895", " 2024 "])
def test_years(app: Flask, year: str) -> None:
    assert makers.make_work(app, "A", year=year).year == int(year)


def test_a_work_that_goes_takes_nobody_else_along(app: Flask) -> None:
    people = (PersonText(name="Shen Ruolan"), PersonText(name="Tao Jingyi"))
    work = makers.make_work(app, "A", people=people)
    makers.make_work(app, "B", people=people[:1])
    with app.app_context(), transaction():
        commands.remove(session().get_one(Work, work.id))
    with app.app_context():
        assert session().scalars(select(Person.name)).all() == ["Shen Ruolan"]
        with pytest.raises(Refused):
            commands.make(WorkFields(title=""), at=clock.now())
