"""Reading the blog's settings."""

from typing import Final

from sqlalchemy import select

from blog.db import session
from blog.settings.models import BlogSettings

_ROW: Final = select(BlogSettings)


def current() -> BlogSettings:
    """The settings; before set-up, a row with defaults that no session knows."""
    return session().scalar(_ROW) or BlogSettings(
        id=1,
        name="Commonplace",
        tagline="",
        author="",
        language="en-GB",
        time_zone="UTC",
        footer="",
        fediverse="",
    )


def current_alone() -> BlogSettings:
    """The same, known to no session: for whoever only reads them, and keeps them for longer."""
    found = current()
    if found in session():
        session().expunge(found)
    return found
