"""The account: names, the password, and the places where the owner is signed in."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import EmailField, PasswordField, StringField

from blog.accounts import commands, queries
from blog.accounts.places import describe
from blog.db import transaction
from blog.errors import NotFound
from blog.web import login
from blog.web.context import at, blog
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside
from blog.web.numbers import whole_number


class DetailsForm(Form):
    name = StringField("Your name")
    username = StringField("User name")
    email = EmailField("Email")


class PasswordForm(Form):
    current_password = PasswordField("The password you have")
    new_password = PasswordField("The new one")


@blueprint.get("/account/")
def account() -> ResponseReturnValue:
    return _page()


@blueprint.post("/account/")
def change_account() -> ResponseReturnValue:
    match request.form.get("action"):
        case "save":
            return _keep_details()
        case "password":
            return _change_password()
        case "sign-out":
            return _sign_out_place()
        case "sign-out-others":
            return _sign_out_others()
        case _:
            abort(HTTPStatus.BAD_REQUEST)


def _keep_details() -> ResponseReturnValue:
    form = DetailsForm()
    with refusals_beside(form), transaction():
        owner = queries.owner()
        if owner is None:
            raise NotFound("no_owner", "There is no owner any more.")
        commands.change_details(
            owner,
            username=form.username.data or "",
            name=form.name.data or "",
            email=form.email.data or "",
        )
        return _done("Kept.")
    return _page(details=form)


def _change_password() -> ResponseReturnValue:
    form = PasswordForm()
    with refusals_beside(form, field="current_password"):
        owner = login.recognise(current_user.username, form.current_password.data or "")
        with transaction():
            commands.set_password(
                owner,
                form.new_password.data or "",
                blog_name=blog().name,
                field="new_password",
                keep=current_user.token,
            )
        return _done("The password is changed. Other places have been signed out.")
    return _page(password=form)


def _sign_out_place() -> ResponseReturnValue:
    with transaction():
        commands.sign_out_place(current_user.owner_id, whole_number(request.form.get("place")) or 0)
    return _done("Signed out there.")


def _sign_out_others() -> ResponseReturnValue:
    with transaction():
        commands.sign_out_others(current_user.owner_id, keep=current_user.token)
    return _done("Signed out everywhere else.")


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("editor.account"), HTTPStatus.SEE_OTHER)


def _page(
    *, details: DetailsForm | None = None, password: PasswordForm | None = None
) -> ResponseReturnValue:
    forms = (
        details or DetailsForm(formdata=None, obj=queries.owner()),
        password or PasswordForm(formdata=None),
    )
    page = render_template(
        "editor/account.html",
        details=forms[0],
        password=forms[1],
        places=[
            (place, describe(place.user_agent), place.id == current_user.sign_in_id)
            for place in queries.places(current_user.owner_id, at=at())
        ],
    )
    return page, max(form.status for form in forms)
