"""Where the editor's script sends what is typed, as it is typed."""

from http import HTTPStatus

from flask import jsonify
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.errors import Refused
from blog.posts import autosave, queries
from blog.posts.models import Post, Revision, RevisionKind
from blog.web.context import at, blog, installation
from blog.web.editor import answers, blueprint, post_form
from blog.web.editor.post_form import KINDS, PostForm
from blog.web.editor.posts import find


@blueprint.post("/posts/new/autosave")
def autosave_new() -> ResponseReturnValue:
    """The first text makes the piece; sent again, it finds the piece that it made."""
    form = post_form.blank("post")
    key = form.key.data or ""
    if not form.has_key() or form.kind.data not in KINDS:
        raise Refused("not_complete", "The form was not complete. Reload the page to go on.")
    with transaction():
        post = queries.by_entry_id(key)
        if post is not None:
            kept = _keep(post, form)
        else:
            post, kept = autosave.begin(
                form.fields(),
                kind=form.kind.data,
                entry_id=key,
                lang=blog().language,
                site_url=installation().url,
                at=at(),
                window=form.window(),
            )
    return _answer(post, kept, HTTPStatus.CREATED)


@blueprint.post("/posts/<int:post_id>/autosave")
def autosave_post(post_id: int) -> ResponseReturnValue:
    with transaction(is_seen=False):
        post = find(post_id)
        kept = _keep(post, post_form.of(post))
    return _answer(post, kept, HTTPStatus.OK)


def _keep(post: Post, form: PostForm) -> Revision:
    return autosave.autosave(
        post, form.fields(), based_on=form.based_on(), at=at(), window=form.window()
    )


def _answer(post: Post, kept: Revision, status: HTTPStatus) -> ResponseReturnValue:
    if kept.kind == RevisionKind.ASIDE:
        return answers.put_aside(autosave.refusal(post), post, kept)
    return jsonify(answers.kept(post)), status
