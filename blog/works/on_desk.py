"""Works and people as the desk lists them, with the number of pieces in whatever state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from blog import slugs
from blog.db import session
from blog.works import queries
from blog.works.models import KINDS, Credit, Person, Review, Work, WorkTitle
from blog.works.queries import WorkLine

_MOST_PAIRS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """`lacks` names what nobody has typed yet and readers would look for."""

    work: WorkLine
    piece_count: int
    lacks: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A work that somebody had a part in."""

    work: WorkLine
    role: str


def rows(*, containing: str = "", kind: str = "", limit: int, offset: int = 0) -> list[Row]:
    """By title. `containing` is looked for in every title, the former ones too."""
    has_people = exists().where(Credit.work_id == Work.id)
    wanted = select(*queries.LINE, _piece_count(), has_people.label("has_people"))
    ordered = _narrowed(wanted, containing, kind).order_by(
        Work.filed_as, Work.year.nulls_first(), Work.id
    )
    return [
        Row(work=queries.line(row), piece_count=row.piece_count, lacks=_lacks(row))
        for row in session().execute(ordered.limit(limit).offset(offset))
    ]


def count(*, containing: str = "", kind: str = "") -> int:
    counted = select(func.count()).select_from(Work)
    return session().scalar(_narrowed(counted, containing, kind)) or 0


def kinds() -> dict[str, int]:
    """How many works there are of each kind that there is one of."""
    rows = session().execute(select(Work.kind, func.count()).group_by(Work.kind))
    counted = {row[0]: row[1] for row in rows}
    return {kind: counted[kind] for kind in KINDS if kind in counted}


def alike(work_id: int | None = None) -> list[tuple[WorkLine, WorkLine]]:
    """Pairs that may be one work: of one kind, with a title in common, and years that do not tell
    them apart. Of all works, or those with this one, which comes first then.
    """
    one, other = aliased(WorkTitle), aliased(WorkTitle)
    first, second = aliased(Work), aliased(Work)
    wanted = (
        select(first.id, second.id)
        .join(one, one.work_id == first.id)
        .join(other, other.key == one.key)
        .join(second, second.id == other.work_id)
        .where(one.is_former.is_(False), other.is_former.is_(False))
        .where(first.kind == second.kind, first.id != second.id)
        .where((first.year == second.year) | first.year.is_(None) | second.year.is_(None))
        .where((first.id == work_id) if work_id is not None else (first.id < second.id))
        .distinct()
        .order_by(first.id, second.id)
        .limit(_MOST_PAIRS)
    )
    pairs = [(row[0], row[1]) for row in session().execute(wanted)]
    lines = queries.lines({work_id for pair in pairs for work_id in pair}) if pairs else {}
    return [(lines[first_id], lines[second_id]) for first_id, second_id in pairs]


def piece_count(work: Work) -> int:
    return session().scalar(select(func.count()).where(Review.work_id == work.id)) or 0


def shared_count(work: Work, other: Work) -> int:
    """How many pieces review both."""
    others = select(Review.post_id).where(Review.work_id == other.id)
    counted = select(func.count()).where(Review.work_id == work.id, Review.post_id.in_(others))
    return session().scalar(counted) or 0


def people_of(work_id: int) -> Sequence[Person]:
    """Each once, in the order of the credits."""
    credited = (
        select(Credit.person_id, func.min(Credit.position).label("place"))
        .where(Credit.work_id == work_id)
        .group_by(Credit.person_id)
        .subquery()
    )
    return (
        session()
        .scalars(
            select(Person)
            .join(credited, credited.c.person_id == Person.id)
            .order_by(credited.c.place, Person.id)
        )
        .all()
    )


def made_by(person: Person) -> list[Made]:
    rows = session().execute(
        select(*queries.LINE, Credit.role)
        .join(Credit, Credit.work_id == Work.id)
        .where(Credit.person_id == person.id)
        .order_by(Work.year.desc().nulls_last(), Work.filed_as, Credit.role)
    )
    return [Made(work=queries.line(row), role=row.role) for row in rows]


def _piece_count() -> ColumnElement[Any]:
    reviews = select(func.count()).where(Review.work_id == Work.id).correlate(Work)
    return reviews.scalar_subquery().label("piece_count")


def _narrowed(
    wanted: Select[*tuple[Any, ...]], containing: str, kind: str
) -> Select[*tuple[Any, ...]]:
    if kind:
        wanted = wanted.where(Work.kind == kind)
    if containing:
        has_it = WorkTitle.key.contains(slugs.fold(containing), autoescape=True)
        wanted = wanted.where(exists().where(WorkTitle.work_id == Work.id, has_it))
    return wanted


def _lacks(row: Any) -> list[str]:
    return [
        name
        for name, is_there in (("year", row.year is not None), ("people", row.has_people))
        if not is_there
    ]
