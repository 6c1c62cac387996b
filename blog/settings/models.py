"""One row: the blog itself."""

from sqlalchemy import CheckConstraint, String, Text, inspect
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model


class BlogSettings(Model):
    """`fediverse` is the author's handle there, like @ada@films.example; "" without one.

    `mail_from` is the address that letters come from, `return_path` the one that they come back to,
    with a `{}` where each letter puts its token; "" for `mail_from`. `hub` is the address of a
    WebSub hub, "" for none.
    """

    __tablename__ = "blog_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200))
    tagline: Mapped[str] = mapped_column(String(300), default="")
    author: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(35), default="en-GB")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    footer: Mapped[str] = mapped_column(Text, default="")
    fediverse: Mapped[str] = mapped_column(String(200), default="")
    mail_from: Mapped[str] = mapped_column(String(320), default="")
    mail_signature: Mapped[str] = mapped_column(String(1000), default="")
    return_path: Mapped[str] = mapped_column(String(320), default="")
    letters_per_minute: Mapped[int] = mapped_column(default=60)
    countdown_minutes: Mapped[int] = mapped_column(default=15)
    hub: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads a plain dict)

    @property
    def is_set_up(self) -> bool:
        """Whether this was chosen by somebody: before set-up there are only defaults."""
        return bool(inspect(self).has_identity)
