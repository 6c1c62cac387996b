"""A form that cannot go on yet is carried over: nothing typed is lost to an expired login or token,
nor to the question who is there.

The page shown here holds every field of the form as a hidden field and sends it to the same
address again, with what was asked for beside. Passwords are not written into a page: they are
asked for once more.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, Literal

from flask import Response, make_response, render_template, request
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict

from blog.accounts import codes
from blog.errors import TooMany
from blog.web.csrf import FIELD

# Named so that no form has them: a form about the account has a username of its own.
USERNAME, PASSWORD, CODE = "resume-username", "resume-password", "resume-code"
STAY = "resume-stay"
_OURS: Final = frozenset({USERNAME, PASSWORD, CODE, STAY, FIELD})

# From this length on a text is worth showing, so that it can be copied to a safe place.
LONG: Final = 80


def sign_in_page(
    *, error: str | None = None, status: HTTPStatus = HTTPStatus.UNAUTHORIZED
) -> Response:
    """The form is complete, its sender has been signed out."""
    return _page("signed out", error=error, status=status)


def code_page(
    *, error: str | None = None, status: HTTPStatus = HTTPStatus.UNAUTHORIZED
) -> Response:
    """The password was right; the code is still to come."""
    return _page("code", error=error, status=status)


def confirm_page(
    *, error: str | None = None, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> Response:
    """The sender is signed in; this form takes more than that."""
    return _page("confirm", error=error, status=status)


def send_again_page() -> Response:
    """The sender is known, the token is not: it belongs to an earlier session."""
    return _page("old token", error=None, status=HTTPStatus.BAD_REQUEST)


def not_kept_page(sentence: str, *, status: HTTPStatus) -> Response:
    """The form is complete; the disk or the database cannot take it at the moment."""
    return _page("not kept", error=sentence, status=status)


def wait_page(page: Callable[..., Response], too_many: TooMany) -> Response:
    """One of these pages, after too many wrong answers to it."""
    made = page(error=too_many.message, status=HTTPStatus.TOO_MANY_REQUESTS)
    made.headers["Retry-After"] = str(too_many.details["retry_after"])
    return made


def is_resuming() -> bool:
    return not request.form.keys().isdisjoint({PASSWORD, CODE})


def strip_login() -> None:
    """Leave in `request.form` what the original form held."""
    request.form = ImmutableMultiDict(_fields())


def _page(
    why: Literal["signed out", "code", "confirm", "old token", "not kept"],
    *,
    error: str | None,
    status: HTTPStatus,
) -> Response:
    fields = _fields()
    carried = [(name, value) for name, value in fields if "password" not in name]
    page = render_template(
        "auth/resume.html",
        why=why,
        error=error,
        username=request.form.get(USERNAME, ""),
        carried=carried,
        ask_again=[name for name, _ in fields if "password" in name],
        longest=max((value for _, value in carried if len(value) >= LONG), key=len, default=""),
        asks_code=why == "code" or (why == "confirm" and codes.are_on(current_user.owner_id)),
        had_files=any(file.filename for file in request.files.values()),
    )
    return make_response(page, status)


def _fields() -> list[tuple[str, str]]:
    """What the original form holds."""
    return [item for item in request.form.items(multi=True) if item[0] not in _OURS]
