"""Secret links to a piece: made, listed and taken back in the sheet beside it."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.posts import preview_links
from blog.posts.models import Post
from blog.web.context import at
from blog.web.editor import blueprint, post_form, shown_links
from blog.web.editor.moves import keep_typed
from blog.web.editor.posts import find


@blueprint.post("/posts/<int:post_id>/links/")
def make_preview_link(post_id: int) -> ResponseReturnValue:
    _keep_typed(post_id)
    with transaction():
        post = find(post_id)
        preview_links.make(post, term=request.form.get("term", ""), at=at())
    return _listed(post, "The link is made. Whoever has it sees what you have typed by then.")


@blueprint.post("/posts/<int:post_id>/links/<int:link_id>/take-back/")
def take_back_preview_link(post_id: int, link_id: int) -> ResponseReturnValue:
    _keep_typed(post_id)
    with transaction():
        post = find(post_id)
        preview_links.take_back(link_id, post_id=post.id)
    return _listed(post, "The link is taken back. Nobody can open it any more.")


def _keep_typed(post_id: int) -> None:
    """By itself, so that it is kept whatever becomes of the link. A script sends no text along."""
    if "source" in request.form:
        with transaction():
            post = find(post_id)
            keep_typed(post, post_form.of(post))


def _listed(post: Post, sentence: str) -> ResponseReturnValue:
    """The list anew for a script that asked for it alone, else the piece with its sheet open."""
    if "source" not in request.form:
        return render_template(
            "editor/preview_links.html", post=post, links=shown_links.of(post), said=sentence
        )
    flash(sentence)
    address = url_for("editor.edit_post", post_id=post.id, _anchor="publish")
    return redirect(address, HTTPStatus.SEE_OTHER)
