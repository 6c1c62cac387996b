"""What every view may ask: how this installation runs, what the blog is called, what time it is."""

from datetime import datetime
from typing import cast

from flask import current_app, g

from blog import clock
from blog.config import Settings
from blog.posts import reading
from blog.posts.reading import Navigation
from blog.settings import queries
from blog.settings.models import BlogSettings
from blog.web.remembering import remembered

EXTENSION = "commonplace"


def installation() -> Settings:
    """The settings of the machine."""
    return cast(Settings, current_app.extensions[EXTENSION])


def blog() -> BlogSettings:
    """The settings of the blog, to be read: the same object serves other requests."""
    if (known := g.get("blog")) is None:
        known = g.blog = remembered("settings", queries.current_alone, at=at())
    return cast(BlogSettings, known)


def navigation() -> Navigation:
    if (known := g.get("navigation")) is None:
        known = g.navigation = remembered("navigation", lambda: reading.navigation(at()), at=at())
    return cast(Navigation, known)


def at() -> datetime:
    """The moment of this request: one request sees one time."""
    if (known := g.get("at")) is None:
        known = g.at = clock.now()
    return cast(datetime, known)
