"""A post or page, its former addresses, its pictures, and every text it has had."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from blog import site
from blog.db import NEVER_TWICE, UNSEEN, Model, UtcDateTime, by_code_point
from blog.markdown import SafeHtml, SafeHtmlText

_IS_TRASHED: Final = text("trashed_at IS NOT NULL")


class Status(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    TRASHED = "trashed"


def status_of(
    published_at: datetime | None,
    withdrawn_at: datetime | None,
    trashed_at: datetime | None,
    *,
    at: datetime,
) -> Status:
    if trashed_at is not None:
        return Status.TRASHED
    if withdrawn_at is not None:
        return Status.WITHDRAWN
    if published_at is None:
        return Status.DRAFT
    return Status.LIVE if published_at <= at else Status.SCHEDULED


class Post(Model):
    """`kind` is "post" or "page". Moments are UTC.

    `title_lang` is the language of what the title says in another script, "" where the script tells
    it. `rests_until` is how long the desk does not speak of a draft that waits. `updated_at` is the
    change that readers were told of, `saved_at` the last time a text was kept. `rendered_by` and
    `rendered_for` name the renderer's number and the site's address that the stored HTML was made
    with. `extra` keeps front matter that nothing here uses yet, so that an export gives it back.
    `imported` is what an import remembers of its file (blog/transfer/memory.py). The long columns
    are deferred: a list never loads them.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        CheckConstraint("kind IN ('post', 'page')", name="kind"),
        # Holds all that `queries.is_live` asks, so that counting reads no row: among 10,000 posts
        # the shelf took 2 ms instead of 14. And the change that readers were told of, so that the
        # last one of each thousand posts takes 5 ms among 20,000 instead of 30.
        Index(
            "ix_posts_live",
            *("kind", "published_at", "id", "withdrawn_at", "trashed_at", "updated_at"),
        ),
        Index("ix_posts_withdrawn", "withdrawn_at"),
        # Only of those: SQLite would also look for what is not in the trash here. To PostgreSQL its
        # migration says so: said here, it would load that dialect into every worker, 2 MB.
        Index("ix_posts_trashed", "trashed_at", sqlite_where=_IS_TRASHED),
        NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), default="post")
    entry_id: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str] = mapped_column(String(500), default="")
    slug: Mapped[str] = mapped_column(by_code_point(200))
    lang: Mapped[str] = mapped_column(String(35))
    title_lang: Mapped[str] = mapped_column(String(35), default="")
    summary: Mapped[str] = mapped_column(String(1000), default="")
    spoiler_notice: Mapped[str] = mapped_column(String(500), default="")

    cover_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"))
    cover_alt: Mapped[str] = mapped_column(String(1000), default="")
    cover_caption: Mapped[str] = mapped_column(String(1000), default="")

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    excerpt: Mapped[str] = mapped_column(String(1000), default="")
    headings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    spoiler_count: Mapped[int] = mapped_column(default=0)
    undescribed_count: Mapped[int] = mapped_column(default=0)
    word_count: Mapped[int] = mapped_column(default=0)
    character_count: Mapped[int] = mapped_column(default=0)
    reading_minutes: Mapped[int] = mapped_column(default=1)
    rendered_by: Mapped[int] = mapped_column(default=0)
    rendered_for: Mapped[str] = mapped_column(String(300), default="")

    navigation_position: Mapped[int | None]
    source_path: Mapped[str | None] = mapped_column(String(1000), unique=True)
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    imported: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    # The long ones stand last: SQLite reads through them to get at a column behind them, and a list
    # of 30 among 10,000 rows took 7 ms instead of 0.1.
    source: Mapped[str] = mapped_column(Text, default="", deferred=True)
    page_html: Mapped[SafeHtml | None] = mapped_column(SafeHtmlText, deferred=True)
    feed_html: Mapped[SafeHtml | None] = mapped_column(SafeHtmlText, deferred=True)
    text: Mapped[str] = mapped_column(Text, default="", deferred=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads a plain dict)

    @property
    def path(self) -> str:
        return site.piece_path(self.kind, self.slug)

    @property
    def gives_something_away(self) -> bool:
        return self.spoiler_count > 0 or bool(self.spoiler_notice)

    def status(self, at: datetime) -> Status:
        return status_of(self.published_at, self.withdrawn_at, self.trashed_at, at=at)

    def is_live(self, at: datetime) -> bool:
        return self.status(at) is Status.LIVE


class PostAddress(Model):
    """A path that led to a post once, or that it should answer to: a former slug, an alias."""

    __tablename__ = "post_addresses"

    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)


class PostPicture(Model):
    """Which stored picture the text means when it writes `reference`.

    One that `is_covered` stands nowhere but under spoilers: only the page itself may show it.
    """

    __tablename__ = "post_pictures"
    __table_args__ = (Index("ix_post_pictures_picture", "picture_id"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    reference: Mapped[str] = mapped_column(String(1000), primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"))
    is_covered: Mapped[bool] = mapped_column(default=False)


class RevisionKind(StrEnum):
    """How a text came to be kept; an ASIDE one never was the newest (blog/posts/thinning.py)."""

    SAVE = "save"
    AUTOSAVE = "autosave"
    RESTORED = "restored"
    ASIDE = "aside"


class Revision(Model):
    """A text as it was kept once. `fields` holds the form beside title and source, as it was.

    `version` is the post's version that this text made, 0 for one set aside. `editor` is the random
    id of the page it was typed in, `turn` counts what that page has sent (0: not counted), `device`
    is what its browser says of itself in words.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "number"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), default=RevisionKind.SAVE)
    version: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200), default="")
    editor: Mapped[str] = mapped_column(String(40), default="")
    turn: Mapped[int] = mapped_column(default=0)
    device: Mapped[str] = mapped_column(String(80), default="")
    word_count: Mapped[int] = mapped_column(default=0)
    character_count: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(Text)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    source: Mapped[str] = mapped_column(Text, deferred=True)


class WorkingCopy(Model):
    """The text that goes on from a post's own and is not in it yet: kept, and seen by nobody else.

    There is a row while the newest text was autosaved or restored; an explicit save takes it in.
    """

    __tablename__ = "working_copies"
    __table_args__ = UNSEEN

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), unique=True
    )


class Change(Model):
    """A change since publication that its author thought worth telling readers of."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    note: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PreviewLink(Model):
    """A secret address at which somebody may read a piece before it is out. No row, no entry."""

    __tablename__ = "preview_links"
    __table_args__ = NEVER_TWICE | UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
