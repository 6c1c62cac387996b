"""What the sheet beside a piece asks for: the look over it, and its lower part when it is made."""

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.posts.models import Status
from blog.web.context import at
from blog.web.editor import blueprint, post_form, shown_links
from blog.web.editor.findings import findings
from blog.web.editor.hearers import hearers
from blog.web.editor.post_page import has_unpublished_changes
from blog.web.editor.posts import find
from blog.web.editor.reading import reading


@blueprint.post("/posts/new/check")
@blueprint.post("/posts/<int:post_id>/check")
def check(post_id: int | None = None) -> ResponseReturnValue:
    """As the piece stands in the form."""
    post = None if post_id is None else find(post_id)
    form = post_form.blank("post") if post is None else post_form.of(post)
    found = findings(form, post, reading(form, post))
    return render_template("editor/check.html", findings=found)


@blueprint.post("/posts/new/hearers")
@blueprint.post("/posts/<int:post_id>/hearers")
def count_hearers(post_id: int | None = None) -> ResponseReturnValue:
    """Who would hear of the piece, as it stands in the form."""
    post = None if post_id is None else find(post_id)
    form = post_form.blank("post") if post is None else post_form.of(post)
    return render_template("editor/hearers.html", form=form, post=post, hearers=hearers(form, post))


@blueprint.get("/posts/<int:post_id>/more/")
def more(post_id: int) -> ResponseReturnValue:
    """For a page that was opened before its piece was there."""
    post = find(post_id)
    status = post.status(at())
    return render_template(
        "editor/post_more.html",
        post=post,
        status=status,
        in_trash=status is Status.TRASHED,
        has_unpublished_changes=has_unpublished_changes(post, status),
        links=shown_links.of(post),
        said="",
    )
