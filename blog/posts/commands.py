"""How posts change. Every function takes the time, speaks the domain's words, and never commits."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from blog import site
from blog.db import session
from blog.errors import Conflict, Refused, refuse_too_long
from blog.posts import addresses, rendering
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, Status
from blog.topics import tags, themes

MOST: Final = {
    "title": 500,
    "summary": 1000,
    "spoiler_notice": 500,
    "cover_alt": 1000,
    "cover_caption": 1000,
}
_COVER: Final = re.compile(r"\|\|\s*[^\s|].*?\|\|", re.DOTALL)


def create(
    fields: Fields,
    *,
    site_url: str,
    at: datetime,
    kind: str = "post",
    entry_id: str | None = None,
    pictures: Mapping[str, int] | None = None,
) -> Post:
    """A new draft. Its entry id is minted here, once, and kept through every later change.

    `pictures` are the ids of those that the text names by a path of its own.

    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
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
    _write(post, fields, site_url=site_url, at=at, pictures=pictures)
    return post


def save(
    post: Post,
    fields: Fields,
    *,
    based_on: int,
    site_url: str,
    at: datetime,
    pictures: Mapping[str, int] | None = None,
) -> None:
    """Store what the writer typed over the version it was based on, and keep it as a revision.

    `pictures` are the ids of those that the text names by a path of its own; None: as before.

    :raises Conflict: "stale" when the post was saved since; `details` carries the stored text.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    if post.version != based_on:
        raise Conflict(
            "stale",
            "This piece was saved somewhere else since you opened it. Both texts are below.",
            {"title": post.title, "source": post.source, "version": post.version},
        )
    addresses.move(post, addresses.choose(post, typed=fields.slug, title=fields.title))
    _write(post, fields, site_url=site_url, at=at, pictures=pictures)


def publish(post: Post, *, at: datetime, dated: datetime | None = None) -> None:
    """Let readers see the post from now on. `dated` gives it an earlier date.

    A post that was withdrawn comes back under the date it had.

    :raises Refused: "nothing_to_publish" for a post without title and text; "not_in_the_past" for a
        `dated` that is still to come.
    """
    _refuse_nothing(post)
    if dated is not None and dated > at:
        raise Refused(
            "not_in_the_past",
            "That time is still to come. To publish then, choose Schedule.",
            {"field": "published_at"},
        )
    was_out = post.published_at is not None and post.published_at <= at
    post.published_at = dated or (post.published_at if was_out else at)
    post.withdrawn_at = post.trashed_at = None


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
    post.published_at = for_
    post.withdrawn_at = post.trashed_at = None


def withdraw(post: Post, *, at: datetime) -> None:
    """Take the post back: a live one answers 410 from now on, a scheduled one is a draft again."""
    match post.status(at):
        case Status.LIVE:
            post.withdrawn_at = at
        case Status.SCHEDULED:
            post.published_at = None
        case _:
            pass


def trash(post: Post, *, at: datetime) -> None:
    """Set the post aside, to be restored or not. Readers no longer see it."""
    withdraw(post, at=at)
    post.trashed_at = post.trashed_at or at


def restore(post: Post) -> None:
    """Take the post out of the trash. It is never public again by this alone."""
    post.trashed_at = None


def set_aside(post: Post, fields: Fields, *, at: datetime) -> None:
    """Keep a text that gave way to the stored one as a revision; the post stays as it is."""
    _refuse_impossible(fields)
    _keep_revision(post, fields, at=at)
    session().flush()


def remove(post: Post) -> None:
    """Forget a post for good, with its revisions and former addresses.

    :raises Refused: "not_in_the_trash": what readers may know of is set aside first.
    """
    if post.trashed_at is None:
        raise Refused("not_in_the_trash", "Only what is in the trash can be removed for good.")
    session().delete(post)
    session().flush()


def mint_entry_id(site_url: str, *, at: datetime) -> str:
    """A `tag:` URI (RFC 4151) that no other post has."""
    return f"tag:{site.authority(site_url)},{at:%Y-%m-%d}:{secrets.token_hex(8)}"


def _write(
    post: Post,
    fields: Fields,
    *,
    site_url: str,
    at: datetime,
    pictures: Mapping[str, int] | None,
) -> None:
    _refuse_impossible(fields)
    if pictures is not None:
        rendering.illustrate(post.id, pictures)
    post.title = fields.title
    post.source = fields.source
    post.lang = fields.lang
    post.summary = fields.summary
    post.spoiler_notice = fields.spoiler_notice
    post.cover_id = fields.cover_id
    post.cover_alt = fields.cover_alt
    post.cover_caption = fields.cover_caption
    post.saved_at = at
    flag_modified(post, "saved_at")  # the version moves even when only the tags did
    rendering.bring_up_to_date(post, site_url=site_url)
    session().flush()
    tags.tag_post(post.id, fields.tags, at=at)
    themes.keep_under(post.id, fields.themes)
    _keep_revision(post, fields, at=at)
    session().flush()


def _keep_revision(post: Post, fields: Fields, *, at: datetime) -> None:
    last = session().scalar(select(func.max(Revision.number)).where(Revision.post_id == post.id))
    session().add(
        Revision(
            post_id=post.id,
            number=(last or 0) + 1,
            title=fields.title,
            source=fields.source,
            fields=fields.beside_the_text(),
            saved_at=at,
        )
    )


def _refuse_impossible(fields: Fields) -> None:
    texts = asdict(fields)
    refuse_too_long(texts, MOST)
    for name in MOST:
        # Lists, feeds and social cards show these lines as they are.
        if _COVER.search(texts[name]):
            raise Refused(
                "cannot_cover",
                "Everybody reads this line, so nothing in it can be covered with ||. "
                "Leave out what should stay hidden.",
                {"field": name},
            )


def _refuse_nothing(post: Post) -> None:
    if not post.title.strip() and not post.source.strip():
        raise Refused(
            "nothing_to_publish",
            "There is no title and no text yet. Write a line first.",
            {"field": "title"},
        )
