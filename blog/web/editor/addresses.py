"""Addresses on the desk: those that lead elsewhere or are gone, and those asked for in vain."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from blog import site
from blog.characters import legal
from blog.db import transaction
from blog.errors import NotFound
from blog.posts import former_addresses, standing
from blog.redirects import commands, queries, spelling
from blog.redirects.models import Redirect
from blog.web import lost
from blog.web.context import at
from blog.web.editor import blueprint, findings
from blog.web.editor.address_form import AddressForm, Pasted, keep_pasted, values
from blog.web.editor.paging import page_of
from blog.web.forms import Form, refusals_beside

A_PAGE: Final = 50
_MOST_MISSES: Final = 20


class PasteForm(Form):
    lines = TextAreaField("Old and new, a pair a line")


@blueprint.get("/addresses/")
def addresses() -> ResponseReturnValue:
    return _page(AddressForm(data={"path": legal(request.args.get("path", ""))}))


@blueprint.post("/addresses/")
def make_address() -> ResponseReturnValue:
    form = AddressForm()
    if form.validate():
        with refusals_beside(form):
            return _kept(*form.decided())
    return _page(form)


@blueprint.post("/addresses/paste/")
def paste_addresses() -> ResponseReturnValue:
    form = PasteForm()
    if form.validate():
        with refusals_beside(form, field="lines"):
            told = keep_pasted(form.lines.data or "")
            if not told.refused:
                flash(f"Kept {told.kept_count} address{'' if told.kept_count == 1 else 'es'}.")
                return _to_list()
            form.lines.data = told.rest
            return _page(AddressForm(formdata=None), paste=form, told=told)
    return _page(AddressForm(formdata=None), paste=form)


@blueprint.get("/addresses/former/")
def former() -> ResponseReturnValue:
    """Where the blog leads by itself: nothing to do here but look."""
    asked = _asked()
    count = former_addresses.former_count(containing=asked)
    page = page_of(count, size=A_PAGE)
    rows = former_addresses.formers(containing=asked, limit=page.size, offset=page.offset)
    return render_template(
        "editor/addresses_former.html", rows=rows, count=count, page=page, asked=asked
    )


@blueprint.get("/addresses/change/")
def change_address() -> ResponseReturnValue:
    kept = _find()
    return _change_page(AddressForm(data=values(kept)), kept)


@blueprint.post("/addresses/change/")
def save_address() -> ResponseReturnValue:
    kept = _find()
    form = AddressForm(data=values(kept))
    if form.validate():
        with refusals_beside(form):
            path, target = form.decided()
            with transaction():
                commands.remove(kept.path, at=at())
                commands.keep(path, target, at=at())
            flash("Kept.")
            return _to_list()
    return _change_page(form, kept)


@blueprint.get("/addresses/remove/")
def confirm_address_removal() -> ResponseReturnValue:
    return render_template("editor/address_remove.html", kept=_find())


@blueprint.post("/addresses/remove/")
def remove_address() -> ResponseReturnValue:
    kept = _find()
    with transaction():
        commands.remove(kept.path, at=at())
    flash(f"“{kept.path}” leads nowhere now.")
    return _to_list()


@blueprint.post("/addresses/gone/")
def mark_gone() -> ResponseReturnValue:
    path = legal(request.form.get("path", ""))
    form = AddressForm(formdata=None, data={"path": path, "is_gone": True})
    with refusals_beside(form):
        return _kept(*form.decided())
    return _page(form)


@blueprint.post("/addresses/dismiss/")
def dismiss_miss() -> ResponseReturnValue:
    path = legal(request.form.get("path", ""))
    with transaction():
        commands.dismiss(path)
    flash(f"“{path}” is not shown here any more.")
    return _to_list()


def _kept(path: str, target: str) -> ResponseReturnValue:
    with transaction():
        commands.keep(path, target, at=at())
    flash(f"“{path}” leads to “{target}” now." if target else f"“{path}” is marked as gone.")
    return _to_list()


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("editor.addresses"), HTTPStatus.SEE_OTHER)


def _asked() -> str:
    return legal(request.args.get("q", "")).strip()


def _find() -> Redirect:
    found = queries.kept_at(legal(request.args.get("path", "")))
    if found is None:
        raise NotFound("no_such_address", "Nothing is decided of this address any more.")
    return found


def _page(
    form: AddressForm, *, paste: PasteForm | None = None, told: Pasted | None = None
) -> ResponseReturnValue:
    lost.write_misses()
    asked = _asked()
    count = queries.redirect_count(containing=asked)
    page = page_of(count, size=A_PAGE)
    rows = queries.redirects(containing=asked, limit=page.size, offset=page.offset)
    html = render_template(
        "editor/addresses.html",
        form=form,
        paste=paste or PasteForm(formdata=None),
        told=told,
        misses=queries.misses(limit=_MOST_MISSES),
        rows=rows,
        nowhere=_leading_nowhere(rows),
        count=count,
        page=page,
        asked=asked,
        former_count=former_addresses.former_count(),
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if told else (paste or form).status


def _leading_nowhere(rows: Iterable[Redirect]) -> set[str]:
    """The targets at which nothing stands any more, as far as they are here."""
    paths = {row.target: site.decoded(urlsplit(row.target).path) for row in rows if row.target}
    own = findings.own_addresses(current_app.url_map)
    here = {path for target, path in paths.items() if spelling.is_here(target) and path not in own}
    nowhere = standing.nothing_at(here, at=at())
    return {target for target, path in paths.items() if path in nowhere}


def _change_page(form: AddressForm, kept: Redirect) -> ResponseReturnValue:
    return render_template("editor/address.html", form=form, kept=kept), form.status
