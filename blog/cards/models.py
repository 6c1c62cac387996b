"""Which card belongs to which piece, to which theme, and to the blog itself."""

from typing import Final

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model

# The blog's own card: for every page that has none.
BLOG: Final = 0


class Card(Model):
    """`kind` is "post" (pages are posts too), "theme" or "blog", and `subject_id` the id of that.

    There is no foreign key: the row must outlive what it is about, so that the job that removes it
    still knows which file goes too. `path` is below the media folder and named by what the card
    shows; two cards that show the same are one file. `words` says it to those who cannot see it.
    """

    __tablename__ = "cards"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(200), index=True)
    words: Mapped[str] = mapped_column(String(2000))
