"""The question who is there, as a page of its own: it leads on to what was asked for."""

from http import HTTPStatus

from flask import redirect, request
from flask.typing import ResponseReturnValue

from blog.web import confirmation
from blog.web.confirmation import confirmation_required
from blog.web.editor import blueprint
from blog.web.ways_back import way_back


@blueprint.get("/account/confirm")
def confirm() -> ResponseReturnValue:
    return _go_on() if confirmation.is_confirmed() else confirmation.page()


@blueprint.post("/account/confirm")
@confirmation_required
def confirmed() -> ResponseReturnValue:
    return _go_on()


def _go_on() -> ResponseReturnValue:
    return redirect(way_back(request.args.get("next")), HTTPStatus.SEE_OTHER)
