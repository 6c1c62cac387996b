"""The library: the stored pictures on their shelves, and the door by which they come in."""

from collections.abc import Iterable
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.characters import legal
from blog.media.words import markdown
from blog.posts import gallery, picture_uses
from blog.posts.gallery import Shelf
from blog.web.editor import blueprint, picture_intake
from blog.web.editor.paging import page_of
from blog.web.errors import status_of, wants_json

A_PAGE = 60
TO_CHOOSE_FROM = 24


@blueprint.get("/pictures/")
def pictures() -> ResponseReturnValue:
    return _page(refused=[])


@blueprint.post("/pictures/")
def add_pictures() -> ResponseReturnValue:
    """Each file on its own: one that is refused keeps none of the others out."""
    if wants_json():
        return picture_intake.answer_program()
    files = picture_intake.sent_files()
    refused = picture_intake.refusals(files)
    added_count = len(files) - len(refused)
    if added_count > 0:
        flash(f"Added {added_count} picture{'' if added_count == 1 else 's'}.")
    if refused:
        sentences = dict.fromkeys(error.message for error in refused)
        return _page(refused=sentences), max(status_of(error) for error in refused)
    return redirect(url_for("editor.pictures"), HTTPStatus.SEE_OTHER)


@blueprint.get("/pictures/choose")
def choose_pictures() -> ResponseReturnValue:
    """The inside of the editor's dialog: what to put into the text."""
    words = searched()
    page = page_of(gallery.picture_count(words=words), size=TO_CHOOSE_FROM)
    return render_template(
        "editor/picture_choice.html",
        pictures=gallery.newest(limit=page.size, offset=page.offset, words=words),
        words=words,
        page=page,
        is_pair="pair" in request.args,
        markdown=markdown,
    )


@blueprint.get("/pictures/covers")
def choose_cover() -> ResponseReturnValue:
    """The covers to choose from, as the forms with a cover hold them."""
    found = gallery.newest(limit=TO_CHOOSE_FROM, words=searched())
    return render_template("editor/cover_radios.html", pictures=found, chosen=None)


def searched() -> str:
    """What the library is searched for."""
    return legal(request.args.get("q", "")).strip()


def _shelf() -> Shelf:
    asked = request.args.get("show", "")
    return Shelf(asked) if asked in set(Shelf) else Shelf.ALL


def _page(*, refused: Iterable[str]) -> str:
    shelf, words = _shelf(), searched()
    counts = {each: gallery.picture_count(each, words) for each in Shelf}
    page = page_of(counts[shelf], size=A_PAGE)
    shown = gallery.newest(limit=page.size, offset=page.offset, shelf=shelf, words=words)
    return render_template(
        "editor/pictures.html",
        pictures=shown,
        uses=picture_uses.uses(shown),
        shelf=shelf,
        counts=counts,
        words=words,
        picture_count=gallery.picture_count(),
        byte_count=gallery.byte_count(),
        page=page,
        refused=refused,
    )
