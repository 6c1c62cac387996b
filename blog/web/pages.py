"""Pages for readers: the same for everybody, so that any cache may keep them and ask again."""

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from blog.pagecache import sharing
from blog.web.conditional import fresh


def page(template: str, **context: Any) -> Response:
    """A page from a template, or 304 for a reader who has it already."""
    return fresh(make_response(render_template(template, **context)))


def moved(path: str) -> AnyResponse:
    """For ever, but caches ask each time: something new may take the address one day."""
    response = redirect(path, HTTPStatus.MOVED_PERMANENTLY)
    response.headers["Cache-Control"] = sharing.ASKED_EACH_TIME
    return response
