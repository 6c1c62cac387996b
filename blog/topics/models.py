"""Tags, themes, their former addresses, and what stands under them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import NEVER_TWICE, Model, UtcDateTime
from blog.markdown import SafeHtml, SafeHtmlText

CLOTHS = (
    "rubric",
    "brick",
    "ochre",
    "olive",
    "fern",
    "pine",
    "lagoon",
    "slate",
    "ink",
    "iris",
    "plum",
    "rose",
)


class Tag(Model):
    """`key` is the name under NFKC and case folding: two names with one key are one tag."""

    __tablename__ = "tags"
    __table_args__ = NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    description: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TagAddress(Model):
    """A slug, or a name, that a tag had before it was renamed or merged."""

    __tablename__ = "tag_addresses"

    slug: Mapped[str] = mapped_column(String(200), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), index=True)


class PostTag(Model):
    __tablename__ = "post_tags"
    __table_args__ = (Index("ix_post_tags_tag", "tag_id", "post_id"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Theme(Model):
    """`source` is the essay; `position` the place on the shelf; `imported` as in `Post`."""

    __tablename__ = "themes"
    __table_args__ = NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    tagline: Mapped[str] = mapped_column(String(300), default="")
    cloth: Mapped[str] = mapped_column(String(20), default="rubric")
    source: Mapped[str] = mapped_column(Text, default="")
    essay_html: Mapped[SafeHtml | None] = mapped_column(SafeHtmlText)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"))
    cover_alt: Mapped[str] = mapped_column(String(1000), default="")
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    imported: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads a plain dict)


class ThemeAddress(Model):
    """A slug that a theme had before."""

    __tablename__ = "theme_addresses"

    slug: Mapped[str] = mapped_column(String(200), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), index=True)


class ThemeEntry(Model):
    """A post's place under a theme, in the blogger's order, with the reason it stands there."""

    __tablename__ = "theme_entries"
    __table_args__ = (Index("ix_theme_entries_post", "post_id"),)

    theme_id: Mapped[int] = mapped_column(
        ForeignKey("themes.id", ondelete="CASCADE"), primary_key=True
    )
    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]
    note: Mapped[str] = mapped_column(String(500), default="")
    is_start: Mapped[bool] = mapped_column(default=False)
