"""Addresses at which nothing stands: where the blogger lets them lead, and how often readers ask.

A page that stands at an address always comes first, then a former address of one; only then is a
redirect looked up. One with a query, `/?p=12`, comes before the page, which does not know of it.
"""

import logging
from typing import Final, cast
from urllib.parse import unquote

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from blog.db import transaction
from blog.errors import Gone
from blog.posts.mistaken import meant_by
from blog.posts.reading import Line
from blog.redirects import misses, queries
from blog.redirects.misses import Tally
from blog.redirects.models import Redirect
from blog.slugs import slugify
from blog.web import keeping
from blog.web.context import at
from blog.web.pages import moved

log = logging.getLogger(__name__)

_TALLY: Final = "commonplace.misses"
# Areas whose addresses a redirect may take.
_READERS: Final = frozenset({"public", "topics", "syndication"})


def register(app: Flask) -> None:
    app.extensions[_TALLY] = Tally()
    app.before_request(_follow_query)
    app.after_request(_write_misses_when_due)


def write_misses() -> None:
    """What this process has counted and not written yet."""
    if _tally().is_empty:
        return
    try:
        with transaction():
            misses.write(_tally(), at=at())
    except OperationalError:
        # Somebody else writes for long. A reader's page is worth more than these counts.
        log.warning("counts of misses were not written", exc_info=True)


def is_for_readers() -> bool:
    """Whether a redirect may take the address that was asked for. The desk has no page at some of
    its addresses; these belong to it all the same.
    """
    return request.blueprint in _READERS and not request.path.startswith("/desk/")


def led_elsewhere() -> AnyResponse | None:
    """For a request that found nothing: where the blogger lets its address lead.

    :raises Gone: where the blogger says that it is gone.
    """
    if not is_for_readers() or request.method not in ("GET", "HEAD"):
        return None
    found = queries.kept_at(request.path)
    return None if found is None else _lead(found)


def count_miss() -> None:
    """Count it if a person asked, by following a link or typing the address.

    A browser says that it wants a document, or where the link was; machines that try addresses say
    neither. Nothing of that is kept.
    """
    asks_for = request.headers.get("Sec-Fetch-Dest")
    is_person = asks_for == "document" or (asks_for is None and "Referer" in request.headers)
    if (
        is_person
        and keeping.notes().method == "GET"
        and is_for_readers()
        and misses.is_worth_counting(request.path)
    ):
        _tally().note(request.path, at=at())


def meant() -> list[Line]:
    """The pieces that this address may have meant."""
    is_likely = is_for_readers() and misses.is_worth_counting(request.path)
    return meant_by(request.path, at=at()) if is_likely else []


def wanted() -> str:
    """The words of this address, to look for them."""
    last = request.path.rstrip("/").rpartition("/")[2]
    return slugify(last).replace("-", " ") if misses.is_worth_counting(request.path) else ""


def _follow_query() -> AnyResponse | None:
    # Not by `request.query_string`: the cache knows these queries, and asks for no others.
    query = unquote(request.environ.get("QUERY_STRING", ""))
    if not query or not is_for_readers():
        return None
    found = queries.kept_at(f"{request.path}?{query}")
    return None if found is None else _lead(found)


def _lead(found: Redirect) -> AnyResponse:
    if not found.target:
        raise Gone("gone", "There was something here. I have taken it away for good.")
    is_known = "?" in found.path or "?" in found.target or "#" in found.target
    query = request.query_string.decode("ascii", "replace")
    target = found.target if is_known or not query else f"{found.target}?{query}"
    return moved(target)


def _write_misses_when_due(response: Response) -> Response:
    """Now and then, with whatever request comes next."""
    if _tally().is_due(at()):
        write_misses()
    return response


def _tally() -> Tally:
    return cast(Tally, current_app.extensions[_TALLY])
