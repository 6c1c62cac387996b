"""Writing a piece: one form, one address, and a button for each thing that can happen to it."""

from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.db import session, transaction
from blog.errors import NotFound
from blog.markdown import Rendered
from blog.posts import addresses, commands, gallery, queries, rendering
from blog.posts.fields import Fields, fields_of, is_last_saved
from blog.posts.models import Post, Status
from blog.topics import on_desk
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, post_form
from blog.web.editor.actions import ACTIONS
from blog.web.editor.cover import MOST_TO_CHOOSE_FROM
from blog.web.editor.post_form import PostForm
from blog.web.forms import refusals_beside


@blueprint.get("/posts/new")
def new_post() -> ResponseReturnValue:
    kind = "page" if request.args.get("kind") == "page" else "post"
    form = PostForm(data=_blank(kind))
    form.key.data = commands.mint_entry_id(installation().url, at=at())
    return _page(form, None)


@blueprint.post("/posts/new")
def create_post() -> ResponseReturnValue:
    form = PostForm(data=_blank("post"))
    action = _action("preview")
    if form.validate() and action != "preview":
        with refusals_beside(form), transaction():
            return _done(_created(form), form, action)
    return _page(form, queries.by_entry_id(form.key.data or ""))


@blueprint.get("/posts/<int:post_id>/")
def edit_post(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    form = PostForm(data=_stored(post))
    form.version.data = str(post.version)
    form.published_at.data = request.args.get("when", form.published_at.data)
    return _page(form, post)


@blueprint.post("/posts/<int:post_id>/")
def save_post(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    form = PostForm(data=_stored(post))
    action = _action("preview", "set_aside")
    if form.validate() and action != "preview":
        with refusals_beside(form), transaction():
            post = find(post_id)
            if action == "set_aside":
                commands.set_aside(post, form.fields(), at=at())
                flash("Theirs is here now. Yours is kept as a revision.")
                return _to(post)
            commands.save(
                post,
                form.fields(),
                based_on=form.based_on(),
                site_url=installation().url,
                at=at(),
            )
            return _done(post, form, action)
    return _page(form, post)


@blueprint.post("/posts/<int:post_id>/<any(withdraw, trash, restore):action>/")
def move_post(post_id: int, action: str) -> ResponseReturnValue:
    """What the lists offer beside a piece: it moves, its text stays as it is."""
    with transaction():
        flash(ACTIONS[action](find(post_id), None, at()))
    return redirect(url_for("editor.desk"), HTTPStatus.SEE_OTHER)


@blueprint.get("/posts/<int:post_id>/remove/")
def confirm_post_removal(post_id: int) -> ResponseReturnValue:
    return render_template("editor/post_remove.html", post=find(post_id))


@blueprint.post("/posts/<int:post_id>/remove/")
def remove_post(post_id: int) -> ResponseReturnValue:
    with transaction():
        post = find(post_id)
        commands.remove(post)
    flash(f"“{post.title or 'Untitled'}” is gone.")
    return redirect(url_for("editor.desk"), HTTPStatus.SEE_OTHER)


def find(post_id: int) -> Post:
    post = session().get(Post, post_id)
    if post is None:
        raise NotFound("no_such_post", "There is no piece of that number on the desk.")
    return post


def _action(*others: str) -> str:
    """What the button that was pressed says: one of `ACTIONS` or of `others`."""
    action = request.form.get("action", "save")
    return action if action in {*ACTIONS, *others} else abort(HTTPStatus.BAD_REQUEST)


def _created(form: PostForm) -> Post:
    """The new piece. A form that was sent twice leads to the piece that the first one made."""
    fields = form.fields()
    known = queries.by_entry_id(form.key.data) if form.key.data else None
    if known is None:
        return commands.create(
            fields,
            site_url=installation().url,
            at=at(),
            kind=form.kind.data or "post",
            entry_id=form.key.data or None,
        )
    if not is_last_saved(known, fields):
        commands.save(known, fields, based_on=0, site_url=installation().url, at=at())
    return known


def _done(post: Post, form: PostForm, action: str) -> ResponseReturnValue:
    """Carry out what the button says, and show the piece as it is now."""
    sentence = ACTIONS[action](post, form.moment_for(post), at())
    if sentence:
        flash(sentence)
    if action == "trash":
        return redirect(url_for("editor.desk"), HTTPStatus.SEE_OTHER)
    is_time_kept = post.status(at()) in {Status.LIVE, Status.SCHEDULED}
    return _to(post, when=None if is_time_kept else form.published_at.data or None)


def _to(post: Post, *, when: str | None = None) -> ResponseReturnValue:
    session().flush()
    return redirect(url_for("editor.edit_post", post_id=post.id, when=when), HTTPStatus.SEE_OTHER)


def _preview(form: PostForm, post: Post | None) -> Rendered | None:
    """The text in the form, through the pipeline that stores it; nothing is stored."""
    fields = form.fields()
    if form.source.errors or not (fields.source or fields.title):
        return None
    shown = post or Post(kind=form.kind.data, slug=addresses.derive(fields.title, created_at=at()))
    with refusals_beside(form):
        return rendering.preview(
            shown, fields.source, lang=fields.lang, site_url=installation().url
        )
    return None


def _page(form: PostForm, post: Post | None) -> ResponseReturnValue:
    if request.form.get("action") == "preview" and form.view.data == "write":
        form.view.data = "both"
    theirs = None
    if form.conflict is not None and post is not None:
        session().refresh(post)
        theirs = PostForm(formdata=None, data=_stored(post))
        form.version.data = str(post.version)
    page = render_template(
        "editor/post_form.html",
        form=form,
        post=post,
        theirs=theirs,
        rendered=_preview(form, post),
        status=post.status(at()) if post else Status.DRAFT,
        themes=on_desk.themes(),
        pictures=gallery.to_choose_from(form.cover_id(), limit=MOST_TO_CHOOSE_FROM),
        was_sent=request.method == "POST",
    )
    return page, form.status


def _blank(kind: str) -> dict[str, Any]:
    return post_form.values(Fields(lang=blog().language), published_at=None, kind=kind)


def _stored(post: Post) -> dict[str, Any]:
    return post_form.values(fields_of(post), published_at=post.published_at, kind=post.kind)
