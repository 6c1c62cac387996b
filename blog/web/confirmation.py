"""The guard before changes to the account: whoever is signed in shows once more to be the owner.

It stands on a view, or on what a view calls for one of its buttons. A page is shown after the
question, a form goes on after it with all that was typed, a script is told where to ask.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from blog.accounts import codes, commands, confirmations, second_steps
from blog.db import transaction
from blog.errors import Refused, TooMany
from blog.web import attempts, resume
from blog.web.context import at, installation
from blog.web.csrf import is_unsafe
from blog.web.errors import answer, wants_json

_NEEDED = "Show once more that it is you: this changes how the blog is opened."

Given = ParamSpec("Given")


def confirmation_required(
    view: Callable[Given, ResponseReturnValue],
) -> Callable[Given, ResponseReturnValue]:
    """Let the view be called only when the owner was recognised in the last ten minutes."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        question = None if is_confirmed() else _ask()
        if question is not None:
            return question
        resume.strip_login()
        return view(*args, **kwargs)

    return guarded


def is_confirmed() -> bool:
    return confirmations.is_fresh(current_user, at=at())


def confirm_here() -> None:
    """From now on, in this browser. The caller has recognised the owner."""
    with transaction():
        confirmations.confirm(current_user.sign_in_id, at=at())


def page() -> Response:
    """The question alone; the answer goes to the same address."""
    return resume.confirm_page(status=HTTPStatus.OK)


def _ask() -> Response | None:
    """The question; nothing when the form that came in holds the right answer to it."""
    if wants_json():
        details = {"confirm": url_for("editor.confirm")}
        return answer(HTTPStatus.FORBIDDEN, "confirmation_needed", _NEEDED, details)
    if not is_unsafe():
        here = request.full_path.removesuffix("?")
        return redirect(url_for("editor.confirm", next=here), HTTPStatus.SEE_OTHER)
    if not resume.is_resuming():
        return resume.confirm_page()
    try:
        _recognise(request.form.get(resume.PASSWORD, ""), request.form.get(resume.CODE, ""))
    except Refused as refusal:
        return resume.confirm_page(error=refusal.message)
    except TooMany as too_many:
        return resume.wait_page(resume.confirm_page, too_many)
    confirm_here()
    return None


def _recognise(password: str, code: str) -> None:
    with attempts.counted(current_user.username):
        owner = commands.recognise(current_user.username, password)
        if codes.are_on(owner.id):
            with transaction():
                second_steps.take(owner.id, code, secret=installation().secret, at=at())
