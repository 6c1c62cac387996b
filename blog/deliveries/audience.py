"""Whom a post reaches: its countdown says so, and planning writes them down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.following.choices import subject
from blog.following.models import Follower, FollowerSubject
from blog.following.queries import hears, wanting
from blog.subjects.choice import Subject
from blog.subjects.matching import subjects_of


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Each of `count` hears once. `everything` of them chose no subject; of the others, who chose
    several of the post's subjects is counted under each.
    """

    count: int
    everything: int
    by_rhythm: Mapping[str, int]
    by_subject: Mapping[Subject, int]


def audience(post_id: int, *, at: datetime) -> Audience:
    """Whom a delivery of the post would reach now. Six queries, however many there are."""
    subjects = subjects_of([post_id])[post_id]
    is_reached = reached(post_id, subjects, at=at)
    rhythms = select(Follower.rhythm, func.count()).where(is_reached).group_by(Follower.rhythm)
    by_rhythm = {row[0]: row[1] for row in session().execute(rhythms)}
    everything = select(func.count()).where(is_reached, Follower.is_everything)
    return Audience(
        count=sum(by_rhythm.values()),
        everything=session().scalar(everything) or 0,
        by_rhythm=by_rhythm,
        by_subject=_by_subject(subjects, is_reached),
    )


def reached(post_id: int, subjects: frozenset[Subject], *, at: datetime) -> ColumnElement[bool]:
    """Whether a row of followers hears of a post under these, and has not been told of it yet."""
    told = select(Telling.follower_id).where(
        Telling.post_id == post_id,
        Telling.follower_id.is_not(None),
        Telling.state != TellingState.STOPPED,
    )
    return and_(hears(at), wanting(subjects), Follower.id.not_in(told))


def _by_subject(
    subjects: frozenset[Subject], is_reached: ColumnElement[bool]
) -> dict[Subject, int]:
    columns = FollowerSubject.tag_id, FollowerSubject.theme_id, FollowerSubject.work_kind
    rows = session().execute(
        select(*columns, func.count())
        .join(Follower, Follower.id == FollowerSubject.follower_id)
        .where(FollowerSubject.is_excluded.is_(False), Follower.is_everything.is_(False))
        .where(is_reached)
        .group_by(*columns)
    )
    counted = {subject(tag, theme, kind): count for tag, theme, kind, count in rows}
    return {each: counted[each] for each in subjects if each in counted}
