"""Bad days of the disk and the database, as answers; and what is not worth failing for."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError

from blog import faults
from blog.db import session
from blog.web import errors, resume

_LOG: Final = logging.getLogger(__name__)
# In which a page can still be made of what is kept.
_CAN_BE_READ: Final = frozenset({"disk_full", "read_only", "busy", "saved_in_between"})


def register(app: Flask) -> None:
    for kind in (OSError, sqlite3.Error, DBAPIError):
        app.register_error_handler(kind, _answer)


@contextmanager
def best_effort(what: str) -> Iterator[None]:
    """Go on without what is done in the block, should the disk or the database refuse it: an
    answer is worth more. The next time it is done again.
    """
    try:
        yield
    except DBAPIError as error:
        if faults.told(error) is None:
            raise
        _LOG.warning("%s: not written (%s)", what, _said(error))


def _answer(error: Exception) -> Response:
    """Whatever form came is sent back whole. What is no such day is raised again: it is a fault of
    ours.
    """
    known = faults.told(error)
    if known is None:
        raise error
    _LOG.error("%s: %s", known.code, _said(error))
    session().rollback()
    is_typed = bool(request.form) and request.path.startswith("/desk/") and not errors.wants_json()
    if not (is_typed and known.code in _CAN_BE_READ):
        return errors.answer_refusal(known)
    page = resume.not_kept_page(known.message, status=errors.status_of(known))
    page.headers.update(errors.headers_for(known.details))
    return page


def _said(error: Exception) -> str:
    """By the system, in one line: in the next PostgreSQL tells values, drafts and addresses."""
    return str(getattr(error, "orig", error)).partition("\n")[0]
