"""Tags on the desk: made, renamed, described, merged, removed."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField

from blog.characters import legal
from blog.db import session, transaction
from blog.errors import NotFound, Refused
from blog.posts import on_desk as pieces
from blog.topics import on_desk, queries, tags
from blog.topics.models import Tag
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside, with_plain_newlines
from blog.web.numbers import whole_number


class TagForm(Form):
    name = StringField("Name")
    description = TextAreaField("Description", filters=[with_plain_newlines])


@blueprint.get("/tags/")
def tag_index() -> ResponseReturnValue:
    return _index(TagForm())


@blueprint.post("/tags/")
def make_tag() -> ResponseReturnValue:
    form = TagForm()
    if form.validate():
        with refusals_beside(form, field="name"), transaction():
            name = form.name.data or ""
            if (known := queries.tag_named(name)) is not None:
                raise Refused("tag_exists", f"There is a tag “{known.name}” already.")
            tag = tags.find_or_make(name, at=at())
            tags.describe(tag, form.description.data or "", at=at())
            flash(f"Made the tag “{tag.name}”.")
            return redirect(url_for("editor.tag_index"), HTTPStatus.SEE_OTHER)
    return _index(form)


@blueprint.get("/tags/<int:tag_id>/")
def edit_tag(tag_id: int) -> ResponseReturnValue:
    tag = _find(tag_id)
    return _page(TagForm(data=_values(tag)), tag)


@blueprint.post("/tags/<int:tag_id>/")
def save_tag(tag_id: int) -> ResponseReturnValue:
    tag = _find(tag_id)
    form = TagForm(data=_values(tag))
    if form.validate():
        with refusals_beside(form, field="name"), transaction():
            tag = _find(tag_id)
            tags.rename(tag, form.name.data or "", at=at())
            tags.describe(tag, form.description.data or "", at=at())
            flash("Kept.")
            return redirect(url_for("editor.edit_tag", tag_id=tag.id), HTTPStatus.SEE_OTHER)
    return _page(form, tag)


@blueprint.get("/tags/<int:tag_id>/merge/")
def confirm_merge(tag_id: int) -> ResponseReturnValue:
    """What merging will do, in a sentence, before it is done."""
    tag, into = _find(tag_id), _find(whole_number(request.args.get("into")))
    return render_template(
        "editor/tag_merge.html",
        tag=tag,
        into=into,
        piece_count=on_desk.piece_count(tag),
        shared_count=on_desk.shared_count(tag, into),
    )


@blueprint.post("/tags/<int:tag_id>/merge/")
def merge_tags(tag_id: int) -> ResponseReturnValue:
    with transaction():
        tag, into = _find(tag_id), _find(whole_number(request.form.get("into")))
        name = tag.name
        tags.merge(tag, into=into, at=at())
    flash(f"“{name}” is “{into.name}” now.")
    return redirect(url_for("editor.edit_tag", tag_id=into.id), HTTPStatus.SEE_OTHER)


@blueprint.get("/tags/<int:tag_id>/remove/")
def confirm_tag_removal(tag_id: int) -> ResponseReturnValue:
    tag = _find(tag_id)
    return render_template("editor/tag_remove.html", tag=tag, piece_count=on_desk.piece_count(tag))


@blueprint.post("/tags/<int:tag_id>/remove/")
def remove_tag(tag_id: int) -> ResponseReturnValue:
    with transaction():
        tag = _find(tag_id)
        name = tag.name
        tags.remove(tag, at=at())
    flash(f"“{name}” is gone. The pieces that had it stay.")
    return redirect(url_for("editor.tag_index"), HTTPStatus.SEE_OTHER)


def _find(tag_id: int | None) -> Tag:
    tag = session().get(Tag, tag_id) if tag_id is not None else None
    if tag is None:
        raise NotFound("no_such_tag", "There is no such tag any more.")
    return tag


def _values(tag: Tag) -> dict[str, str]:
    return {"name": tag.name, "description": tag.description}


def _index(form: TagForm) -> ResponseReturnValue:
    wanted = legal(request.args.get("q", "")).strip()
    page = render_template(
        "editor/tags.html", form=form, rows=on_desk.tags(containing=wanted), wanted=wanted
    )
    return page, form.status


def _page(form: TagForm, tag: Tag) -> ResponseReturnValue:
    page = render_template(
        "editor/tag.html",
        form=form,
        tag=tag,
        pieces=pieces.under_tag(tag.id),
        piece_count=on_desk.piece_count(tag),
        others=[row for row in on_desk.tags() if row.id != tag.id],
    )
    return page, form.status
