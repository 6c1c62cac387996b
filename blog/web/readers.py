"""Counts what programs ask feeds for, with each answer (feeds/readers.py)."""

import logging
from functools import partial
from typing import Final, cast

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError

from blog import clock
from blog.db import transaction
from blog.feeds import readers
from blog.feeds.readers import Tally
from blog.web.context import at
from blog.web.keeping import notes, query_part

log = logging.getLogger(__name__)

_TALLY: Final = "commonplace.readers"


def register(app: Flask) -> None:
    app.extensions[_TALLY] = Tally()
    app.after_request(_follow)


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


def _follow(response: Response) -> Response:
    """Have the answer counted each time that it is sent, from memory too."""
    if is_feed() and response.status_code == 200 and not query_part("archive"):
        app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
        notes().tell = partial(_count, app, request.path)
    return response


def _count(app: Flask, path: str, user_agent: str, is_unchanged: bool, times: int) -> None:
    """Outside of any request."""
    tally, at = cast(Tally, app.extensions[_TALLY]), clock.now()
    claim = readers.claim_in(user_agent)
    tally.note(path, claim, is_unchanged=is_unchanged, at=at, times=times)
    if tally.is_due(at):
        with app.app_context():
            write_counts()


def _tally() -> Tally:
    return cast(Tally, current_app.extensions[_TALLY])
