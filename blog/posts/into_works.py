"""The ways into the works: kinds, years, countries and people, each with the number of works there.

Only what a live post reviews counts, as everywhere (blog/posts/under_works.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Final

from sqlalchemy import Select, bindparam, func, select

from blog import alphabet
from blog.db import AT, Statement, rows
from blog.posts.under_works import (
    COUNT,
    PAGE_SIZE,
    ListPage,
    before,
    initials,
    is_reviewed,
    letter_under,
    under_letters,
)
from blog.works.models import KINDS, Credit, Person, Work, WorkCountry

# Beside the list of all works stand the people who made most of them.
_MOST_PEOPLE: Final = 12
# Somebody who made one work is found on the page of that work, and in the index of people.
_FEWEST_OF_A_PERSON: Final = 2
# Whoever wrote and directed a work made it once.
_WORK_COUNT: Final = func.count(Credit.work_id.distinct()).label("works")
# Years before it are few, and a line for each decade would hold one of them.
_FIRST_DECADE: Final = 1800


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A kind, a year, a country or a person, with the number of works."""

    name: str
    count: int
    slug: str = ""
    other_name: str = ""
    letter: str = ""

    @property
    def anchor(self) -> str:
        return alphabet.anchor_of(self.letter)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The ways in; of the people only those who made most."""

    kinds: Sequence[Counted]
    years: Sequence[Counted]
    countries: Sequence[Counted]
    people: Sequence[Counted]


@dataclass(frozen=True, kw_only=True)
class Decade:
    name: str
    years: Sequence[Counted]


@dataclass(frozen=True, kw_only=True)
class Names(ListPage):
    """A page of an index of names."""

    names: Sequence[Counted]


def overview(at: datetime) -> Overview:
    """Four queries."""
    kinds: dict[str, int] = {row.kind: row.works for row in rows(_kinds(), at=at)}
    return Overview(
        kinds=[Counted(name=kind, count=kinds[kind]) for kind in KINDS if kind in kinds],
        years=years(at),
        countries=sorted(_countries(at), key=lambda country: -country.count),
        people=_most_often(at),
    )


def years(at: datetime) -> list[Counted]:
    """The newest first."""
    return [Counted(name=str(row.year), count=row.works) for row in rows(_years(), at=at)]


def by_decade(counted: Iterable[Counted]) -> list[Decade]:
    """Years in a line for each decade, and all those of long ago in one."""
    grouped = groupby(counted, key=lambda each: _decade(int(each.name)))
    return [Decade(name=name, years=list(group)) for name, group in grouped]


def countries(at: datetime) -> Names:
    """From A to Z, on one page: the world has 200."""
    named = sorted(_countries(at), key=lambda each: alphabet.filed_name(each.name))
    return Names(names=named, count=len(named), number=1)


def people(page: int, *, at: datetime) -> Names:
    """Everybody, from A to Z. Two queries."""
    named = [
        Counted(
            name=row.name,
            other_name=row.other_name,
            slug=row.slug,
            count=row.works,
            letter=letter_under(row.filed_as),
        )
        for row in rows(_people(), at=at, begin=before(page))
    ]
    count, letters = under_letters(rows(_initials_of_people(), at=at))
    return Names(names=named, count=count, number=page, letters=letters)


def _decade(year: int) -> str:
    return f"{year // 10 * 10}s" if year >= _FIRST_DECADE else f"Before {_FIRST_DECADE}"


def _countries(at: datetime) -> list[Counted]:
    return [
        Counted(name=row.name, slug=row.slug, count=row.works, letter=alphabet.letter_of(row.name))
        for row in rows(_of_countries(), at=at)
    ]


def _most_often(at: datetime) -> list[Counted]:
    return [
        Counted(name=row.name, other_name=row.other_name, slug=row.slug, count=row.works)
        for row in rows(_of_most_people(), at=at)
    ]


@cache
def _kinds() -> Statement:
    return select(Work.kind, COUNT).where(is_reviewed(AT)).group_by(Work.kind)


@cache
def _years() -> Statement:
    return (
        select(Work.year, COUNT)
        .where(is_reviewed(AT), Work.year.is_not(None))
        .group_by(Work.year)
        .order_by(Work.year.desc())
    )


@cache
def _of_countries() -> Statement:
    return (
        select(WorkCountry.slug, func.max(WorkCountry.name).label("name"), COUNT)
        .where(is_reviewed(AT, work_id=WorkCountry.work_id))
        .group_by(WorkCountry.slug)
        .order_by(WorkCountry.slug)
    )


@cache
def _people() -> Statement:
    count = _of_somebody().with_only_columns(_WORK_COUNT).scalar_subquery()
    return (
        select(Person.name, Person.other_name, Person.slug, Person.filed_as, count.label("works"))
        .where(_of_somebody().exists())
        .order_by(Person.filed_as, Person.id)
        .limit(PAGE_SIZE)
        .offset(bindparam("begin"))
    )


@cache
def _initials_of_people() -> Statement:
    return initials(Person.filed_as, _of_somebody().exists())


@cache
def _of_most_people() -> Statement:
    """Without a look at works, which are not needed: 3.5 ms among 10,000 instead of 7.5."""
    return (
        select(Person.name, Person.other_name, Person.slug, _WORK_COUNT)
        .join(Credit, Credit.person_id == Person.id)
        .where(is_reviewed(AT, work_id=Credit.work_id))
        .group_by(Person.id)
        .having(_WORK_COUNT >= _FEWEST_OF_A_PERSON)
        .order_by(_WORK_COUNT.desc(), Person.filed_as)
        .limit(_MOST_PEOPLE)
    )


def _of_somebody() -> Select[int]:
    """What a person has made."""
    return (
        select(Credit.work_id)
        .where(Credit.person_id == Person.id, is_reviewed(AT, work_id=Credit.work_id))
        .correlate(Person)
    )
