"""A form that came too late is carried over: nothing typed is lost to an expired login or token.

The page shown here holds every field of the form as a hidden field and sends it to the same
address again. Passwords are not written into a page: they are asked for once more.
"""

from http import HTTPStatus

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import ImmutableMultiDict

from blog.web.csrf import FIELD

# Named so that no form has them: a form about the account has a username of its own.
USERNAME, PASSWORD = "resume-username", "resume-password"

# From this length on a text is worth showing, so that it can be copied to a safe place.
LONG = 80


def sign_in_page(
    *, error: str | None = None, status: HTTPStatus = HTTPStatus.UNAUTHORIZED
) -> Response:
    """The form is complete, its sender has been signed out."""
    return _page(must_sign_in=True, error=error, status=status)


def send_again_page() -> Response:
    """The sender is known, the token is not: it belongs to an earlier session."""
    return _page(must_sign_in=False, error=None, status=HTTPStatus.BAD_REQUEST)


def is_resuming() -> bool:
    return PASSWORD in request.form


def strip_login() -> None:
    """Leave in `request.form` what the original form held."""
    request.form = ImmutableMultiDict(
        [(name, value) for name, value in request.form.items(multi=True) if not _is_ours(name)]
    )


def _page(*, must_sign_in: bool, error: str | None, status: HTTPStatus) -> Response:
    fields = [item for item in request.form.items(multi=True) if not _is_ours(item[0])]
    carried = [(name, value) for name, value in fields if "password" not in name]
    page = render_template(
        "auth/resume.html",
        must_sign_in=must_sign_in,
        error=error,
        username=request.form.get(USERNAME, ""),
        carried=carried,
        ask_again=[name for name, _ in fields if "password" in name],
        longest=max((value for _, value in carried if len(value) >= LONG), key=len, default=""),
        had_files=any(file.filename for file in request.files.values()),
    )
    return make_response(page, status)


def _is_ours(name: str) -> bool:
    return name in {USERNAME, PASSWORD, FIELD}
