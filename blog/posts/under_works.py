"""Works as readers find them: only those that a live post reviews, by title, kind, year, person and
country.

The database sorts and cuts each list, so that a page costs the same among 5 works and 2,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from blog import alphabet
from blog.db import AT, Found, Moment, Statement, rows, session
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.works import queries as works
from blog.works.models import Credit, Review, Work, WorkCountry
from blog.works.queries import WorkLine

PAGE_SIZE: Final = 60
COUNT: Final = func.count().label("works")
# Up to so many are one quiet list that needs no ways into it.
FEW: Final = 24

Way: TypeAlias = Literal["", "kind", "year", "person", "country"]
_WANTED: Final[BindParameter[Any]] = bindparam("wanted")
# What each way in leads to: all works, or those of one kind, year, person (by id) or country.
_UNDER: Final[Mapping[Way, ColumnElement[bool]]] = {
    "": true(),
    "kind": Work.kind == _WANTED,
    "year": Work.year == _WANTED,
    "person": Work.id.in_(select(Credit.work_id).where(Credit.person_id == _WANTED)),
    "country": Work.id.in_(select(WorkCountry.work_id).where(WorkCountry.slug == _WANTED)),
}
_BEGIN: Final[BindParameter[int]] = bindparam("begin")
_BY_TITLE: Final = (Work.filed_as, Work.year.nulls_first(), Work.id)
_BY_YEAR: Final = (Work.year.is_(None), Work.year.desc(), Work.filed_as, Work.id)


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
class ListPage:
    """One page of a list: of `count` in all, with the letters of all; `number` counts from 1."""

    count: int
    number: int
    letters: Sequence[Letter] = ()

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))


@dataclass(frozen=True, kw_only=True)
class Listing(ListPage):
    works: Sequence[Listed]


def is_reviewed(
    at: Moment, *, work_id: InstrumentedAttribute[int] = Work.id
) -> ColumnElement[bool]:
    """Whether a stranger may read something about a work, or the work of a credit.

    An index holds all that is asked for each: among 3,000 works with two posts each it took 1.3 ms
    to count them, 9.5 with a look at each post. Joined with posts, SQLite began with all of these
    for each work, and the index of 2,000 works among 20,000 posts took 2,600 ms.
    """
    return select(Review.work_id).where(Review.work_id == work_id, _is_out(at)).exists()


def by_title(page: int, *, at: datetime, way: Way = "", wanted: str | int = "") -> Listing:
    """With the letters, where the list takes more than one page. Two queries."""
    count, letters = under_letters(rows(_initials(way), at=at, wanted=wanted))
    found = rows(_by_title(way), at=at, wanted=wanted, begin=before(page))
    return Listing(works=_listed(found), count=count, number=page, letters=letters)


def by_year(page: int, *, at: datetime, way: Way, wanted: str | int) -> Listing:
    """Newest first; works without a year stand last. Two queries."""
    found = rows(_by_year(way), at=at, wanted=wanted, begin=before(page))
    count = rows(_count(way), at=at, wanted=wanted)[0].works
    return Listing(works=_listed(found), count=count, number=page)


def before(page: int) -> int:
    """How many stand on the pages before it; none before one that there is not."""
    return (max(page, 1) - 1) * PAGE_SIZE


def initials(filed_as: InstrumentedAttribute[str], chosen: ColumnElement[bool]) -> Statement:
    """How many are chosen of each first letter, in the order of the list."""
    initial = func.substr(filed_as, 1, 1).label("initial")
    return select(initial, COUNT).where(chosen).group_by(initial).order_by(initial)


def under_letters(counted: Sequence[Found]) -> tuple[int, Sequence[Letter]]:
    """How many those of the `initials` are, and their letters if they take more than one page."""
    works = {row.initial: row.works for row in counted}
    count = sum(works.values())
    return count, _letters(works) if count > PAGE_SIZE else ()


def country_at(slug: str) -> str | None:
    """What the blogger calls the country of this slug."""
    return session().scalar(select(func.max(WorkCountry.name)).where(WorkCountry.slug == slug))


@cache
def _initials(way: Way) -> Statement:
    return initials(Work.filed_as, _chosen(way))


@cache
def _count(way: Way) -> Statement:
    return select(COUNT).select_from(Work).where(_chosen(way))


@cache
def _by_title(way: Way) -> Statement:
    return _page(way, order=_BY_TITLE)


@cache
def _by_year(way: Way) -> Statement:
    return _page(way, order=_BY_YEAR)


def _page(way: Way, *, order: Sequence[Any]) -> Statement:
    came_out_at = (
        select(Post.published_at)
        .where(Post.id == Review.post_id)
        .correlate(Review)
        .scalar_subquery()
    )
    newest = (
        select(Review.rating)
        .where(Review.work_id == Work.id, _is_out(AT))
        .order_by(came_out_at.desc(), Review.post_id.desc())
        .limit(1)
        .correlate(Work)
        .scalar_subquery()
    )
    return (
        select(*works.LINE, Work.filed_as, newest.label("rating"))
        .where(_chosen(way))
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset(_BEGIN)
    )


def _chosen(way: Way) -> ColumnElement[bool]:
    return _UNDER[way] & is_reviewed(AT)


def _is_out(at: Moment) -> ColumnElement[bool]:
    """Whether the post of a review is live."""
    return Review.post_id.not_in(not_live(at))


def _listed(found: Sequence[Found]) -> list[Listed]:
    return [
        Listed(work=works.line(row), letter=letter_under(row.filed_as), rating=row.rating)
        for row in found
    ]


def letter_under(filed_as: str) -> str:
    """The letter that something is filed under; its first character is enough."""
    return alphabet.DIGITS if filed_as[0] == alphabet.DIGITS[0] else filed_as[0]


def _letters(initials: Mapping[str, int]) -> list[Letter]:
    """The whole alphabet if any of it is there; `initials` are in the order of the list."""
    pages: dict[str, int] = {}
    before = 0
    for initial, count in initials.items():
        pages[letter_under(initial)] = before // PAGE_SIZE + 1
        before += count
    has_latin = not pages.keys().isdisjoint(alphabet.ALPHABET)
    letters = pages.keys() | set(alphabet.ALPHABET if has_latin else "")
    return [
        Letter(letter=letter, page=pages.get(letter, 0))
        for letter in sorted(letters, key=alphabet.place_of)
    ]
