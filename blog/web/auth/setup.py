"""The set-up: a form that works once, with the link that the server printed."""

from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.accounts import queries
from blog.accounts.setup import check_token, set_up
from blog.db import transaction
from blog.errors import BlogError, Gone, NotFound
from blog.web import login
from blog.web.auth import blueprint
from blog.web.auth.forms import SetUpForm
from blog.web.context import at, blog, installation
from blog.web.errors import STATUS, answer, wants_json
from blog.web.forms import refusals_beside
from blog.web.ways_back import DESK


@blueprint.get("/setup")
def setup() -> ResponseReturnValue:
    _check_link()
    known = blog()
    return _page(SetUpForm(data={"language": known.language, "time_zone": known.time_zone}))


@blueprint.post("/setup")
def finish_setup() -> ResponseReturnValue:
    _check_link()
    form = SetUpForm()
    if form.validate():
        with refusals_beside(form), transaction():
            owner = set_up(form.fields(), at=at())
            login.let_in(owner, way="with the set-up link")
            return redirect(DESK, HTTPStatus.SEE_OTHER)
    return _page(form), form.status


@blueprint.errorhandler(Gone)
@blueprint.errorhandler(NotFound)
def closed(error: BlogError) -> ResponseReturnValue:
    if wants_json():
        return answer(STATUS[type(error)], error.code, error.message, error.details)
    page = render_template(
        "auth/closed.html",
        is_setup=request.path == "/setup",
        sentence=error.message,
        has_owner=queries.has_owner(),
    )
    return page, STATUS[type(error)]


def _check_link() -> None:
    check_token(request.args.get("token", ""), installation=installation())


def _page(form: SetUpForm) -> str:
    return render_template("auth/setup.html", form=form)
