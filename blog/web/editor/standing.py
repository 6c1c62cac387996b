"""What a stranger is answered at an address here, before any redirect of the blogger's.

Asked of the routes and views themselves, so that there is no second account of what stands where.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from blog.errors import BlogError
from blog.web import lost


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`is_ours`: the address belongs to the desk or to files. `moved_to` is where it leads."""

    is_ours: bool = False
    is_page: bool = False
    moved_to: str = ""


def standing_at(path: str) -> Standing:
    """Call it outside of any transaction: the view reads in a session of its own."""
    with current_app.test_request_context(path) as asked:
        slash = asked.request.routing_exception
        if isinstance(slash, RequestRedirect):
            return _with_slash(urlsplit(slash.new_url).path)
        if not lost.is_for_readers():
            return Standing(is_ours=True)
        try:
            answer = current_app.make_response(current_app.dispatch_request())
        except (BlogError, HTTPException):
            return Standing()
        return Standing(is_page=answer.status_code == 200, moved_to=answer.location or "")


def _with_slash(path: str) -> Standing:
    standing = standing_at(path)
    return standing if standing.is_ours else replace(standing, moved_to=standing.moved_to or path)
