"""Puts the web together: areas, session, headers, error pages."""

from flask import Flask

from blog.web import (
    auth,
    csrf,
    editor,
    errors,
    faults,
    follow,
    hands,
    headers,
    keeping,
    limits,
    login,
    lost,
    media,
    monitoring,
    numbers,
    presentation,
    public,
    readers,
    remembering,
    static_files,
    syndication,
    topics,
)
from blog.web.monitoring import counting
from blog.web.sessions import QuietSessionInterface

AREAS = (auth, editor, follow, media, monitoring, syndication, topics, public)


def register(app: Flask) -> None:
    app.session_interface = QuietSessionInterface()
    # First, so that they see an answer last: Flask asks in the opposite order.
    counting.register(app)
    readers.register(app)
    keeping.register(app)
    remembering.register(app)
    numbers.register(app)
    presentation.register(app)
    static_files.register(app)
    errors.register(app)
    faults.register(app)
    limits.register(app)
    login.register(app)
    csrf.register(app)
    hands.register(app)
    lost.register(app)
    for area in AREAS:
        app.register_blueprint(area.blueprint)
    headers.register(app)
