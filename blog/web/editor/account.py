"""The account: names, what opens it, and the places where the owner is signed in."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import EmailField, StringField

from blog.accounts import codes, commands, passkeys, queries, recovery_codes, sign_ins
from blog.accounts.places import describe
from blog.db import transaction
from blog.web import ceremonies
from blog.web.confirmation import confirmation_required
from blog.web.context import at, installation
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside
from blog.web.numbers import whole_number


class DetailsForm(Form):
    name = StringField("Your name")
    username = StringField("User name")
    email = EmailField("Email")


@blueprint.get("/account/")
def account() -> ResponseReturnValue:
    return _page()


@blueprint.post("/account/")
def change_account() -> ResponseReturnValue:
    match request.form.get("action"):
        case "save":
            return _keep_details()
        case "sign-out":
            return _sign_out_place()
        case "sign-out-others":
            return _sign_out_others()
        case _:
            abort(HTTPStatus.BAD_REQUEST)


@confirmation_required
def _keep_details() -> ResponseReturnValue:
    form = DetailsForm()
    with refusals_beside(form), transaction():
        commands.change_details(
            queries.the_owner(),
            username=form.username.data or "",
            name=form.name.data or "",
            email=form.email.data or "",
            at=at(),
        )
        return _done("Kept.")
    return _page(details=form)


def _sign_out_place() -> ResponseReturnValue:
    with transaction():
        sign_in_id = whole_number(request.form.get("place")) or 0
        sign_ins.sign_out_place(current_user.owner_id, sign_in_id, at=at())
    return _done("Signed out there.")


def _sign_out_others() -> ResponseReturnValue:
    with transaction():
        sign_ins.sign_out_others(current_user.owner_id, keep=current_user.token, at=at())
    return _done("Signed out everywhere else.")


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("editor.account"), HTTPStatus.SEE_OTHER)


def _page(*, details: DetailsForm | None = None) -> ResponseReturnValue:
    form = details or DetailsForm(formdata=None, obj=queries.owner())
    page = render_template(
        "editor/account.html",
        details=form,
        passkeys=passkeys.kept(current_user.owner_id),
        has_passkeys_here=ceremonies.are_possible(),
        site_url=installation().url,
        codes_on_since=codes.proved_at(current_user.owner_id),
        recovery_codes_left=recovery_codes.left_count(current_user.owner_id),
        places=[
            (place, describe(place.user_agent), place.id == current_user.sign_in_id)
            for place in queries.places(current_user.owner_id, at=at())
        ],
    )
    return page, form.status
