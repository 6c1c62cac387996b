"""Reading the blog's settings."""

from sqlalchemy import select

from blog.db import session
from blog.settings.models import BlogSettings


def current() -> BlogSettings:
    """The settings; before set-up, a row with defaults that no session knows."""
    return session().scalar(select(BlogSettings)) or BlogSettings(
        id=1,
        name="Commonplace",
        tagline="",
        author="",
        language="en-GB",
        time_zone="UTC",
        footer="",
        fediverse="",
    )
