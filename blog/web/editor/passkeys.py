"""The owner's passkeys: each has a page; making one and confirming by one are asked by scripts."""

from http import HTTPStatus

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import StringField

from blog.accounts import passkeys, queries
from blog.accounts.passkeys import ADDING, CONFIRMING
from blog.db import transaction
from blog.web import ceremonies
from blog.web.confirmation import confirm_here, confirmation_required
from blog.web.context import at, blog
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside


class PasskeyForm(Form):
    name = StringField("What you call it")


@blueprint.get("/account/passkeys/new")
@confirmation_required
def new_passkey() -> ResponseReturnValue:
    return render_template("editor/account/passkey_new.html", site=ceremonies.site())


@blueprint.post("/account/passkeys/begin")
@confirmation_required
def begin_passkey() -> ResponseReturnValue:
    begun = ceremonies.begin(ADDING, owner_id=current_user.owner_id)
    options = passkeys.options_to_add(
        queries.the_owner(),
        site=ceremonies.site(),
        site_name=blog().name,
        challenge=begun.challenge,
    )
    return ceremonies.tell(begun, options)


@blueprint.post("/account/passkeys/new")
@confirmation_required
def add_passkey() -> ResponseReturnValue:
    challenge = ceremonies.finish(ADDING, owner_id=current_user.owner_id)
    with transaction():
        passkey = passkeys.add(
            queries.the_owner(),
            request.form.get("credential", ""),
            challenge=challenge,
            site=ceremonies.site(),
            user_agent=request.user_agent.string,
            at=at(),
        )
    flash(f"The passkey “{passkey.name}” is kept. Next time, sign in with it.")
    return jsonify(next=_list())


@blueprint.get("/account/passkeys/<int:passkey_id>/")
def passkey(passkey_id: int) -> ResponseReturnValue:
    kept = passkeys.own(current_user.owner_id, passkey_id)
    return render_template("editor/account/passkey.html", passkey=kept, form=PasskeyForm(obj=kept))


@blueprint.post("/account/passkeys/<int:passkey_id>/")
@confirmation_required
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    kept = passkeys.own(current_user.owner_id, passkey_id)
    form = PasskeyForm()
    with refusals_beside(form), transaction():
        passkeys.rename(current_user.owner_id, passkey_id, form.name.data or "")
        return redirect(_list(), HTTPStatus.SEE_OTHER)
    page = render_template("editor/account/passkey.html", passkey=kept, form=form)
    return page, form.status


@blueprint.get("/account/passkeys/<int:passkey_id>/remove")
@confirmation_required
def confirm_passkey_removal(passkey_id: int) -> ResponseReturnValue:
    kept = passkeys.own(current_user.owner_id, passkey_id)
    return render_template("editor/account/passkey_remove.html", passkey=kept)


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@confirmation_required
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    with transaction():
        passkeys.remove(current_user.owner_id, passkey_id, at=at())
    flash("The passkey is removed, and opens nothing here any more.")
    return redirect(_list(), HTTPStatus.SEE_OTHER)


@blueprint.post("/account/confirm/passkey/begin")
def begin_confirmation() -> ResponseReturnValue:
    return ceremonies.begin_use(CONFIRMING, owner_id=current_user.owner_id)


@blueprint.post("/account/confirm/passkey")
def confirm_by_passkey() -> ResponseReturnValue:
    ceremonies.recognise(CONFIRMING, owner_id=current_user.owner_id)
    confirm_here()
    return jsonify(next="")


def _list() -> str:
    return url_for("editor.account", _anchor="s-passkeys")
