"""Works and their titles, people, countries and former addresses; reviews."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from blog import alphabet
from blog.db import NEVER_TWICE, Model, UtcDateTime, by_code_point
from blog.markdown import SafeHtml, SafeHtmlText

KINDS: Final = ("film", "series", "book", "album", "game", "place", "other")
# Half stars, from ½ to 5.
BEST: Final = 10


class Work(Model):
    """`title` is the one it goes by on this blog, `lang` its language ("": its script tells); every
    title, this one too, is a `WorkTitle`. `filed_as` sorts by title (blog/alphabet.py). The ids are
    as other places write them; nothing is looked up there. `links` are `{"url", "label"}`.
    """

    __tablename__ = "works"
    __table_args__ = (
        CheckConstraint("kind IN ('film','series','book','album','game','place','other')", "kind"),
        CheckConstraint("year BETWEEN -9999 AND 9999", "year"),
        Index("ix_works_filed", "kind", "filed_as"),
        Index("ix_works_title", "filed_as", "year"),
        Index("ix_works_year", "year", "filed_as"),
        NEVER_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    filed_as: Mapped[str] = mapped_column(by_code_point(600))
    lang: Mapped[str] = mapped_column(String(35), default="")
    year: Mapped[int | None]
    length: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(200), default="")
    watch: Mapped[str] = mapped_column(String(500), default="")
    wikidata: Mapped[str] = mapped_column(String(40), default="")
    imdb: Mapped[str] = mapped_column(String(40), default="")
    tmdb: Mapped[str] = mapped_column(String(40), default="")
    isbn: Mapped[str] = mapped_column(String(40), default="")
    links: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads a plain dict)

    @validates("title")
    def _file(self, key: str, title: str) -> str:
        self.filed_as = alphabet.filed_as(title)
        return title


class WorkTitle(Model):
    """A title of a work in one script or language. `key` is the title folded (NFKC, case), so that
    it is found however it is written. A former one is found and not shown.
    """

    __tablename__ = "work_titles"
    __table_args__ = (Index("ix_work_titles_key", "key"),)

    work_id: Mapped[int] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(600), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    lang: Mapped[str] = mapped_column(String(35), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_former: Mapped[bool] = mapped_column(default=False)


class WorkAddress(Model):
    """A slug that a work had before it was renamed, or merged into another."""

    __tablename__ = "work_addresses"

    slug: Mapped[str] = mapped_column(String(200), primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"), index=True)


class WorkCountry(Model):
    """A country as the blogger writes it: some films are from one that no list has any more."""

    __tablename__ = "work_countries"
    __table_args__ = (Index("ix_work_countries_slug", "slug"),)

    work_id: Mapped[int] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Person(Model):
    """`name` is what they go by here, `other_name` the one in their own script. `key` is the name
    folded: two people with one name are told apart by how the blogger writes it. `filed_as` sorts
    them (blog/alphabet.py).
    """

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_filed", "filed_as"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(400), unique=True)
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    other_name: Mapped[str] = mapped_column(String(200), default="")
    filed_as: Mapped[str] = mapped_column(by_code_point(600))

    @validates("name")
    def _file(self, key: str, name: str) -> str:
        self.filed_as = alphabet.filed_name(name)
        return name


class PersonAddress(Model):
    """A slug that a person had before."""

    __tablename__ = "person_addresses"

    slug: Mapped[str] = mapped_column(String(200), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class Credit(Model):
    """What somebody did in a work: "director", "author", or the part that an actor plays."""

    __tablename__ = "credits"
    __table_args__ = (Index("ix_credits_person", "person_id", "work_id"),)

    work_id: Mapped[int] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(100), primary_key=True, default="")
    position: Mapped[int] = mapped_column(default=0)


class Review(Model):
    """What a post says of a work. `rating` counts half stars, 1 to 10; None is no rating.
    `seen_on` is an ISO date, or "2026-11" or "2026" where no more is known.

    The verdict is Markdown: `verdict_html` for pages, `verdict_feed_html` for feeds and letters,
    `verdict_text` without what its covers hide.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 10", "rating"),
        Index("ix_reviews_work", "work_id", "post_id"),
    )

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[int] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    rating: Mapped[int | None]
    seen_on: Mapped[str] = mapped_column(String(10), default="")
    seen_where: Mapped[str] = mapped_column(String(200), default="")
    is_again: Mapped[bool] = mapped_column(default=False)
    spoiler_count: Mapped[int] = mapped_column(default=0)
    verdict_source: Mapped[str] = mapped_column(Text, default="")
    verdict_html: Mapped[SafeHtml | None] = mapped_column(SafeHtmlText)
    verdict_feed_html: Mapped[SafeHtml | None] = mapped_column(SafeHtmlText)
    verdict_text: Mapped[str] = mapped_column(Text, default="")
