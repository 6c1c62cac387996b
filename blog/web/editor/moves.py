"""What the lists offer beside a piece: it moves, rests, is copied or forgotten, and its text stays.

Where the button stands in the form of the piece, what is typed there comes along and is kept first.
"""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.posts import autosave, commands, idle, revisions, trash
from blog.posts.duplicating import duplicate
from blog.posts.fields import Fields, kept_in
from blog.posts.models import Post
from blog.web.context import at, installation
from blog.web.editor import blueprint, post_form
from blog.web.editor.actions import ACTIONS
from blog.web.editor.post_form import PostForm
from blog.web.editor.post_page import page
from blog.web.editor.posts import find
from blog.web.forms import refusals_beside


@blueprint.post("/posts/<int:post_id>/<any(withdraw, trash, restore):action>/")
def move_post(post_id: int, action: str) -> ResponseReturnValue:
    with transaction():
        trash.purge(at=at())
        flash(ACTIONS[action](find(post_id), None, at()))
    return _to_desk()


@blueprint.post("/posts/<int:post_id>/rest/")
def rest_post(post_id: int) -> ResponseReturnValue:
    with transaction():
        post = find(post_id)
        name = revisions.name_of(post)
        idle.let_rest(post, at=at())
    flash(f"“{name}” rests for a month. It stays among the drafts.")
    return _to_desk()


@blueprint.post("/posts/<int:post_id>/duplicate/")
def duplicate_post(post_id: int) -> ResponseReturnValue:
    """A text that could not be saved as it stands makes no copy: the form says why."""
    form = post_form.of(find(post_id))
    if form.validate():
        with refusals_beside(form), transaction():
            post = find(post_id)
            copy = duplicate(post, keep_typed(post, form), site_url=installation().url, at=at())
            flash("This is the copy. The piece it was made from is as it was.")
            return redirect(url_for("editor.edit_post", post_id=copy.id), HTTPStatus.SEE_OTHER)
    return page(form, find(post_id))


@blueprint.get("/posts/<int:post_id>/remove/")
def confirm_post_removal(post_id: int) -> ResponseReturnValue:
    name = revisions.name_of(find(post_id))
    return render_template("editor/post_remove.html", name=name)


@blueprint.post("/posts/<int:post_id>/remove/")
def remove_post(post_id: int) -> ResponseReturnValue:
    with transaction():
        post = find(post_id)
        name = revisions.name_of(post)
        commands.remove(post, at=at())
    flash(f"“{name}” is gone.")
    return _to_desk()


def keep_typed(post: Post, form: PostForm) -> Fields:
    """The text of the piece that is in the form, which is kept first."""
    fields, based_on = form.fields(), form.based_on()
    return kept_in(
        autosave.autosave(post, fields, based_on=based_on, window=form.window(), at=at())
    )


def _to_desk() -> ResponseReturnValue:
    return redirect(url_for("editor.desk"), HTTPStatus.SEE_OTHER)
