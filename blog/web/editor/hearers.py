"""Who would hear of a piece as it stands in its form: counted before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from blog import slugs
from blog.db import session
from blog.deliveries import queries
from blog.deliveries.audience import reached
from blog.following.models import Follower
from blog.posts.models import Post, Status
from blog.subjects.choice import Subject
from blog.topics.models import Tag
from blog.web.context import at
from blog.web.editor.post_form import PostForm
from blog.works import naming
from blog.works.models import Work

_NOT_OUT_YET = {Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN}


@dataclass(frozen=True, kw_only=True)
class Hearers:
    """`is_told` where letters about the piece are on their way already."""

    by_rhythm: Mapping[str, int]
    is_told: bool = False

    @property
    def count(self) -> int:
        return sum(self.by_rhythm.values())


def hearers(form: PostForm, post: Post | None) -> Hearers | None:
    """None for what followers are never told of: pages, and pieces that are out or in the trash."""
    status = post.status(at()) if post else Status.DRAFT
    if form.kind.data != "post" or status not in _NOT_OUT_YET:
        return None
    if post is not None and queries.open_delivery(post.id) is not None:
        return Hearers(by_rhythm={}, is_told=True)
    is_reached = reached(post.id if post else 0, _subjects(form), at=at())
    counted = select(Follower.rhythm, func.count()).where(is_reached).group_by(Follower.rhythm)
    return Hearers(by_rhythm={row[0]: row[1] for row in session().execute(counted)})


def _subjects(form: PostForm) -> frozenset[Subject]:
    """What the piece would stand under. A tag that nobody has used yet, nobody follows."""
    fields = form.fields()
    keys = {slugs.fold(name) for name in fields.tags}
    tags = session().scalars(select(Tag.id).where(Tag.key.in_(keys)))
    meanings = naming.meanings(review.work for review in fields.reviews)
    works = {meaning.work_id for meaning in meanings.values() if meaning.work_id is not None}
    kinds = set(session().scalars(select(Work.kind).where(Work.id.in_(works))))
    new = {review.kind for review in fields.reviews if meanings[review.work].work_id is None}
    return frozenset(
        {Subject("tag", tag) for tag in tags}
        | {Subject("theme", theme) for theme in fields.themes}
        | {Subject("kind", kind) for kind in kinds | new}
    )
