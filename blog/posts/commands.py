"""How posts change. Every function takes the time, speaks the domain's words, and never commits."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from blog import events, site
from blog.db import session
from blog.errors import Refused
from blog.posts import addresses, rendering, reviews, revisions, staleness
from blog.posts.events import (
    PostHeldBack,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostScheduled,
    PostTrashed,
    PostWithdrawn,
    PostWritten,
)
from blog.posts.fields import NOTHING_TO_READ, Fields, fields_of, refuse_impossible
from blog.posts.models import Post, Revision, RevisionKind, Status
from blog.posts.revisions import NO_WINDOW, Window
from blog.topics import tags, themes


def create(
    fields: Fields,
    *,
    site_url: str,
    at: datetime,
    kind: str = "post",
    entry_id: str | None = None,
    pictures: Mapping[str, int] | None = None,
    window: Window = NO_WINDOW,
) -> Post:
    """A new draft. Its entry id is minted here, once, and kept through every later change.

    `pictures` are the ids of those that the text names by a path of its own.

    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    refuse_impossible(fields)
    post = _insert(fields, site_url=site_url, at=at, kind=kind, entry_id=entry_id)
    _write(post, fields, site_url=site_url, at=at, pictures=pictures, window=window)
    return post


def create_empty(*, kind: str, lang: str, entry_id: str, site_url: str, at: datetime) -> Post:
    """A new draft that has no text of its own yet, and no revision."""
    post = _insert(Fields(lang=lang), site_url=site_url, at=at, kind=kind, entry_id=entry_id)
    rendering.bring_up_to_date(post, site_url=site_url)
    session().flush()
    events.emit(PostWritten(post.id, at))
    return post


def save(
    post: Post,
    fields: Fields,
    *,
    based_on: int,
    site_url: str,
    at: datetime,
    pictures: Mapping[str, int] | None = None,
    window: Window = NO_WINDOW,
) -> Revision:
    """Make what the writer typed the post's own text, and keep it as a revision.

    `based_on` is the version it was typed over, and `window` where that was.
    `pictures` are the ids of those that the text names by a path of its own; None: as before.

    :raises Conflict: "stale" when another text came in between; `details` carries the newest.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    is_old = staleness.is_stale(post, based_on=based_on, editor=window.editor)
    is_old = is_old or staleness.is_late(post, window)
    if is_old and not revisions.is_newest(post, fields):
        raise staleness.stale(post)
    refuse_impossible(fields)
    addresses.move(post, addresses.choose(post, typed=fields.slug, title=fields.title))
    return _write(post, fields, site_url=site_url, at=at, pictures=pictures, window=window)


def publish(post: Post, *, at: datetime, dated: datetime | None = None) -> None:
    """Let readers see the post from now on. `dated` gives it an earlier date.

    A post that was withdrawn comes back under the date it had.

    :raises Refused: "nothing_to_publish" for a post without title, text and verdict;
        "not_in_the_past" for a `dated` that is still to come.
    """
    _refuse_nothing(post)
    if dated is not None and dated > at:
        raise Refused(
            "not_in_the_past",
            "That time is still to come. To publish then, choose Schedule.",
            {"field": "published_at"},
        )
    was_live = post.is_live(at)
    was_out = post.published_at is not None and post.published_at <= at
    post.published_at = dated or (post.published_at if was_out else at)
    post.withdrawn_at = post.trashed_at = None
    events.emit(PostWritten(post.id, at))
    if not was_live:
        events.emit(PostPublished(post.id, revisions.name_of(post), at))


def schedule(post: Post, *, for_: datetime, at: datetime) -> None:
    """Let readers see the post from `for_` on; nothing needs to run at that moment.

    :raises Refused: "not_in_the_future", "already_out" or "nothing_to_publish".
    """
    _refuse_nothing(post)
    if post.is_live(at):
        raise Refused(
            "already_out",
            "Readers can see this piece already. Withdraw it first to bring it out later.",
            {"field": "published_at"},
        )
    if for_ <= at:
        raise Refused(
            "not_in_the_future",
            "That time has passed. To publish under an earlier date, choose Publish.",
            {"field": "published_at"},
        )
    if post.withdrawn_at is not None:
        # Readers had it here once; held back, it would be a draft that knows nothing of that.
        addresses.remember(post, site.decoded(post.path))
    post.published_at = for_
    post.withdrawn_at = post.trashed_at = None
    events.emit(PostWritten(post.id, at))
    events.emit(PostScheduled(post.id, revisions.name_of(post), at))


def withdraw(post: Post, *, at: datetime) -> None:
    """Take the post back: a live one answers 410 from now on, a scheduled one is a draft again."""
    match post.status(at):
        case Status.LIVE:
            post.withdrawn_at = at
            events.emit(PostWithdrawn(post.id, revisions.name_of(post), at))
        case Status.SCHEDULED:
            post.published_at = None
            events.emit(PostHeldBack(post.id, revisions.name_of(post), at))
        case _:
            return
    events.emit(PostWritten(post.id, at))


def trash(post: Post, *, at: datetime) -> None:
    """Set the post aside, to be restored or not. Readers no longer see it."""
    withdraw(post, at=at)
    if post.trashed_at is None:
        post.trashed_at = at
        events.emit(PostTrashed(post.id, revisions.name_of(post), at))


def restore(post: Post, *, at: datetime) -> None:
    """Take the post out of the trash. It is never public again by this alone."""
    if post.trashed_at is not None:
        post.trashed_at = None
        events.emit(PostRestored(post.id, revisions.name_of(post), at))


def remove(post: Post, *, at: datetime) -> None:
    """Forget a post for good, with its revisions and former addresses.

    :raises Refused: "not_in_the_trash": what readers may know of is set aside first.
    """
    if post.trashed_at is None:
        raise Refused("not_in_the_trash", "Only what is in the trash can be removed for good.")
    name = revisions.name_of(post)
    session().delete(post)
    session().flush()
    events.emit(PostRemoved(post.id, name, at))


def mint_entry_id(site_url: str, *, at: datetime) -> str:
    """A `tag:` URI (RFC 4151) that no other post has."""
    return f"tag:{site.authority(site_url)},{at:%Y-%m-%d}:{secrets.token_hex(8)}"


def _insert(
    fields: Fields, *, site_url: str, at: datetime, kind: str, entry_id: str | None
) -> Post:
    post = Post(
        kind=kind,
        entry_id=entry_id or mint_entry_id(site_url, at=at),
        title=fields.title,
        slug="",
        lang=fields.lang,
        source="",
        created_at=at,
        saved_at=at,
        version=1,
    )
    post.slug = addresses.choose(post, typed=fields.slug, title=fields.title)
    session().add(post)
    session().flush()
    return post


def _write(
    post: Post,
    fields: Fields,
    *,
    site_url: str,
    at: datetime,
    pictures: Mapping[str, int] | None,
    window: Window,
) -> Revision:
    if pictures is not None:
        rendering.illustrate(post.id, pictures)
    post.title = fields.title
    post.source = fields.source
    post.lang = fields.lang
    post.title_lang = fields.title_lang
    post.summary = fields.summary
    post.spoiler_notice = fields.spoiler_notice
    post.cover_id = fields.cover_id
    post.cover_alt = fields.cover_alt
    post.cover_caption = fields.cover_caption
    revisions.touch(post, at=at)
    reviews.put(post.id, fields.reviews, at=at)
    rendering.bring_up_to_date(post, site_url=site_url)
    session().flush()
    tags.tag_post(post.id, fields.tags, at=at)
    themes.keep_under(post.id, fields.themes)
    revisions.take_in(post)
    events.emit(PostWritten(post.id, at))
    return revisions.keep(post, fields, kind=RevisionKind.SAVE, at=at, window=window)


def _refuse_nothing(post: Post) -> None:
    if fields_of(post).is_empty:
        raise Refused("nothing_to_publish", NOTHING_TO_READ, {"field": "title"})
