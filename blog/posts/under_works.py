"""Works as readers find them: only those that a live post reviews, by title, kind, year, person and
country.

The database sorts and cuts each list, so that a page costs the same among 5 works and 2,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select

from blog import alphabet
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.works import queries as works
from blog.works.models import KINDS, Credit, Person, Review, Work, WorkCountry
from blog.works.queries import WorkLine

PAGE_SIZE: Final = 60
# Up to so many are one quiet list that needs no ways into it.
FEW: Final = 24
# What stands beside the list of all: so many people and countries, those with most works.
_MOST_PEOPLE: Final = 24
_MOST_COUNTRIES: Final = 40
# Somebody who made one work is found on the page of that work.
_FEWEST_OF_A_PERSON: Final = 2
_COUNT: Final = func.count().label("works")
# Whoever wrote and directed a work made it once.
_WORK_COUNT: Final = func.count(Work.id.distinct()).label("works")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A work in a list. `rating` is the newest that a live post gives."""

    work: WorkLine
    letter: str
    rating: int | None

    @property
    def anchor(self) -> str:
        return alphabet.anchor_of(self.letter)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of the alphabet, and the page of the list on which its titles begin; 0 for none."""

    letter: str
    page: int = 0

    @property
    def anchor(self) -> str:
        return alphabet.anchor_of(self.letter)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list of works; `number` counts from 1."""

    works: Sequence[Listed]
    count: int
    number: int
    letters: Sequence[Letter] = ()

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A kind, a year, a country or a person, with the number of works."""

    name: str
    count: int
    slug: str = ""
    other_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The ways into the works."""

    count: int
    kinds: Sequence[Counted]
    years: Sequence[Counted]
    countries: Sequence[Counted] = ()
    people: Sequence[Counted] = ()


def is_reviewed(at: datetime) -> ColumnElement[bool]:
    """Whether a stranger may read something about a work.

    An index holds all that is asked for each: among 3,000 works with two posts each it took 1.3 ms
    to count them, 9.5 with a look at each post. Joined with posts, SQLite began with all of these
    for each work, and the index of 2,000 works among 20,000 posts took 2,600 ms.
    """
    return select(Review.work_id).where(Review.work_id == Work.id, _is_out(at)).exists()


def overview(at: datetime) -> Overview:
    """Three queries."""
    rows = session().execute(
        select(Work.kind, Work.year, _COUNT).where(is_reviewed(at)).group_by(Work.kind, Work.year)
    )
    kinds, years = dict.fromkeys(KINDS, 0), dict[int, int]()
    for row in rows:
        kinds[row.kind] += row.works
        if row.year is not None:
            years[row.year] = years.get(row.year, 0) + row.works
    return Overview(
        count=sum(kinds.values()),
        kinds=[Counted(name=kind, count=count) for kind, count in kinds.items() if count],
        years=[Counted(name=str(year), count=years[year]) for year in sorted(years, reverse=True)],
        countries=_countries(at),
        people=_people(at),
    )


def by_title(page: int, *, at: datetime, where: ColumnElement[bool] | None = None) -> Listing:
    """With the letters, where the list takes more than one page. Two queries."""
    chosen = is_reviewed(at) if where is None else where & is_reviewed(at)
    initial = func.substr(Work.filed_as, 1, 1)
    counted = session().execute(
        select(initial.label("initial"), _COUNT).where(chosen).group_by(initial).order_by(initial)
    )
    initials = {row.initial: row.works for row in counted}
    return Listing(
        works=_page(page, chosen, order=(Work.filed_as, Work.year.nulls_first(), Work.id), at=at),
        count=sum(initials.values()),
        number=page,
        letters=_letters(initials) if sum(initials.values()) > PAGE_SIZE else (),
    )


def by_year(page: int, *, at: datetime, where: ColumnElement[bool]) -> Listing:
    """Newest first; works without a year stand last. Two queries."""
    chosen = where & is_reviewed(at)
    order = (Work.year.is_(None), Work.year.desc(), Work.filed_as, Work.id)
    return Listing(
        works=_page(page, chosen, order=order, at=at),
        count=session().scalar(select(func.count()).select_from(Work).where(chosen)) or 0,
        number=page,
    )


def country_at(slug: str) -> str | None:
    """What the blogger calls the country of this slug."""
    return session().scalar(select(func.max(WorkCountry.name)).where(WorkCountry.slug == slug))


def made_by(person_id: int) -> ColumnElement[bool]:
    return Work.id.in_(select(Credit.work_id).where(Credit.person_id == person_id))


def made_in(country: str) -> ColumnElement[bool]:
    return Work.id.in_(select(WorkCountry.work_id).where(WorkCountry.slug == country))


def _page(
    number: int, chosen: ColumnElement[bool], *, order: Sequence[Any], at: datetime
) -> list[Listed]:
    came_out_at = (
        select(Post.published_at)
        .where(Post.id == Review.post_id)
        .correlate(Review)
        .scalar_subquery()
    )
    newest = (
        select(Review.rating)
        .where(Review.work_id == Work.id, _is_out(at))
        .order_by(came_out_at.desc(), Review.post_id.desc())
        .limit(1)
        .correlate(Work)
        .scalar_subquery()
    )
    rows = session().execute(
        select(*works.LINE, Work.filed_as, newest.label("rating"))
        .where(chosen)
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return [_listed(row) for row in rows]


def _is_out(at: datetime) -> ColumnElement[bool]:
    """Whether the post of a review is live."""
    return Review.post_id.not_in(not_live(at))


def _listed(row: Row[*tuple[Any, ...]]) -> Listed:
    return Listed(work=works.line(row), letter=_letter(row.filed_as[0]), rating=row.rating)


def _letter(initial: str) -> str:
    """The letter that a work is filed under, of the first character of `filed_as`."""
    return alphabet.DIGITS if initial == alphabet.DIGITS[0] else initial


def _letters(initials: Mapping[str, int]) -> list[Letter]:
    """The whole alphabet if any of it is there; `initials` are in the order of the list."""
    pages: dict[str, int] = {}
    before = 0
    for initial, count in initials.items():
        pages[_letter(initial)] = before // PAGE_SIZE + 1
        before += count
    has_latin = not pages.keys().isdisjoint(alphabet.ALPHABET)
    letters = pages.keys() | set(alphabet.ALPHABET if has_latin else "")
    return [
        Letter(letter=letter, page=pages.get(letter, 0))
        for letter in sorted(letters, key=alphabet.place_of)
    ]


def _countries(at: datetime) -> list[Counted]:
    rows = session().execute(
        select(WorkCountry.slug, func.max(WorkCountry.name).label("name"), _COUNT)
        .join(Work, Work.id == WorkCountry.work_id)
        .where(is_reviewed(at))
        .group_by(WorkCountry.slug)
        .order_by(_COUNT.desc(), WorkCountry.slug)
        .limit(_MOST_COUNTRIES)
    )
    return [Counted(name=row.name, slug=row.slug, count=row.works) for row in rows]


def _people(at: datetime) -> list[Counted]:
    rows = session().execute(
        select(Person.name, Person.other_name, Person.slug, _WORK_COUNT)
        .join(Credit, Credit.person_id == Person.id)
        .join(Work, Work.id == Credit.work_id)
        .where(is_reviewed(at))
        .group_by(Person.id)
        .having(_WORK_COUNT >= _FEWEST_OF_A_PERSON)
        .order_by(_WORK_COUNT.desc(), Person.key)
        .limit(_MOST_PEOPLE)
    )
    return [
        Counted(name=row.name, other_name=row.other_name, slug=row.slug, count=row.works)
        for row in rows
    ]
