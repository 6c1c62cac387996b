"""Finding posts. "Live" is defined here, once: pages, feeds, sitemap and export all start there."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, select, union_all

from blog import slugs
from blog.db import Moment, session
from blog.media.models import Picture as StoredPicture
from blog.posts.models import Post, PostAddress, PostPicture

# Posts and pages alike. The index by date begins with the kind: without a word of it, SQLite walks
# through all of that (2 ms among 20,000 posts) or through the table (30 ms).
OF_ANY_KIND: Final = Post.kind.in_(("post", "page"))


def is_live(at: Moment) -> ColumnElement[bool]:
    """Whether a stranger may see a row at the given moment."""
    return and_(Post.published_at <= at, Post.withdrawn_at.is_(None), Post.trashed_at.is_(None))


def live(at: Moment, *, kind: str = "post") -> Select[Post]:
    """Posts a stranger may see at the given moment, newest first."""
    return (
        select(Post)
        .where(Post.kind == kind, is_live(at))
        .order_by(Post.published_at.desc(), Post.id.desc())
    )


def not_live(at: Moment) -> CompoundSelect[int]:
    """The ids of everything but live posts: what a count of ids in other tables has to leave out.

    There are few of them, so that `not_in` this costs less than a look at each live post. Each part
    is a look into an index; as one condition it was a walk through all of 20,000 posts (2 ms).
    """
    ids = select(Post.id)
    return union_all(
        ids.where(Post.kind == "page"),
        ids.where(Post.kind == "post", Post.published_at > at),
        ids.where(Post.kind == "post", Post.published_at.is_(None)),
        ids.where(Post.withdrawn_at.is_not(None)),
        ids.where(Post.trashed_at.is_not(None)),
    )


def next_out(*, after: datetime) -> datetime | None:
    """When the next scheduled piece, or page, comes out."""
    coming = select(func.min(Post.published_at)).where(OF_ANY_KIND, Post.published_at > after)
    return session().scalar(coming)


def by_entry_id(entry_id: str) -> Post | None:
    return session().scalar(select(Post).where(Post.entry_id == entry_id))


def by_former_path(path: str) -> Post | None:
    """The post that answered to this (decoded) path once.

    A slash more or less at the end, capitals and decomposed letters are forgiven.
    """
    bare = path.rstrip("/")
    forms = {f"{form}{end}" for form in (bare, slugs.canonical(bare)) for end in ("", "/")}
    return session().scalar(
        select(Post)
        .join(PostAddress, PostAddress.post_id == Post.id)
        .where(PostAddress.path.in_(forms))
        .order_by((PostAddress.path == path).desc(), PostAddress.path)
        .limit(1)
    )


def is_slug_taken(slug: str, *, kind: str, by_other_than: int | None) -> bool:
    taken = select(func.count()).where(
        Post.kind == kind, Post.slug == slug, Post.id.is_distinct_from(by_other_than)
    )
    return bool(session().scalar(taken))


def pictures_of(post_id: int) -> list[tuple[str, StoredPicture]]:
    """What each picture reference in the post's text means."""
    rows = session().execute(
        select(PostPicture.reference, StoredPicture)
        .join(StoredPicture, StoredPicture.id == PostPicture.picture_id)
        .where(PostPicture.post_id == post_id)
    )
    return [(reference, picture) for reference, picture in rows]
