"""Works as readers find them: only those that a live post reviews, by title, kind, year, person and
country.

The database sorts and cuts each list, so that a page costs the same among 5 works and 2,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute

from blog import alphabet
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.works import queries as works
from blog.works.models import Credit, Review, Work, WorkCountry
from blog.works.queries import WorkLine

PAGE_SIZE: Final = 60
COUNT: Final = func.count().label("works")
# Up to so many are one quiet list that needs no ways into it.
FEW: Final = 24


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
    at: datetime, *, work_id: InstrumentedAttribute[int] = Work.id
) -> ColumnElement[bool]:
    """Whether a stranger may read something about a work, or the work of a credit.

    An index holds all that is asked for each: among 3,000 works with two posts each it took 1.3 ms
    to count them, 9.5 with a look at each post. Joined with posts, SQLite began with all of these
    for each work, and the index of 2,000 works among 20,000 posts took 2,600 ms.
    """
    return select(Review.work_id).where(Review.work_id == work_id, _is_out(at)).exists()


def by_title(page: int, *, at: datetime, where: ColumnElement[bool] | None = None) -> Listing:
    """With the letters, where the list takes more than one page. Two queries."""
    chosen = is_reviewed(at) if where is None else where & is_reviewed(at)
    count, letters = under_letters(Work.filed_as, chosen)
    return Listing(
        works=_page(page, chosen, order=(Work.filed_as, Work.year.nulls_first(), Work.id), at=at),
        count=count,
        number=page,
        letters=letters,
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


def under_letters(
    filed_as: InstrumentedAttribute[str], chosen: ColumnElement[bool]
) -> tuple[int, Sequence[Letter]]:
    """How many are chosen, and their letters where they take more than one page. One query."""
    initial = func.substr(filed_as, 1, 1)
    counted = session().execute(
        select(initial.label("initial"), COUNT).where(chosen).group_by(initial).order_by(initial)
    )
    initials = {row.initial: row.works for row in counted}
    count = sum(initials.values())
    return count, _letters(initials) if count > PAGE_SIZE else ()


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
    return Listed(work=works.line(row), letter=letter_under(row.filed_as), rating=row.rating)


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
