"""One picture: its words, where it is used, another in its place, and its end."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from blog.db import session, transaction
from blog.errors import NotFound
from blog.media import commands, words
from blog.media.models import Picture
from blog.posts import picture_changes, picture_uses, picture_words
from blog.posts.picture_uses import Use
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, picture_intake
from blog.web.forms import Form, refusals_beside


class PictureForm(Form):
    alt = TextAreaField("Words for it")


@blueprint.get("/pictures/<int:picture_id>/")
def picture(picture_id: int) -> ResponseReturnValue:
    found = _find(picture_id)
    return _page(found, PictureForm(data={"alt": found.alt}))


@blueprint.post("/pictures/<int:picture_id>/")
def describe_picture(picture_id: int) -> ResponseReturnValue:
    form = PictureForm()
    if form.validate():
        with refusals_beside(form), transaction():
            words.describe(_find(picture_id), form.alt.data or "")
            flash("Kept. They are offered when the picture is put into a text.")
            return _to(picture_id)
    return _page(_find(picture_id), form)


@blueprint.post("/pictures/<int:picture_id>/replace")
def replace_picture(picture_id: int) -> ResponseReturnValue:
    form = PictureForm(data={"alt": _find(picture_id).alt})
    with refusals_beside(form):
        by = picture_intake.take_in(picture_intake.only_file())
        with transaction():
            uses = picture_changes.put_in_place_of(
                _find(picture_id),
                session().get_one(Picture, by.id),
                site_url=installation().url,
                lang=blog().language,
                at=at(),
            )
            flash(_replaced(uses))
            return _to(by.id)
    return _page(_find(picture_id), form)


@blueprint.get("/pictures/<int:picture_id>/delete/")
def confirm_picture_removal(picture_id: int) -> ResponseReturnValue:
    found = _find(picture_id)
    return render_template("editor/picture_remove.html", picture=found, uses=_uses(found))


@blueprint.post("/pictures/<int:picture_id>/delete/")
def remove_picture(picture_id: int) -> ResponseReturnValue:
    with transaction():
        found = _find(picture_id)
        name = found.name
        paths = picture_changes.remove(found, site_url=installation().url, lang=blog().language)
    # Only now: had the row come back, its file would be gone.
    with transaction():
        commands.sweep(paths, folder=installation().media)
    flash(f"“{name}” is gone.")
    return redirect(url_for("editor.pictures"), HTTPStatus.SEE_OTHER)


def _find(picture_id: int) -> Picture:
    found = session().get(Picture, picture_id)
    if found is None:
        raise NotFound("no_such_picture", "There is no picture of that number in the library.")
    return found


def _uses(found: Picture) -> list[Use]:
    return picture_uses.uses([found]).get(found.id, [])


def _replaced(uses: list[Use]) -> str:
    if not uses:
        return "Added. The one before was used nowhere, and stays in the library."
    places = "one place" if len(uses) == 1 else f"{len(uses)} places"
    words = "The words there are as they were: see whether they fit."
    return f"This one stands in {places} now. {words} The one before stays in the library."


def _to(picture_id: int) -> ResponseReturnValue:
    return redirect(url_for("editor.picture", picture_id=picture_id), HTTPStatus.SEE_OTHER)


def _page(found: Picture, form: PictureForm) -> ResponseReturnValue:
    page = render_template(
        "editor/picture.html",
        picture=found,
        form=form,
        told=picture_words.told(found),
        markdown=words.markdown(found),
    )
    return page, form.status
