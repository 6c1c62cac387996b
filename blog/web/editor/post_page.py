"""The page a piece is written on: the form, how it will read, and what stands around both."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog.posts import gallery, revisions
from blog.posts.models import Post, Status
from blog.posts.previews import Preview
from blog.topics import on_desk
from blog.web.context import at
from blog.web.editor import post_form, review_words, shown_links
from blog.web.editor.cover import MOST_TO_CHOOSE_FROM
from blog.web.editor.findings import findings
from blog.web.editor.hearers import hearers
from blog.web.editor.named_works import RATINGS, named
from blog.web.editor.post_form import PostForm
from blog.web.editor.reading import cover, reading
from blog.web.forms import refusals_beside
from blog.works.models import KINDS


def page(form: PostForm, post: Post | None) -> ResponseReturnValue:
    """The form with all that was typed in it, and what is wrong with that."""
    status = post.status(at()) if post else Status.DRAFT
    theirs = None
    if request.form.get("action") == "preview" and form.view.data == "write":
        form.view.data = "both"
    if form.conflict is not None and post is not None:
        theirs = PostForm(formdata=None, data=post_form.stored(post))
        form.version.data = str(post.version)
    preview = _preview(form, post)
    return (
        render_template(
            "editor/post_form.html",
            form=form,
            post=post,
            theirs=theirs,
            their_reviews=review_words.differences(form.reviews(), theirs.reviews())
            if theirs
            else (),
            preview=preview,
            cover=cover(form),
            findings=findings(form, post, preview),
            hearers=hearers(form, post),
            links=shown_links.of(post),
            said="",
            now=at(),
            status=status,
            has_unpublished_changes=has_unpublished_changes(post, status),
            themes=on_desk.themes(),
            named=named(review.work for review in form.reviews()),
            work_kinds=KINDS,
            ratings=RATINGS,
            pictures=gallery.to_choose_from(form.cover_id(), limit=MOST_TO_CHOOSE_FROM),
            was_sent=request.method == "POST",
        ),
        form.status,
    )


def _preview(form: PostForm, post: Post | None) -> Preview | None:
    if form.source.errors:
        return None
    with refusals_beside(form):
        return reading(form, post)
    return None


def has_unpublished_changes(post: Post | None, status: Status) -> bool:
    """Whether readers see, or are about to see, a text older than the one in the form."""
    is_out_or_waits = status in {Status.LIVE, Status.SCHEDULED}
    return post is not None and is_out_or_waits and revisions.working_copy(post) is not None
