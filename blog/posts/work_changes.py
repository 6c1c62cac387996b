"""Works change, and the pieces that review them follow; no verdict that was typed is lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from blog.db import session
from blog.posts import commands, rendering, revisions
from blog.posts.fields import fields_of, kept_in
from blog.posts.models import Post, RevisionKind
from blog.works import merging, naming
from blog.works.events import WorkChanged
from blog.works.fields import ReviewText
from blog.works.models import Review, Work


def merge(work: Work, *, into: Work, site_url: str, at: datetime) -> None:
    """Make two works one. A piece that reviewed both keeps one review, with both verdicts in it;
    how it was before is among its revisions.

    :raises Refused: "same_work".
    """
    merging.refuse_same(work, into)
    for post in _that_review_both(work, into):
        _settle(post, work, into, site_url=site_url, at=at)
    merging.merge(work, into=into, at=at)


def follow(fact: WorkChanged) -> None:
    """Say the work's new title and year in the feeds of the pieces that review it."""
    reviewing = select(Post).join(Review, Review.post_id == Post.id)
    for post in session().scalars(reviewing.where(Review.work_id == fact.work_id)).all():
        rendering.render_again(post, site_url=post.rendered_for)


def _that_review_both(work: Work, into: Work) -> Sequence[Post]:
    other = select(Review.post_id).where(Review.work_id == into.id)
    return (
        session()
        .scalars(
            select(Post)
            .join(Review, Review.post_id == Post.id)
            .where(Review.work_id == work.id, Post.id.in_(other))
        )
        .all()
    )


def _settle(post: Post, work: Work, into: Work, *, site_url: str, at: datetime) -> None:
    """In what readers see; a working copy stays one, and its writer decides about it."""
    working = revisions.working_copy(post)
    own = fields_of(post) if working else revisions.current(post)
    names = naming.names([work, into])
    meanings = naming.meanings(text.work for text in own.reviews)
    meant = {meanings[text.work].work_id: text for text in own.reviews}
    one = _united(meant[into.id], meant[work.id], work=names[into.id])
    kept = tuple(
        one if text is meant[into.id] else text
        for text in own.reviews
        if text is not meant[work.id]
    )
    changed = replace(own, reviews=kept)
    commands.save(post, changed, based_on=post.version, site_url=site_url, at=at)
    if working is not None:
        revisions.go_on_from(post, kept_in(working), kind=RevisionKind.SAVE, at=at)


def _united(stays: ReviewText, goes: ReviewText, *, work: str) -> ReviewText:
    """Both verdicts, and of all else what the one that stays says, where it says anything."""
    both = [text for text in (stays.verdict, goes.verdict) if text.strip()]
    return replace(
        stays,
        work=work,
        rating=stays.rating or goes.rating,
        verdict="\n\n".join(dict.fromkeys(both)),
        seen_on=stays.seen_on or goes.seen_on,
        seen_where=stays.seen_where or goes.seen_where,
        is_again=stays.is_again or goes.is_again,
    )
