"""What the blogger decides about the blog as a whole, and which pages stand in the navigation."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField, TextAreaField

from blog import zones
from blog.db import session, transaction
from blog.posts import navigation
from blog.posts.models import Post
from blog.settings import commands, queries
from blog.settings.commands import BlogFields
from blog.settings.models import BlogSettings
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.editor.card import fonts_for_cards
from blog.web.forms import Form, refusals_beside, with_plain_newlines
from blog.web.numbers import whole_number


class SettingsForm(Form):
    name = StringField("Name")
    tagline = StringField("One line under it")
    author = StringField("Kept by")
    language = StringField("Language")
    time_zone = StringField("Time zone")
    fediverse = StringField("Your handle in the fediverse")
    footer = TextAreaField("At the foot of every page", filters=[with_plain_newlines])
    version = HiddenField()

    def fields(self) -> BlogFields:
        return BlogFields(
            name=(self.name.data or "").strip(),
            tagline=(self.tagline.data or "").strip(),
            author=(self.author.data or "").strip(),
            language=(self.language.data or "").strip(),
            time_zone=self.time_zone.data or "",
            footer=self.footer.data or "",
            fediverse=_handle(self.fediverse.data or ""),
        )


@blueprint.get("/settings/")
def settings() -> ResponseReturnValue:
    stored = queries.current()
    return _page(SettingsForm(data=_values(stored) | {"version": str(stored.version)}), stored)


@blueprint.post("/settings/")
def keep_settings() -> ResponseReturnValue:
    stored = queries.current()
    form = SettingsForm(data=_values(stored))
    if form.validate():
        with refusals_beside(form), transaction():
            stored = queries.current()
            based_on = whole_number(form.version.data) or 0
            commands.change(stored, form.fields(), based_on=based_on, at=at())
            navigation.arrange(_in_navigation())
            flash("Kept. Readers see it now.")
            return redirect(url_for("editor.settings"), HTTPStatus.SEE_OTHER)
    return _page(form, stored)


def _values(stored: BlogSettings) -> dict[str, str]:
    return {
        "name": stored.name,
        "tagline": stored.tagline,
        "author": stored.author,
        "language": stored.language,
        "time_zone": stored.time_zone,
        "footer": stored.footer,
        "fediverse": stored.fediverse,
    }


def _handle(typed: str) -> str:
    """As it is kept. Some leave the first @ away, and capitals in a host mean nothing."""
    name, _, host = typed.strip().removeprefix("@").partition("@")
    return f"@{name}@{host.lower()}" if host else typed.strip()


def _in_navigation() -> list[int]:
    """The pages that were given a number, in the order of the numbers."""
    placed = [(whole_number(_place(page)), page.id) for page in navigation.pages()]
    return [page_id for place, page_id in sorted((p, i) for p, i in placed if p is not None)]


def _place(page: Post) -> str:
    stored = str(page.navigation_position or "")
    return request.form.get(f"place-{page.id}", stored).strip()


def _page(form: SettingsForm, stored: BlogSettings) -> ResponseReturnValue:
    theirs = None
    if form.conflict is not None:
        session().refresh(stored)
        theirs = SettingsForm(formdata=None, data=_values(stored))
        form.version.data = str(stored.version)
    page = render_template(
        "editor/settings.html",
        form=form,
        theirs=theirs,
        zones=zones.known(),
        pages=[(page, _place(page)) for page in navigation.pages()],
        fonts=fonts_for_cards(),
    )
    return page, form.status
