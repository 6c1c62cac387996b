"""One work as readers find it: every live piece about it, and what else its people made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select

from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import not_live
from blog.posts.reading import ENTRY, Entry, entry, with_columns
from blog.posts.under_works import is_reviewed
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.works import queries as works
from blog.works.facts import Credited, Facts, facts_for
from blog.works.judged import Described
from blog.works.models import Credit, Person, Review, Work
from blog.works.queries import Opinion, WorkLine
from blog.works.roles import by_role

PAGE_SIZE: Final = 20
# So many works of each person, and a link to the others.
SHOWN_BESIDE: Final = 6
_MOST_BESIDE: Final = 200
_SAID: Final = (
    Review.rating.label("given"),
    Review.verdict_html,
    Review.verdict_text,
    Review.spoiler_count.label("covered"),
    Review.seen_on,
    Review.seen_where,
    Review.is_again,
)


@dataclass(frozen=True, kw_only=True)
class Said(Opinion):
    """A piece, and what it says of the one work whose page this is."""

    entry: Entry


@dataclass(frozen=True)
class Given:
    """A rating, and when the piece came out that gave it."""

    rating: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What else somebody made; `count` is that of all."""

    person: Credited
    works: Sequence[WorkLine]
    count: int


@dataclass(frozen=True, kw_only=True)
class WorkPage(Described):
    """`pieces` are newest first, on this page; `ratings` are those of all, the oldest first."""

    pieces: Sequence[Said]
    count: int
    number: int
    ratings: Sequence[Given]
    also_by: Sequence[Beside]

    @property
    def page_count(self) -> int:
        return -(-self.count // PAGE_SIZE)

    @property
    def average(self) -> float | None:
        """Of at least two ratings, in stars."""
        given = [each.rating for each in self.ratings]
        return sum(given) / len(given) / 2 if len(given) > 1 else None


def work_page(work: Work, *, page: int, at: datetime) -> WorkPage | None:
    """What stands on a page of this work; None where no live post is about it. Five queries."""
    about = (
        select(Post)
        .join(Review, Review.post_id == Post.id)
        .where(Review.work_id == work.id, Review.post_id.not_in(not_live(at)))
        .order_by(Post.published_at.desc(), Post.id.desc())
    )
    dated = session().execute(about.with_only_columns(Review.rating, Post.published_at)).all()
    if not dated:
        return None
    begin = (max(page, 1) - 1) * PAGE_SIZE
    rows = session().execute(with_columns(about, (*ENTRY, *_SAID)).limit(PAGE_SIZE).offset(begin))
    facts = facts_for([work])[work.id]
    return WorkPage(
        facts=facts,
        pieces=_said(rows.all()),
        count=len(dated),
        number=page,
        ratings=[Given(row.rating, row.published_at) for row in reversed(dated) if row.rating],
        also_by=_also_by(facts, at=at),
    )


def _said(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Said]:
    heads: dict[int, list[Head]] = topics.heads_of([row.id for row in rows])
    return [
        Said(
            entry=entry(row, heads=heads.get(row.id, ())),
            post_id=row.id,
            rating=row.given,
            verdict_html=row.verdict_html,
            verdict_text=row.verdict_text,
            spoiler_count=row.covered,
            seen_on=row.seen_on,
            seen_where=row.seen_where,
            is_again=row.is_again,
        )
        for row in rows
    ]


def _also_by(facts: Facts, *, at: datetime) -> list[Beside]:
    """Of each of its people who made something else; those who lead first. One query."""
    people = {person.slug: person for role in by_role(facts.people) for person in role.people}
    if not people:
        return []
    rows = session().execute(
        select(Person.slug.label("person"), Work.filed_as, *works.LINE)
        .join(Credit, Credit.person_id == Person.id)
        .join(Work, Work.id == Credit.work_id)
        .where(Person.slug.in_(people), Work.id != facts.work.id, is_reviewed(at))
        .distinct()
        .order_by(Work.year.desc().nulls_last(), Work.filed_as)
        .limit(_MOST_BESIDE)
    )
    made: dict[str, list[WorkLine]] = {}
    for row in rows:
        made.setdefault(row.person, []).append(works.line(row))
    return [
        Beside(person=person, works=made[slug][:SHOWN_BESIDE], count=len(made[slug]))
        for slug, person in people.items()
        if slug in made
    ]
