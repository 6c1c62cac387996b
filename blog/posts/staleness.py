"""Whether a text was typed over an older one than the newest, and what its writer is told then."""

from sqlalchemy import or_, select

from blog.db import session
from blog.errors import Conflict
from blog.posts import revisions
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.revisions import Window


def is_stale(post: Post, *, based_on: int, editor: str) -> bool:
    """Whether another page has made a newer text than the version this one was based on.

    A page is never in conflict with itself: an answer that was lost leaves it behind its own text.
    Pages without scripts have no id, and are strangers to each other. A version that the post has
    not reached comes from before a backup was restored.
    """
    by_others = select(Revision.id).where(
        Revision.post_id == post.id,
        Revision.kind != RevisionKind.ASIDE,
        Revision.version > based_on,
        or_(Revision.editor != editor, Revision.editor == ""),
    )
    return based_on > post.version or session().scalar(by_others.limit(1)) is not None


def is_late(post: Post, window: Window) -> bool:
    """Whether the same page has sent a later text already, which overtook this one on its way."""
    later = select(Revision.id).where(
        Revision.post_id == post.id,
        Revision.editor == window.editor,
        Revision.turn > window.turn,
    )
    return bool(window.editor and window.turn) and session().scalar(later.limit(1)) is not None


def stale(post: Post) -> Conflict:
    """What a text is told that was typed over an older one; `details` carries the newest."""
    theirs, last = revisions.current(post), revisions.newest(post)
    return Conflict(
        "stale",
        "This piece was saved somewhere else since you opened it. Both texts are below.",
        {
            "title": theirs.title,
            "source": theirs.source,
            "fields": theirs.beside_the_text(),
            "version": post.version,
            "saved_at": post.saved_at.isoformat(),
            "device": last.device if last else "",
            "number": last.number if last else 0,
        },
    )
