import pytest
from flask import Flask

from blog.db import session, transaction
from blog.works import commands, naming
from blog.works.fields import TitleText, WorkFields
from blog.works.models import Work
from blog.works.naming import Name
from tests import makers
from tests.makers import LONG_AGO


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Slow Train", Name(title="Slow Train")),
        ("  Slow   Train ", Name(title="Slow Train")),
        ("Slow Train (2024)", Name(title="Slow Train", year=2024)),
        ("慢车到雪岭（2024）", Name(title="慢车到雪岭", year=2024)),
        ("Slow Train (2024, book)", Name(title="Slow Train", year=2024, kind="book")),
        ("Slow Train (Book)", Name(title="Slow Train", kind="book")),
        ("The Frogs (-405)", Name(title="The Frogs", year=-405)),
        ("1984", Name(title="1984")),
        ("1984 (1949)", Name(title="1984", year=1949)),
        ("Slow Train (慢车)", Name(title="Slow Train", other="慢车")),
        ("慢车 (Slow Train) (2024)", Name(title="慢车", other="Slow Train", year=2024)),
        ("Ring (Part Two)", Name(title="Ring (Part Two)")),
        ("(2024)", Name(title="(2024)")),
        ("", Name(title="")),
    ],
)
def test_a_line_is_taken_apart(line: str, name: Name) -> None:
    assert naming.read(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Slow Train to Snow Ridge",
        "slow  train to SNOW ridge",
        "Slow Train to Snow Ridge (2024)",
        "Slow Train to Snow Ridge (2024, film)",
        "Slow Train to Snow Ridge (慢车到雪岭)",
        "慢车到雪岭",
        "慢车到雪岭（2024）",
    ],
)
def test_a_work_is_found_by_any_of_its_titles(app: Flask, line: str) -> None:
    work = makers.make_work(app, year="2024", titles=(TitleText(title="慢车到雪岭"),))
    assert _meant(app, line) == work.id


@pytest.mark.parametrize(
    "line", ["Slow Train", "Slow Train to Snow Ridge (2023)", "Slow Train to Snow Ridge (book)"]
)
def test_another_title_year_or_kind_is_another_work(app: Flask, line: str) -> None:
    makers.make_work(app, year="2024")
    assert _meant(app, line) is None


def test_a_title_of_two_works_needs_its_year(app: Flask) -> None:
    old, new = (makers.make_work(app, "Solaris", year=year) for year in ("1972", "2002"))
    with app.app_context():
        meaning = naming.meanings(["Solaris"])["Solaris"]
    assert meaning.work_id is None
    assert meaning.several == ["Solaris (1972, film)", "Solaris (2002, film)"]
    assert _meant(app, "Solaris (1972)") == old.id
    assert _meant(app, "Solaris (2002)") == new.id
    assert _meant(app, "Solaris (2020)") is None


def test_a_work_without_a_year_may_be_of_any(app: Flask) -> None:
    work = makers.make_work(app, "Solaris")
    assert _meant(app, "Solaris (1972)") == work.id
    dated = makers.make_work(app, "Solaris", year="1972")
    assert _meant(app, "Solaris (1972)") == dated.id
    assert _meant(app, "Solaris") == work.id


def test_the_line_of_a_work_means_that_work(app: Flask) -> None:
    works = [
        makers.make_work(app, "Solaris", year="1972"),
        makers.make_work(app, "Solaris", year="1972", kind="book"),
        makers.make_work(app, "Solaris"),
        makers.make_work(app, "Solaris", kind="game"),
        makers.make_work(app, "Солярис", year="1972", titles=(TitleText(title="Solaris"),)),
        makers.make_work(app, "Solaris (1972)", year="2001"),
        makers.make_work(app, "Ring (リング)", year="1998"),
        makers.make_work(app, "Ring (film)"),
    ]
    with app.app_context():
        names = naming.names(works)
        found = naming.meanings(names.values())
    assert [found[names[work.id]].work_id for work in works] == [work.id for work in works]
    assert names[works[0].id] == "Solaris (1972, film)"


def test_a_line_that_is_the_title_of_another_work_is_not_used(app: Flask) -> None:
    """Whichever works are asked for together."""
    work, other = (makers.make_work(app, title, year="1984") for title in ("Dune", "Dune (1984)"))
    with app.app_context():
        assert naming.names([work]) == {work.id: "Dune (1984, film)"}
        assert naming.names([work, other])[work.id] == "Dune (1984, film)"


@pytest.mark.parametrize(
    "changed",
    [
        WorkFields(title="Slow Train", year="2024"),
        WorkFields(title="Slow Train to Snow Ridge", year="2023"),
        WorkFields(title="Slow Train to Snow Ridge", kind="series"),
        WorkFields(title="Slow Train", year="2020", kind="book"),
    ],
)
def test_what_it_was_called_before_still_means_it(app: Flask, changed: WorkFields) -> None:
    work = makers.make_work(app, year="2024")
    with app.app_context(), transaction():
        stored = session().get_one(Work, work.id)
        commands.save(stored, changed, based_on=stored.version, at=LONG_AGO)
    assert _meant(app, "Slow Train to Snow Ridge (2024)") == work.id


def _meant(app: Flask, line: str) -> int | None:
    with app.app_context():
        return naming.meanings([line])[line].work_id
