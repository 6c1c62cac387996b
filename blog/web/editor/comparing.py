"""What the editor shows beside a draft when there are two texts of it: compared, or merged."""

from dataclasses import fields as names_of

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.posts import revisions
from blog.posts.comparing import compare
from blog.posts.fields import Fields
from blog.web.editor import blueprint, merging, post_form
from blog.web.editor.posts import find
from blog.web.editor.reading import language

_BESIDE = [field.name for field in names_of(Fields) if field.name not in {"title", "source"}]


@blueprint.post("/posts/<int:post_id>/compare")
def compare_texts(post_id: int) -> ResponseReturnValue:
    """The inside of a pane: the newest text that is stored, and what the form holds."""
    post = find(post_id)
    form = post_form.of(post)
    stored, typed = revisions.current(post), form.fields()
    return render_template(
        "editor/compare.html",
        comparison=compare(
            stored.source, typed.source, old_title=stored.title, new_title=typed.title
        ),
        others=[
            form[merging.in_form(name)].label.text
            for name in _BESIDE
            if getattr(stored, name) != getattr(typed, name)
        ],
        language=language(form),
    )


@blueprint.post("/posts/<int:post_id>/merge")
def propose_merge(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    return merging.show(post, post_form.of(post))
