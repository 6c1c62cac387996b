"""Which card belongs to which piece or theme, and to the blog itself."""

from typing import Final

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model

POST: Final = "post"
THEME: Final = "theme"
# The blog's own, with 0 for its id: for every page that has none.
BLOG: Final = "blog"

# What networks show whole (Open Graph, “summary_large_image”).
WIDTH, HEIGHT = 1200, 630


class Card(Model):
    """`kind` and `subject_id` say what it is about: a post or page by its id, a theme, or
    the blog.

    There is no foreign key: the row outlives what it is about, so that the job that removes it
    knows which file goes too. `path` is below the media folder and named by what the card shows, so
    that two that show the same are one file; "" where nothing could be drawn. `words` say it to
    those who cannot see it. `made_with` stands for what all cards have in common.
    """

    __tablename__ = "cards"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(200), index=True)
    words: Mapped[str] = mapped_column(String(2000))
    made_with: Mapped[str] = mapped_column(String(64))
