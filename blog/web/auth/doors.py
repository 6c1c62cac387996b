"""The login and the logout."""

from http import HTTPStatus

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from blog.accounts import queries
from blog.errors import TooMany
from blog.web import login as logins
from blog.web.auth import blueprint
from blog.web.auth.code import code_page
from blog.web.auth.forms import CodeForm, LoginForm
from blog.web.csrf import FIELD
from blog.web.errors import answer, wants_json
from blog.web.forms import Form, put, refusals_beside, refused
from blog.web.ways_back import way_back


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(way_back(request.args.get("next")), HTTPStatus.SEE_OTHER)
    return _page(LoginForm())


@blueprint.post("/login")
def sign_in() -> ResponseReturnValue:
    form = LoginForm()
    if form.validate():
        with refusals_beside(form, field="password"):
            logins.sign_in(form.username.data or "", form.password.data or "", stays=form.stay.data)
            if wants_json():
                return jsonify({FIELD: generate_csrf()})
            return redirect(way_back(request.values.get("next")), HTTPStatus.SEE_OTHER)
    return refused(form) if wants_json() else (_page(form), form.status)


@blueprint.errorhandler(TooMany)
def wait(error: TooMany) -> ResponseReturnValue:
    if wants_json():
        return answer(HTTPStatus.TOO_MANY_REQUESTS, error.code, error.message, error.details)
    is_at_code = request.endpoint == "auth.check_code"
    form, page = (CodeForm(), code_page) if is_at_code else (LoginForm(), _page)
    put(form, error.message, field=None)
    headers = {"Retry-After": str(error.details["retry_after"])}
    return page(form), HTTPStatus.TOO_MANY_REQUESTS, headers


@blueprint.get("/logout")
def logout() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect("/login", HTTPStatus.SEE_OTHER)
    return render_template("auth/logout.html")


@blueprint.post("/logout")
def sign_out() -> ResponseReturnValue:
    logins.leave()
    return redirect("/", HTTPStatus.SEE_OTHER)


def _page(form: Form) -> str:
    return render_template(
        "auth/login.html",
        form=form,
        next=way_back(request.values.get("next")),
        has_owner=queries.has_owner(),
    )
