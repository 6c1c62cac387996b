"""Pictures on the desk: taken in, shown, and handed out as the Markdown to paste."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from blog.db import transaction
from blog.errors import Refused
from blog.media import commands
from blog.posts import gallery
from blog.web.context import at, installation
from blog.web.editor import blueprint
from blog.web.editor.paging import page_of

A_PAGE = 60


@blueprint.get("/pictures/")
def pictures() -> ResponseReturnValue:
    return _page(refused=[])


@blueprint.post("/pictures/")
def add_pictures() -> ResponseReturnValue:
    """Each file on its own: one that is refused keeps none of the others out."""
    files = [file for file in request.files.getlist("pictures") if file.filename]
    refused = [sentence for file in files if (sentence := _refusal_of(file))]
    if not files:
        refused = ["Choose at least one picture first."]
    added_count = len(files) - len(refused)
    if added_count > 0:
        flash(f"Added {added_count} picture{'' if added_count == 1 else 's'}.")
    if refused:
        return _page(refused=refused), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("editor.pictures"), HTTPStatus.SEE_OTHER)


def _refusal_of(file: FileStorage) -> str | None:
    """Take one file in; the sentence that says why not, when it cannot be."""
    name = file.filename or "picture"
    try:
        picture = commands.prepare(file.read(), name=name, at=at(), folder=installation().media)
        with transaction():
            commands.enter(picture)
    except Refused as refused:
        return refused.message
    return None


def _page(*, refused: list[str]) -> str:
    count = gallery.picture_count()
    page = page_of(count, size=A_PAGE)
    shown = gallery.newest(limit=page.size, offset=page.offset)
    return render_template(
        "editor/pictures.html",
        pictures=shown,
        uses=gallery.uses([picture.id for picture in shown]),
        count=count,
        byte_count=gallery.byte_count(),
        page=page,
        refused=refused,
    )
