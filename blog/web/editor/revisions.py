"""The texts that a piece has had: listed, compared, read, named, brought back.

And what readers were told of its changes, which can be said in other words or taken back.
"""

from collections.abc import Iterable
from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from blog.db import transaction
from blog.languages import is_tag
from blog.posts import changes, history, previews, revisions
from blog.posts.fields import Fields, kept_in
from blog.posts.models import Post, Revision, RevisionKind
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, comparing
from blog.web.editor.paging import Page, page_of
from blog.web.editor.post_form import PostForm
from blog.web.editor.post_page import has_unpublished_changes
from blog.web.editor.posts import find
from blog.web.editor.presentation import called
from blog.web.forms import Form, refusals_beside
from blog.web.numbers import whole_number

A_PAGE = 50


class NameForm(Form):
    name = StringField("Name")


class NoteForm(Form):
    note = StringField("What changed")


@blueprint.get("/posts/<int:post_id>/revisions/", endpoint="revisions")
def list_revisions(post_id: int) -> ResponseReturnValue:
    """The newest text; on a later page of the list, the first one there."""
    post = find(post_id)
    page = page_of(history.count(post), size=A_PAGE)
    if page.number == 1:
        return _page(post, revisions.newest(post))
    first = history.rows(post, limit=1, offset=page.offset)[0]
    return _page(post, history.numbered(post, first.number))


@blueprint.get("/posts/<int:post_id>/revisions/<int:number>/")
def show_revision(post_id: int, number: int) -> ResponseReturnValue:
    post = find(post_id)
    return _page(post, history.numbered(post, number))


@blueprint.get("/posts/<int:post_id>/revisions/<int:number>/read/")
def read_revision(post_id: int, number: int) -> ResponseReturnValue:
    """A text as readers would see it, through the pipeline of today; nothing is stored."""
    post = find(post_id)
    revision = history.numbered(post, number)
    fields = kept_in(revision)
    language = _language(fields)
    return render_template(
        "editor/revision_read.html",
        post=post,
        name=revisions.name_of(post),
        revision=revision,
        fields=fields,
        preview=previews.preview(post, fields, lang=language, site_url=installation().url),
        language=language,
    )


@blueprint.post("/posts/<int:post_id>/revisions/<int:number>/name")
def name_revision(post_id: int, number: int) -> ResponseReturnValue:
    form = NameForm()
    with refusals_beside(form), transaction():
        post = find(post_id)
        revisions.name(history.numbered(post, number), form.name.data or "")
        return _to(post, number)
    post = find(post_id)
    return _page(post, history.numbered(post, number), naming=form), form.status


@blueprint.post("/posts/<int:post_id>/revisions/<int:number>/restore")
def restore_revision(post_id: int, number: int) -> ResponseReturnValue:
    """The page after it offers the way back: the text that was the newest until now."""
    with transaction():
        post = find(post_id)
        before = revisions.newest(post)
        restored = revisions.restore(
            post, history.numbered(post, number), at=at(), window=PostForm(formdata=None).window()
        )
        return _to(post, restored.number, undo=before.number if before else None)


@blueprint.post("/posts/<int:post_id>/changes/<int:change_id>/")
def change_note(post_id: int, change_id: int) -> ResponseReturnValue:
    form = NoteForm()
    with refusals_beside(form), transaction():
        post = find(post_id)
        change = changes.find(post, change_id)
        match request.form.get("action"):
            case "keep":
                changes.reword(change, form.note.data or "", at=at())
            case "remove":
                changes.take_back(post, change, at=at())
            case _:
                abort(HTTPStatus.BAD_REQUEST)
        return redirect(url_for("editor.revisions", post_id=post.id), HTTPStatus.SEE_OTHER)
    post = find(post_id)
    return _page(post, revisions.newest(post), noting=(change_id, form)), form.status


def _to(post: Post, number: int, *, undo: int | None = None) -> ResponseReturnValue:
    address = url_for("editor.show_revision", post_id=post.id, number=number, undo=undo)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    post: Post,
    revision: Revision | None,
    *,
    naming: NameForm | None = None,
    noting: tuple[int, NoteForm] | None = None,
) -> str:
    """A text beside the list of all; None: there is none yet.

    Unasked it is compared with the one before it that says something else, a text set aside with
    the one that stayed.
    `naming` and `noting` are forms that were refused.
    """
    if revision is None:
        name = revisions.name_of(post)
        return render_template(
            "editor/revisions.html", post=post, name=name, revision=None, told=[]
        )
    newest, before = revisions.newest(post), history.before(revision)
    last = newest if revision.kind == RevisionKind.ASIDE else before
    if last and kept_in(last) == kept_in(revision):
        last = history.with_another_text_before(revision) or last
    other = _chosen(post) or last
    texts = sorted((text for text in (revision, other) if text), key=lambda text: text.number)
    old, new = kept_in(texts[0]), kept_in(texts[-1])
    page = _page_with(post, revision)
    rows = history.rows(post, limit=page.size, offset=page.offset)
    return render_template(
        "editor/revisions.html",
        post=post,
        name=revisions.name_of(post),
        rows=rows,
        page=page,
        revision=revision,
        text=kept_in(revision),
        other=other,
        newest=newest,
        others=_others(rows, revision, chosen=other, before=before, newest=newest),
        comparison=comparing.compare(old, new),
        beside=comparing.beside(old, new),
        language=_language(new),
        undo=whole_number(request.args.get("undo")),
        has_unpublished_changes=has_unpublished_changes(post, post.status(at())),
        naming=naming or NameForm(formdata=None, obj=revision),
        told=changes.of(post),
        noting=noting,
    )


def _chosen(post: Post) -> Revision | None:
    """The text to compare with that was asked for."""
    number = whole_number(request.args.get("with"))
    return history.numbered(post, number) if number is not None else None


def _others(
    rows: Iterable[history.Row],
    revision: Revision,
    *,
    chosen: Revision | None,
    before: Revision | None,
    newest: Revision | None,
) -> dict[int, str]:
    """The texts that this one can be compared with, by number, as they are called."""
    words = {text.number: "the one before it" for text in (before,) if text}
    words |= {text.number: "now" for text in (newest,) if text and text.number not in words}
    listed: list[history.Row | Revision] = [*rows, *([chosen] if chosen else [])]
    for text in listed:
        words.setdefault(text.number, called(text))
    words.pop(revision.number, None)
    return words


def _page_with(post: Post, revision: Revision) -> Page:
    """The page of the list that the revision stands on, unless another one is asked for."""
    count = history.count(post)
    if "page" in request.args:
        return page_of(count, size=A_PAGE)
    newer = history.count_newer(post, revision.number)
    return Page(number=newer // A_PAGE + 1, last=-(-count // A_PAGE), size=A_PAGE)


def _language(fields: Fields) -> str:
    return fields.lang if is_tag(fields.lang) else blog().language
