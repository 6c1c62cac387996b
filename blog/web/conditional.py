"""Answers that a reader who has them already need not fetch again (RFC 9110, section 13)."""

from datetime import datetime
from http import HTTPStatus

from flask import Response, request

from blog.web import compression


def fresh(response: Response, *, changed_at: datetime | None = None) -> Response:
    """The response with its validators, or 304 when the caller holds these very bytes.

    The entity tag is strong: a hash of the body. What `If-None-Match` says is final, so
    `Last-Modified` is compared only in its absence; werkzeug would also ask it when the list of
    tags cannot be read. Caches keep the answer and ask each time, so that a piece appears at its
    moment and a withdrawn one is gone at once.
    """
    response.add_etag()
    return _compared(response, changed_at)


def unchanged(tag: str, *, changed_at: datetime | None) -> Response | None:
    """304 for a caller who holds the version with this tag; None for one who has to be sent it."""
    response = Response()
    response.set_etag(tag)
    response = _compared(response, changed_at)
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        packed = next(filter(request.if_none_match.contains_weak, compression.tags(tag)), None)
        if packed is None:
            return None
        response.set_etag(packed)
        response.status_code = HTTPStatus.NOT_MODIFIED
    return response


def _compared(response: Response, changed_at: datetime | None) -> Response:
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    compression.vary(response)
    if "If-None-Match" not in request.headers:
        _date(response, changed_at)
    response.make_conditional(request)
    _date(response, changed_at)
    return response


def _date(response: Response, changed_at: datetime | None) -> None:
    """Set `Last-Modified`, if there is a moment: werkzeug would take None for now."""
    if changed_at is not None:
        response.last_modified = changed_at
