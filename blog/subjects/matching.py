"""Which posts a choice wants: as a condition for the database, and by what a post stands under.

The two say the same; tests/subjects/test_matching.py holds them to it.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from blog.db import session
from blog.posts.models import Post
from blog.subjects.choice import Choice, Subject
from blog.topics.models import PostTag, ThemeEntry
from blog.works.models import Review, Work


def holds(choice: Choice) -> ColumnElement[bool]:
    """Whether the choice wants a row of posts: asked with IN, as feeds/scopes.py says."""
    included = [_stands_under(each) for each in choice.subjects]
    if choice.is_everything:
        wanted: ColumnElement[bool] = true()
    elif choice.is_all and included:
        wanted = and_(*included)
    else:
        wanted = or_(false(), *included)
    return and_(wanted, *(not_(_stands_under(each)) for each in choice.excluded))


def wants(choice: Choice, subjects: Collection[Subject]) -> bool:
    """Whether the choice wants a post that stands under these."""
    if not choice.excluded.isdisjoint(subjects):
        return False
    if choice.is_everything:
        return True
    if choice.is_all:
        return bool(choice.subjects) and choice.subjects.issubset(subjects)
    return not choice.subjects.isdisjoint(subjects)


def subjects_of(post_ids: Collection[int]) -> dict[int, frozenset[Subject]]:
    """All that each post stands under, drafts too. Three queries."""
    tagged = select(PostTag.post_id, PostTag.tag_id).where(PostTag.post_id.in_(post_ids))
    themed = select(ThemeEntry.post_id, ThemeEntry.theme_id).where(ThemeEntry.post_id.in_(post_ids))
    reviewing = (
        select(Review.post_id, Work.kind)
        .join(Work, Work.id == Review.work_id)
        .where(Review.post_id.in_(post_ids))
    )
    found: dict[int, set[Subject]] = {post_id: set() for post_id in post_ids}
    for post_id, tag_id in session().execute(tagged):
        found[post_id].add(Subject("tag", tag_id))
    for post_id, theme_id in session().execute(themed):
        found[post_id].add(Subject("theme", theme_id))
    for post_id, kind in session().execute(reviewing):
        found[post_id].add(Subject("kind", kind))
    return {post_id: frozenset(subjects) for post_id, subjects in found.items()}


def _stands_under(subject: Subject) -> ColumnElement[bool]:
    match subject.kind:
        case "tag":
            chosen = select(PostTag.post_id).where(PostTag.tag_id == subject.id)
        case "theme":
            chosen = select(ThemeEntry.post_id).where(ThemeEntry.theme_id == subject.id)
        case "kind":
            reviewed = select(Review.post_id).join(Work, Work.id == Review.work_id)
            chosen = reviewed.where(Work.kind == subject.id)
    return Post.id.in_(chosen)
