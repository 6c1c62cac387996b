"""Every text a post has had: kept, found, named, brought back.

The newest text is the working copy where there is one, else the post's own. Whatever makes another
text the newest (a save, an autosave, a restored revision, changes discarded) keeps a revision and
raises the post's version, and that alone makes a text typed over an older one stale: publishing,
withdrawing and rendering again do not.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import undefer
from sqlalchemy.orm.attributes import flag_modified

from blog import languages
from blog.db import session
from blog.errors import refuse_too_long
from blog.posts import reviews
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, Revision, RevisionKind, WorkingCopy

MOST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Window:
    """Where a text was typed: the page's random id, how often it has sent something, the device.

    All of it may be unknown: a page without scripts has no id, an import was not typed here.
    """

    editor: str = ""
    turn: int = 0
    device: str = ""


NO_WINDOW: Final = Window()


def current(post: Post) -> Fields:
    """The newest text: what the editor shows."""
    kept = working_copy(post)
    if kept is not None:
        return kept_in(kept)
    has_a_time = post.published_at is not None and post.withdrawn_at is None
    last = None if has_a_time else newest(post)
    return replace(fields_of(post), when=last.fields.get("when", "") if last else "")


def name_of(post: Post) -> str:
    """What to call the post in a sentence: a draft that was only autosaved has no title yet."""
    kept = working_copy(post)
    return (kept.title if kept else post.title) or "Untitled"


def working_copy(post: Post) -> Revision | None:
    """The newest text while it is not the post's own."""
    return working_copies([post.id]).get(post.id)


def working_copies(post_ids: Collection[int]) -> dict[int, Revision]:
    """The same by post, of those that have one."""
    found = session().scalars(
        select(Revision)
        .join(WorkingCopy, WorkingCopy.revision_id == Revision.id)
        .where(WorkingCopy.post_id.in_(post_ids))
        .options(undefer(Revision.source))
    )
    return {revision.post_id: revision for revision in found}


def newest(post: Post) -> Revision | None:
    """The revision of the newest text; None for a post that has had no text yet."""
    return _last(post, Revision.kind != RevisionKind.ASIDE)


def is_newest(post: Post, fields: Fields) -> bool:
    last = newest(post)
    return last is not None and _are_same(_with_slug(post, kept_in(last)), _with_slug(post, fields))


def has_been_newest(post: Post, fields: Fields) -> bool:
    """Whether this text was the newest once, so that nobody has to be asked about it.

    An address left empty, which follows the title, and the one that was made of it are the same.
    """
    same = select(Revision).where(
        Revision.post_id == post.id,
        Revision.kind != RevisionKind.ASIDE,
        Revision.title == fields.title,
        Revision.source == fields.source,
    )
    texts = (kept_in(revision) for revision in session().scalars(same))
    return any(
        _are_same(kept, fields if fields.slug and kept.slug else replace(fields, slug=kept.slug))
        for kept in texts
    )


def is_own(post: Post, fields: Fields) -> bool:
    """Whether this is the post's own text, that of the last explicit save."""
    return _are_same(fields_of(post), _with_slug(post, fields))


def touch(post: Post, *, at: datetime) -> None:
    """A text is kept now: the version moves, even when no column of the post changes."""
    post.saved_at = at
    flag_modified(post, "saved_at")


def keep(
    post: Post,
    fields: Fields,
    *,
    kind: RevisionKind,
    at: datetime,
    window: Window = NO_WINDOW,
) -> Revision:
    """Put a text into the log, under the version that the post has by now."""
    session().flush()
    last = session().scalar(select(func.max(Revision.number)).where(Revision.post_id == post.id))
    words = fields.all_markdown
    revision = Revision(
        post_id=post.id,
        number=(last or 0) + 1,
        kind=kind,
        version=0 if kind is RevisionKind.ASIDE else post.version,
        editor=window.editor,
        turn=window.turn,
        device=window.device,
        word_count=languages.word_count(words),
        character_count=languages.cjk_character_count(words),
        title=fields.title,
        source=fields.source,
        fields=fields.beside_the_text(),
        saved_at=at,
    )
    session().add(revision)
    session().flush()
    return revision


def go_on_from(
    post: Post,
    fields: Fields,
    *,
    kind: RevisionKind,
    at: datetime,
    window: Window = NO_WINDOW,
) -> Revision:
    """Make this the newest text. The post's own columns, and what readers see, stay as they are."""
    touch(post, at=at)
    revision = keep(post, fields, kind=kind, at=at, window=window)
    _point_to(post, None if is_own(post, fields) else revision)
    return revision


def take_in(post: Post) -> None:
    """The post's own text is the newest now."""
    _point_to(post, None)


def set_aside(post: Post, fields: Fields, *, at: datetime, window: Window = NO_WINDOW) -> Revision:
    """Keep a text that gave way to the newest one. The post stays as it is.

    It is kept for ever: no editor's id stands by it, so that thinning passes it by.
    """
    last = _last(post, Revision.kind == RevisionKind.ASIDE)
    if last is None or kept_in(last) != fields:
        nobody = Window(device=window.device)
        return keep(post, fields, kind=RevisionKind.ASIDE, at=at, window=nobody)
    last.editor = ""
    session().flush()
    return last


def last_aside(post: Post, *, editor: str) -> Revision | None:
    """What was set aside last of what is typed in this page."""
    return _last(post, Revision.kind == RevisionKind.ASIDE, Revision.editor == editor)


def restore(
    post: Post, revision: Revision, *, at: datetime, window: Window = NO_WINDOW
) -> Revision:
    """Make the text of a revision the newest, as a revision of its own.

    Nothing is rendered and no rule is asked, so that every text can be brought back and readers see
    nothing of it before the next save. To undo it, restore the revision that was the newest before.
    """
    kind = RevisionKind.RESTORED
    return go_on_from(post, kept_in(revision), kind=kind, at=at, window=window)


def discard(post: Post, *, at: datetime, window: Window = NO_WINDOW) -> Revision:
    """Go back to the post's own text. The one that was the newest stays among the revisions."""
    kind, own = RevisionKind.RESTORED, fields_of(post)
    return go_on_from(post, own, kind=kind, at=at, window=window)


def name(revision: Revision, text: str) -> None:
    """Call a revision something; a named one is never thinned out. An empty name takes it away.

    :raises Refused: "too_long".
    """
    wanted = " ".join(text.split())
    refuse_too_long({"name": wanted}, {"name": MOST_NAME})
    revision.name = wanted


def _are_same(one: Fields, other: Fields) -> bool:
    """A work may be written in many ways, and is the same work."""
    if one == other:
        return True
    if replace(one, reviews=()) != replace(other, reviews=()):
        return False
    return reviews.settled(one.reviews) == reviews.settled(other.reviews)


def _with_slug(post: Post, fields: Fields) -> Fields:
    """An empty slug and the one that follows from it are the same."""
    return replace(fields, slug=fields.slug or post.slug)


def _last(post: Post, *which: Any) -> Revision | None:
    return session().scalar(
        select(Revision)
        .where(Revision.post_id == post.id, *which)
        .order_by(Revision.number.desc())
        .limit(1)
        .options(undefer(Revision.source))
    )


def _point_to(post: Post, revision: Revision | None) -> None:
    copy = session().get(WorkingCopy, post.id)
    if revision is None:
        if copy is not None:
            session().delete(copy)
    elif copy is None:
        session().add(WorkingCopy(post_id=post.id, revision_id=revision.id))
    else:
        copy.revision_id = revision.id
    session().flush()
