"""What the web tells the page cache before it (blog/pagecache), and hears from it.

A view that reads the query names the part that it reads, with `query_part`: its answer then serves
every other query too, and nobody gets past the cache by adding “?x=1”. Who reads the query in any
other way is taken to depend on all of it.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import parse_qsl

import flask
from flask import Flask, Response

from blog import zones
from blog.db import db
from blog.pagecache import notes as written
from blog.pagecache.cache import Application, PageCache
from blog.pagecache.notes import ANYTHING, Asked, Notes
from blog.pagecache.watch import version_of
from blog.pagecache.whole import Answer
from blog.posts.queries import next_out
from blog.redirects import queries as redirects
from blog.settings import queries as settings

# Fonts, and pictures at the widths of a page, are shorter; few others would fill the memory.
LONG_BYTES: Final = 256 * 1024


class Request(flask.Request):
    """Notes when the query is looked at."""

    def __init__(self, environ: dict[str, Any], *given: Any, **named: Any) -> None:
        self.notes = written.of(environ)
        super().__init__(environ, *given, **named)

    @property
    def query_string(self) -> bytes:
        self.notes.names.add(ANYTHING)
        return self._query

    @query_string.setter
    def query_string(self, query: bytes) -> None:
        self._query = query


class _Site:
    """Answers the cache, outside any request."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def changes_at(self, at: datetime) -> datetime:
        """When a piece comes out, or the day ends: “On this day” is of that day."""
        with self._app.app_context():
            zone = settings.current().time_zone
            tomorrow = zones.to_local(at, zone).date() + timedelta(days=1)
            midnight = zones.start_of_day(tomorrow.year, tomorrow.month, tomorrow.day, zone)
            coming = next_out(after=at)
        return midnight if coming is None else min(coming, midnight)

    def detours(self) -> Collection[str]:
        with self._app.app_context():
            return redirects.detours()


def register(app: Flask) -> None:
    app.request_class = Request


def cache(app: Flask, *, count: Callable[[str, int], None]) -> PageCache:
    """The application, with the cache before it; `count` hears of what it answers."""
    with app.app_context():
        version = version_of(db.engine)
    return PageCache(
        cast(Application, app.wsgi_app),
        site=_Site(app),
        version=version,
        cookie=app.config["SESSION_COOKIE_NAME"],
        count=count,
    )


def memory(app: Flask) -> Callable[[Asked], Answer | None]:
    """What is asked for an answer from memory before the application is."""
    return cast(PageCache, app.wsgi_app).recall


def notes() -> Notes:
    """Those of this request."""
    return written.of(flask.request.environ)


def version() -> str | None:
    """That of the site, read before anything of it was for this request; None if not known.

    Under the same word nothing that readers see has changed.
    """
    return notes().version if flask.has_request_context() else None


def query_part(name: str) -> str:
    """What the query says under this name, "" where it says nothing."""
    notes().names.add(name)
    query = flask.request.environ.get("QUERY_STRING", "").encode("latin-1").decode(errors="replace")
    said = parse_qsl(query, keep_blank_values=True, errors="werkzeug.url_quote")
    return next((value for each, value in said if each == name), "")


def know_query(query: str) -> None:
    """The site itself links to this address with this query, so that it is worth keeping."""
    if flask.request.environ.get("QUERY_STRING", "") == query:
        notes().is_known_query = True


def send_whole(response: Response) -> Response:
    """Let the answer be packed, compared with what the caller has, and kept if it is public.

    Never one with a secret in it: from the length of a packed page that repeats what a stranger
    sent it can be guessed (the BREACH attack).
    """
    response.vary.add("Accept-Encoding")
    return response


def send_as_it_is(response: Response) -> Response:
    """The same for a file that is packed already, unless it is long: that is read from the disk."""
    if (response.content_length or LONG_BYTES) < LONG_BYTES:
        notes().pack = None
    return response
