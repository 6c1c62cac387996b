"""Answers that a reader who has them already need not fetch again (RFC 9110, section 13)."""

from datetime import datetime

from flask import Response, request

from blog.web import compression


def fresh(response: Response, *, changed_at: datetime | None = None) -> Response:
    """The response with its validators, or 304 when the caller holds these very bytes.

    The entity tag is strong: a hash of the body. What `If-None-Match` says is final, so
    `Last-Modified` is compared only in its absence; werkzeug would also ask it when the list of
    tags cannot be read. Caches keep the answer and ask each time, so that a piece appears at its
    moment and a withdrawn one is gone at once.
    """
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    compression.vary(response)
    response.add_etag()
    if "If-None-Match" not in request.headers:
        _date(response, changed_at)
    response.make_conditional(request)
    _date(response, changed_at)
    return response


def _date(response: Response, changed_at: datetime | None) -> None:
    """Set `Last-Modified`, if there is a moment: werkzeug would take None for now."""
    if changed_at is not None:
        response.last_modified = changed_at
