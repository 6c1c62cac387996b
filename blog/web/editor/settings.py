"""What the blogger decides about the blog as a whole, and which pages stand in the navigation."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField, TextAreaField

from blog import zones
from blog.accounts.queries import owner
from blog.db import session, transaction
from blog.posts import navigation
from blog.posts.models import Post
from blog.settings import commands, queries
from blog.settings.commands import BlogFields
from blog.settings.models import BlogSettings
from blog.settings.sender import sender
from blog.web.context import at, installation
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
    mail_from = StringField("Letters come from")
    mail_signature = TextAreaField("At the foot of every letter", filters=[with_plain_newlines])
    return_path = StringField("What comes back goes to")
    letters_per_minute = StringField("Letters a minute, at most")
    countdown_minutes = StringField("Countdown, in minutes")
    hub = StringField("Hub for feeds")
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
            mail_from=(self.mail_from.data or "").strip(),
            mail_signature=(self.mail_signature.data or "").strip(),
            return_path=(self.return_path.data or "").strip(),
            letters_per_minute=_number(self.letters_per_minute),
            countdown_minutes=_number(self.countdown_minutes),
            hub=(self.hub.data or "").strip(),
        )


@blueprint.get("/settings/")
def settings() -> ResponseReturnValue:
    stored = queries.current()
    return page(as_kept(stored), stored)


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
    return page(form, stored)


def as_kept(stored: BlogSettings) -> SettingsForm:
    """The form as it is opened."""
    return SettingsForm(formdata=None, data=_values(stored) | {"version": str(stored.version)})


def _values(stored: BlogSettings) -> dict[str, str]:
    return {
        "name": stored.name,
        "tagline": stored.tagline,
        "author": stored.author,
        "language": stored.language,
        "time_zone": stored.time_zone,
        "footer": stored.footer,
        "fediverse": stored.fediverse,
        "mail_from": stored.mail_from,
        "mail_signature": stored.mail_signature,
        "return_path": stored.return_path,
        "letters_per_minute": str(stored.letters_per_minute),
        "countdown_minutes": str(stored.countdown_minutes),
        "hub": stored.hub,
    }


def _handle(typed: str) -> str:
    """As it is kept. Some leave the first @ away, and capitals in a host mean nothing."""
    name, _, host = typed.strip().removeprefix("@").partition("@")
    return f"@{name}@{host.lower()}" if host else typed.strip()


def _number(field: StringField) -> int:
    """-1, which no such field can be, for what is no number."""
    found = whole_number((field.data or "").strip())
    return -1 if found is None else found


def _in_navigation() -> list[int]:
    """The pages that were given a number, in the order of the numbers."""
    placed = [(whole_number(_place(page)), page.id) for page in navigation.pages()]
    return [page_id for place, page_id in sorted((p, i) for p, i in placed if p is not None)]


def _place(page: Post) -> str:
    stored = str(page.navigation_position or "")
    return request.form.get(f"place-{page.id}", stored).strip()


def page(form: SettingsForm, stored: BlogSettings) -> ResponseReturnValue:
    """The settings as they stand in the form, with what is wrong with them."""
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
        smtp=installation().smtp,
        sender=sender(stored, site_url=installation().url).addr_spec,
        owner=owner(),
    )
    return page, form.status
