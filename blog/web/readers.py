"""Counts what programs ask feeds for, after each answer (feeds/readers.py)."""

import logging
from typing import Final, cast

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError

from blog.db import transaction
from blog.feeds import readers
from blog.feeds.readers import Tally
from blog.web.context import at

log = logging.getLogger(__name__)

_TALLY: Final = "commonplace.readers"


def register(app: Flask) -> None:
    app.extensions[_TALLY] = Tally()
    app.after_request(_count)


def is_feed() -> bool:
    """Only addresses of feeds have a form: Atom, RSS or JSON."""
    return request.blueprint == "syndication" and "form" in (request.view_args or {})


def write_counts() -> None:
    """What this process has counted and not written yet."""
    try:
        with transaction():
            readers.write(_tally(), at=at())
    except DBAPIError:
        # Somebody else writes for long, or the same. An answer is worth more than these counts.
        log.warning("counts of feed readers were not written", exc_info=True)


def _count(response: Response) -> Response:
    if is_feed() and response.status_code in (200, 304) and "archive" not in request.args:
        claim = readers.claim_in(request.headers.get("User-Agent", ""))
        is_unchanged = response.status_code == 304
        _tally().note(request.path, claim, is_unchanged=is_unchanged, at=at())
        if _tally().is_due(at()):
            write_counts()
    return response


def _tally() -> Tally:
    return cast(Tally, current_app.extensions[_TALLY])
