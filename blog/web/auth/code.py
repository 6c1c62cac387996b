"""The second page of the login: the password was right, the code is still to come."""

from http import HTTPStatus

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from blog.web import login, second_step
from blog.web.auth import blueprint
from blog.web.auth.forms import CodeForm
from blog.web.csrf import FIELD
from blog.web.errors import answer, wants_json
from blog.web.forms import Form, refusals_beside, refused
from blog.web.second_step import CodeNeeded
from blog.web.ways_back import way_back


@blueprint.errorhandler(CodeNeeded)
def ask_for_code(error: CodeNeeded) -> ResponseReturnValue:
    if wants_json():
        return answer(HTTPStatus.FORBIDDEN, error.code, error.message, {})
    wanted = way_back(request.values.get("next"))
    return redirect(url_for("auth.code", next=wanted), HTTPStatus.SEE_OTHER)


@blueprint.get("/login/code")
def code() -> ResponseReturnValue:
    return code_page(CodeForm()) if second_step.is_begun() else _begin_again()


@blueprint.post("/login/code")
def check_code() -> ResponseReturnValue:
    form = CodeForm()
    if form.validate():
        with refusals_beside(form, field="code"):
            login.sign_in_with_code(form.code.data or "")
            if wants_json():
                return jsonify({FIELD: generate_csrf()})
            return redirect(way_back(request.values.get("next")), HTTPStatus.SEE_OTHER)
    return refused(form) if wants_json() else (code_page(form), form.status)


def code_page(form: Form) -> str:
    return render_template("auth/code.html", form=form, next=way_back(request.values.get("next")))


def _begin_again() -> ResponseReturnValue:
    wanted = way_back(request.args.get("next"))
    return redirect(url_for("auth.login", next=wanted), HTTPStatus.SEE_OTHER)
