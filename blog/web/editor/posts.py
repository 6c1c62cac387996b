"""Writing a piece: one form, one address, and a button for each thing that can happen to it."""

from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blog.db import session, transaction
from blog.errors import NotFound
from blog.posts import autosave, changes, commands, queries, revisions
from blog.posts.models import Post
from blog.web.context import at, installation
from blog.web.editor import answers, blueprint, merging, post_form
from blog.web.editor.actions import ACTIONS
from blog.web.editor.post_form import PostForm
from blog.web.editor.post_page import page
from blog.web.editor.telling import tell_if_asked
from blog.web.errors import answer, wants_json
from blog.web.forms import put, refusals_beside, refused

# Buttons that leave the piece with another text than the one in the form.
_WITHOUT_SAVING = ("set_aside", "discard", "merge")


@blueprint.get("/posts/new")
def new_post() -> ResponseReturnValue:
    form = post_form.blank("page" if request.args.get("kind") == "page" else "post")
    form.key.data = commands.mint_entry_id(installation().url, at=at())
    return page(form, None)


@blueprint.post("/posts/new")
def create_post() -> ResponseReturnValue:
    form = post_form.blank("post")
    action = _action("preview")
    if form.validate() and action != "preview":
        with refusals_beside(form), transaction():
            return _done(_created(form), form, action)
    return _once_more(form, queries.by_entry_id(form.key.data or ""))


@blueprint.get("/posts/<int:post_id>/")
def edit_post(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    form = post_form.of(post)
    form.version.data = str(post.version)
    return page(form, post)


@blueprint.post("/posts/<int:post_id>/")
def save_post(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    form = post_form.of(post)
    action = _action("preview", *_WITHOUT_SAVING)
    if action in _WITHOUT_SAVING:
        with transaction():
            return _without_saving(find(post_id), form, action)
    if form.validate() and action != "preview":
        with refusals_beside(form), transaction():
            post = find(post_id)
            if post.trashed_at and action == "save" and wants_json():
                return _kept_in_the_trash(post, form)
            _save(post, form)
            return _done(post, form, action)
    return _once_more(form, post)


@blueprint.errorhandler(NotFound)
def offer_a_new_piece(error: NotFound) -> ResponseReturnValue:
    """A text whose piece has been removed meanwhile is shown, and saving it makes a new one."""
    if error.code != "no_such_post" or "source" not in request.form or wants_json():
        return answer(HTTPStatus.NOT_FOUND, error.code, error.message, error.details)
    form = post_form.blank("post")
    form.key.data = commands.mint_entry_id(installation().url, at=at())
    form.version.data = ""
    put(
        form,
        "This piece has been removed for good. Save to make a new one of this text.",
        field=None,
    )
    return page(form, None)


def find(post_id: int) -> Post:
    post = session().get(Post, post_id)
    if post is None:
        raise NotFound("no_such_post", "There is no piece of that number on the desk.")
    return post


def _action(*others: str) -> str:
    """What the button that was pressed says: one of `ACTIONS` or of `others`.

    One that moves a review shows the form with that, and nothing is saved.
    """
    action = "preview" if "move" in request.form else request.form.get("action", "save")
    return action if action in {*ACTIONS, *others} else abort(HTTPStatus.BAD_REQUEST)


def _created(form: PostForm) -> Post:
    """The new piece. A form that was sent twice leads to the piece that the first one made."""
    post = queries.by_entry_id(form.key.data) if form.key.data else None
    if post is None:
        return commands.create(
            form.fields(),
            site_url=installation().url,
            at=at(),
            kind=form.kind.data or "post",
            entry_id=form.key.data or None,
            window=form.window(),
        )
    if not revisions.is_newest(post, form.fields()) or revisions.working_copy(post):
        _save(post, form)
    return post


def _save(post: Post, form: PostForm) -> None:
    commands.save(
        post,
        form.fields(),
        based_on=form.based_on(),
        site_url=installation().url,
        at=at(),
        window=form.window(),
    )


def _kept_in_the_trash(post: Post, form: PostForm) -> ResponseReturnValue:
    """What a script is told, whose page may not know where the piece is by now."""
    aside = revisions.set_aside(post, form.fields(), window=form.window(), at=at())
    return answers.put_aside(autosave.refusal(post), post, aside)


def _without_saving(post: Post, form: PostForm, action: str) -> ResponseReturnValue:
    """Leave the piece with another text than the one in the form, which is kept as a revision."""
    fields = form.fields()
    if not revisions.is_own(post, fields):
        revisions.set_aside(post, fields, window=form.window(), at=at())
    if action == "merge":
        return merging.keep(post, form)
    if action == "set_aside":
        return _to(post, "Theirs is here now. Yours is kept as a revision.")
    revisions.discard(post, at=at(), window=form.window())
    return _to(post, "Your changes are discarded. They are kept as a revision.")


def _done(post: Post, form: PostForm, action: str) -> ResponseReturnValue:
    """Carry out what the button says, and show the piece as it is now."""
    sentence = ACTIONS[action](post, form.moment_for(post), at())
    if action == "save" and form.announce.data and post.is_live(at()):
        changes.announce(post, note=form.note.data or "", at=at())
        sentence = sentence or "Readers are told that it changed."
    stays = action == "save" and wants_json()
    next_ = url_for("editor.desk") if action == "trash" else tell_if_asked(post, form, action)
    return _to(post, sentence, location=next_, may_flash=not stays)


def _to(
    post: Post, sentence: str, *, location: str = "", may_flash: bool = True
) -> ResponseReturnValue:
    """Go on from here. A script that stays on its page is told the sentence and shows it itself."""
    session().flush()
    if sentence and may_flash:
        flash(sentence)
    location = location or url_for("editor.edit_post", post_id=post.id)
    if wants_json():
        return answers.done(post, message=sentence, location=location)
    return redirect(location, HTTPStatus.SEE_OTHER)


def _once_more(form: PostForm, post: Post | None) -> ResponseReturnValue:
    """The form with what is wrong with it. A text that came too late is kept here as well."""
    if form.conflict is None or post is None:
        is_wrong = form.status != HTTPStatus.OK
        return refused(form) if is_wrong and wants_json() else page(form, post)
    with transaction():
        aside = revisions.set_aside(post, form.fields(), window=form.window(), at=at())
    return answers.put_aside(form.conflict, post, aside) if wants_json() else page(form, post)
