"""A new password. The old one, or a passkey, has been shown before the form is."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import PasswordField

from blog.accounts import commands, queries
from blog.db import transaction
from blog.web.confirmation import confirmation_required
from blog.web.context import at, blog
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside


class PasswordForm(Form):
    new_password = PasswordField("The new password")


@blueprint.get("/account/password")
@confirmation_required
def password() -> ResponseReturnValue:
    return _page(PasswordForm())


@blueprint.post("/account/password")
@confirmation_required
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    with refusals_beside(form, field="new_password"), transaction():
        commands.set_password(
            queries.the_owner(),
            form.new_password.data or "",
            blog_name=blog().name,
            at=at(),
            field="new_password",
            keep=current_user.token,
        )
        flash("The password is changed. Other places have been signed out.")
        return redirect(url_for("editor.account"), HTTPStatus.SEE_OTHER)
    return _page(form)


def _page(form: PasswordForm) -> ResponseReturnValue:
    return render_template("editor/account/password.html", form=form), form.status
