"""One-time codes: switched on with an app, off again, and the recovery codes beside them.

All of it is behind the question who is there. Recovery codes are shown once, in the answer to the
form that made them; from that page they are copied, printed or taken along as a file.
"""

from http import HTTPStatus

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import StringField

from blog.accounts import codes, recovery_codes
from blog.db import transaction
from blog.web import qr
from blog.web.confirmation import confirmation_required
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside


class FirstCodeForm(Form):
    code = StringField("The code that the app shows now")


@blueprint.get("/account/codes/")
@confirmation_required
def one_time_codes() -> ResponseReturnValue:
    return _page(FirstCodeForm())


@blueprint.post("/account/codes/")
@confirmation_required
def change_one_time_codes() -> ResponseReturnValue:
    match request.form.get("action"):
        case "begin":
            return _begin()
        case "prove":
            return _prove()
        case "renew":
            return _renew()
        case "file":
            return _as_file()
        case "off":
            return _switch_off()
        case _:
            abort(HTTPStatus.BAD_REQUEST)


def _begin() -> ResponseReturnValue:
    with transaction():
        codes.begin(current_user.owner_id, secret=installation().secret)
    return redirect(url_for("editor.one_time_codes"), HTTPStatus.SEE_OTHER)


def _prove() -> ResponseReturnValue:
    form = FirstCodeForm()
    with refusals_beside(form, field="code"), transaction():
        owner_id, typed = current_user.owner_id, form.code.data or ""
        codes.prove(owner_id, typed, secret=installation().secret, at=at())
        return _once(recovery_codes.make(owner_id, at=at()), are_new=True)
    return _page(form)


def _renew() -> ResponseReturnValue:
    with transaction():
        return _once(recovery_codes.make(current_user.owner_id, at=at()), are_new=False)


def _as_file() -> ResponseReturnValue:
    """What the page before showed, for whoever keeps it in a file. Only what is still good is in
    it: this is no place where a form says what a file holds.
    """
    kept = recovery_codes.still_good(current_user.owner_id, request.form.getlist("kept"))
    text = render_template("editor/account/recovery_codes.txt", codes=kept)
    response = make_response(text)
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = "attachment; filename=recovery-codes.txt"
    return response


def _switch_off() -> ResponseReturnValue:
    with transaction():
        codes.switch_off(current_user.owner_id, at=at())
        recovery_codes.forget(current_user.owner_id)
    flash("Codes are off. The password alone opens this blog.")
    return redirect(url_for("editor.account", _anchor="s-codes"), HTTPStatus.SEE_OTHER)


def _once(made: list[str], *, are_new: bool) -> str:
    return render_template("editor/account/recovery_codes.html", codes=made, are_new=are_new)


def _page(form: FirstCodeForm) -> ResponseReturnValue:
    owner_id = current_user.owner_id
    letters = codes.begun(owner_id, secret=installation().secret)
    link = (
        codes.address(letters, name=current_user.username, blog_name=blog().name) if letters else ""
    )
    page = render_template(
        "editor/account/codes.html",
        form=form,
        on_since=codes.proved_at(owner_id),
        left_count=recovery_codes.left_count(owner_id),
        letters=recovery_codes.in_groups(letters or ""),
        link=link,
        drawing=qr.draw(link) if link else None,
    )
    return page, form.status
