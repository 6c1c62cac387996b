"""A work as a page shows it: what there is to know of it, and what one piece says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, select

from blog.db import Statement, rows
from blog.works import elsewhere
from blog.works.facts import OF_A_WORK, Facts, facts_for, facts_of
from blog.works.fields import LinkText
from blog.works.models import Review, Work
from blog.works.queries import OPINION, Reviewed, reviewed
from blog.works.roles import Role, by_role


@dataclass(frozen=True, kw_only=True)
class Described:
    facts: Facts

    @property
    def roles(self) -> Sequence[Role]:
        return by_role(self.facts.people)

    @property
    def links(self) -> Sequence[LinkText]:
        return elsewhere.links_of(self.facts)


@dataclass(frozen=True, kw_only=True)
class Judged(Described):
    review: Reviewed

    @property
    def is_judged(self) -> bool:
        return self.review.is_judged


def judged_by(post_id: int) -> list[Judged]:
    """In the order that the writer gave them. One query where there are none, else two."""
    found = rows(_judged_by(), post_id=post_id)
    known = facts_for(found)
    return [
        Judged(review=reviewed(row, work=known[row.id].work), facts=known[row.id]) for row in found
    ]


def with_facts(reviews: Sequence[Reviewed]) -> list[Judged]:
    """Also of works that a preview only speaks of, and no table knows yet."""
    known = facts_of(review.work.id for review in reviews) if reviews else {}
    return [
        Judged(review=review, facts=known.get(review.work.id) or Facts(work=review.work))
        for review in reviews
    ]


@cache
def _judged_by() -> Statement:
    return (
        select(*OPINION, *OF_A_WORK)
        .join(Work, Work.id == Review.work_id)
        .where(Review.post_id == bindparam("post_id"))
        .order_by(Review.position)
    )
