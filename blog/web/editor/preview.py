"""What the editor's preview asks for while a piece is being written."""

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.posts.models import Post, Status
from blog.web.context import at
from blog.web.editor import blueprint, post_form
from blog.web.editor.post_form import PostForm
from blog.web.editor.posts import find
from blog.web.editor.reading import cover, reading


@blueprint.post("/posts/new/preview")
def preview_new() -> ResponseReturnValue:
    return _answer(post_form.blank("post"), None)


@blueprint.post("/posts/<int:post_id>/preview")
def preview_post(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    return _answer(post_form.of(post), post)


def _answer(form: PostForm, post: Post | None) -> ResponseReturnValue:
    """The inside of the pane; the line of the source at which each block begins; the lengths."""
    preview = reading(form, post)
    html = render_template(
        "editor/reading.html",
        form=form,
        post=post,
        preview=preview,
        language=form.language(),
        cover=cover(form),
        status=post.status(at()) if post else Status.DRAFT,
        was_sent=False,
    )
    return {
        "html": html,
        "lines": preview.text.block_lines if preview else (),
        "words": preview.counts.word_count if preview else 0,
        "characters": preview.counts.character_count if preview else 0,
        "minutes": preview.counts.reading_minutes if preview else 0,
    }
