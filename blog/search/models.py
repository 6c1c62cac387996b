"""What is looked through: for each post its words, folded and spaced."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model


class SearchRow(Model):
    """A post, live or not, as the search knows it. Nothing from under a cover is in it.

    Each column holds what `spacing.spaced` made. `works` are the titles of what the post reviews,
    in every script, former ones too, with years and people; `topics` its tags and themes.
    `made_by` is the number of the way in which the row was made (index.MAKER).

    SQLite looks through an FTS5 table over this one, kept in step by triggers (migration 0008).
    """

    __tablename__ = "search_rows"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    made_by: Mapped[int]
    title: Mapped[str] = mapped_column(Text, default="")
    works: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
