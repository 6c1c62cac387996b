"""Answers that a reader who has them already need not fetch again (RFC 9110, section 13)."""

from datetime import datetime

from flask import Response

from blog.pagecache import sharing
from blog.web import keeping


def fresh(response: Response, *, changed_at: datetime | None = None) -> Response:
    """The response with its validators; pagecache/whole.py compares them.

    The entity tag is strong: a hash of the body. Caches keep the answer and ask soon, browsers each
    time, so that a piece appears at its moment and a withdrawn one is gone.
    """
    response.add_etag()
    if changed_at is not None:
        response.last_modified = changed_at
    is_shared = keeping.notes().can_be_shared
    response.headers["Cache-Control"] = sharing.SHARED if is_shared else sharing.ASKED_EACH_TIME
    return keeping.send_whole(response)
