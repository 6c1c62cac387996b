"""The page that a link from `blog owner recover` opens: a new password, and what else is lost."""

from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.accounts import codes, passkeys, recovery
from blog.accounts.models import Owner
from blog.db import transaction
from blog.web import login
from blog.web.auth import blueprint
from blog.web.auth.forms import RecoveryForm
from blog.web.context import at, blog
from blog.web.forms import refusals_beside
from blog.web.ways_back import DESK


@blueprint.get("/recover")
def recover() -> ResponseReturnValue:
    return _page(RecoveryForm(), recovery.check(_token(), at=at()))


@blueprint.post("/recover")
def finish_recovery() -> ResponseReturnValue:
    form = RecoveryForm()
    with refusals_beside(form), transaction():
        owner = recovery.recover(_token(), form.fields(), blog_name=blog().name, at=at())
        login.let_in(owner, way="with a recovery link")
        return redirect(DESK, HTTPStatus.SEE_OTHER)
    return _page(form, recovery.check(_token(), at=at()))


def _token() -> str:
    return request.args.get("token", "")


def _page(form: RecoveryForm, owner: Owner) -> ResponseReturnValue:
    page = render_template(
        "auth/recover.html",
        form=form,
        owner=owner,
        has_codes=codes.are_on(owner.id),
        has_passkeys=bool(passkeys.kept(owner.id)),
    )
    return page, form.status
