"""Every error becomes a page here, or JSON: a sentence, what to do next, a request id."""

import logging
import re
import secrets
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from blog.errors import (
    BlogError,
    Conflict,
    Forbidden,
    Full,
    Gone,
    NotFound,
    Refused,
    TooMany,
    Unavailable,
)
from blog.web import lost
from blog.web.context import installation
from blog.web.limits import MOST_BYTES, MOST_FORM_BYTES

log = logging.getLogger(__name__)

_REQUEST_ID: Final = re.compile(r"[\w-]{8,64}", re.ASCII)

STATUS: dict[type[BlogError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Gone: HTTPStatus.GONE,
    Conflict: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    Forbidden: HTTPStatus.FORBIDDEN,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Full: HTTPStatus.INSUFFICIENT_STORAGE,
}

HEADINGS: dict[int, str] = {
    403: "Not open",
    404: "Nothing kept here",
    409: "Saved in between",
    410: "Taken back",
    413: "Too much at once",
    429: "Too often",
    500: "Something broke",
    503: "Not at the moment",
    507: "No room left",
}

# What happened, in a sentence, for the errors that come without one.
SENTENCES: dict[int, str] = {
    400: "The request was not complete.",
    401: "You are signed out. Sign in and try again.",
    403: "This is not open to you.",
    404: "There is no page at this address.",
    405: "This address does not answer to that.",
    410: "There was a piece here, and it was taken back.",
    413: (
        "That was more than can be taken in at once: "
        f"{MOST_BYTES // 1024**2} megabytes of pictures, or {MOST_FORM_BYTES // 1024**2} of text."
    ),
    429: "That was too often in too short a time.",
    500: "Something broke here while making this page. It has been written down.",
}


def register(app: Flask) -> None:
    # It would say each error once more, with the keys that stand in an address.
    app.logger.disabled = True
    app.before_request(_give_request_id)
    app.after_request(_show_request_id)
    app.register_error_handler(BlogError, _answer_blog_error)
    app.register_error_handler(HTTPException, _answer_http_error)


def wants_json() -> bool:
    """Whether the caller is a program: it sends JSON, or prefers JSON to HTML."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


def _give_request_id() -> None:
    """One of our own, or that of the proxy in front, which then stands in both logs."""
    given = request.headers.get("X-Request-Id", "") if installation().proxy_hops else ""
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(6)


def _show_request_id(response: Response) -> Response:
    if "request_id" in g:
        response.headers["X-Request-Id"] = g.request_id
    return response


def _answer_blog_error(error: BlogError) -> AnyResponse:
    if isinstance(error, NotFound | Gone):
        return _answer_lost(error)
    return answer_refusal(error)


def _answer_lost(error: NotFound | Gone) -> AnyResponse:
    """Nothing stands here, so the blogger's redirects are asked; only then is it a miss."""
    try:
        elsewhere = lost.led_elsewhere()
    except Gone as gone:
        return answer_refusal(gone)
    if elsewhere is not None:
        return elsewhere
    if isinstance(error, NotFound):
        lost.count_miss()
    return answer_refusal(error)


def answer_refusal(error: BlogError) -> Response:
    return answer(status_of(error), error.code, error.message, error.details)


def status_of(error: BlogError) -> HTTPStatus:
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def _answer_http_error(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    status = error.code or 500
    if isinstance(error, InternalServerError):
        log.error("unhandled", exc_info=error.original_exception or error)
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    response = answer(status, code, SENTENCES.get(status), {})
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _is_at_the_desk() -> bool:
    """Whether it is the owner, at work. Who asks for a reader's page is not asked who they are."""
    return request.path.startswith("/desk/") and current_user.is_authenticated


def answer(status: int, code: str, message: str | None, details: dict[str, Any]) -> Response:
    sentence = message or f"{HTTPStatus(status).phrase}."
    if wants_json():
        body = jsonify(code=code, message=sentence, details=details, request_id=g.get("request_id"))
        response = make_response(body, status)
    else:
        page = render_template(
            "editor/error.html" if status < 500 and _is_at_the_desk() else "error.html",
            status=status,
            code=code,
            heading=HEADINGS.get(status, "That did not work"),
            sentence=sentence,
            meant=lost.meant() if status == HTTPStatus.NOT_FOUND else [],
            wanted=lost.wanted() if status == HTTPStatus.NOT_FOUND else "",
        )
        response = make_response(page, status)
    response.headers.update(headers_for(details))
    return response


def headers_for(details: dict[str, Any]) -> dict[str, str]:
    """Of an error's own: never kept, and when it is worth another try."""
    headers = {"Cache-Control": "no-store"}
    if "retry_after" in details:
        headers["Retry-After"] = str(details["retry_after"])
    return headers
