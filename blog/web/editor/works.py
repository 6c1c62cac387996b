"""Works on the desk: found, made, described, merged, removed."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from blog.characters import legal
from blog.db import session, transaction
from blog.errors import NotFound, Refused
from blog.posts import on_desk as pieces
from blog.posts import work_changes
from blog.web.context import at, installation
from blog.web.editor import blueprint, work_form
from blog.web.editor.paging import page_of
from blog.web.editor.work_form import WorkForm
from blog.web.forms import Form, refusals_beside
from blog.web.numbers import whole_number
from blog.works import commands, merging, naming, on_desk, queries
from blog.works.models import KINDS, Work

A_PAGE = 50


class MergeForm(Form):
    called = StringField("The work that stays")


@blueprint.get("/works/")
def work_index() -> ResponseReturnValue:
    wanted = legal(request.args.get("q", "")).strip()
    asked = request.args.get("kind", "")
    kind = asked if asked in KINDS else ""
    count = on_desk.count(containing=wanted, kind=kind)
    page = page_of(count, size=A_PAGE)
    return render_template(
        "editor/works.html",
        rows=on_desk.rows(containing=wanted, kind=kind, limit=page.size, offset=page.offset),
        count=count,
        page=page,
        wanted=wanted,
        kind=kind,
        kinds=on_desk.kinds(),
        alike=[] if wanted or kind else on_desk.alike(),
    )


@blueprint.get("/works/new")
def new_work() -> ResponseReturnValue:
    return _page(WorkForm(), None)


@blueprint.post("/works/new")
def make_work() -> ResponseReturnValue:
    form = WorkForm()
    if form.validate():
        with refusals_beside(form), transaction():
            work = commands.make(form.fields(), at=at())
            flash(f"Made “{work.title}”. Readers see it once a piece reviews it.")
            return _to(work)
    return _page(form, None)


@blueprint.get("/works/<int:work_id>/")
def edit_work(work_id: int) -> ResponseReturnValue:
    work = _find(work_id)
    return _page(_stored(work), work)


@blueprint.post("/works/<int:work_id>/")
def save_work(work_id: int) -> ResponseReturnValue:
    work = _find(work_id)
    form = WorkForm(data=work_form.values(commands.fields_of(work)))
    if form.validate():
        with refusals_beside(form), transaction():
            work = _find(work_id)
            commands.save(work, form.fields(), based_on=form.based_on(), at=at())
            flash("Kept. Readers see it now.")
            return _to(work)
    return _page(form, work)


@blueprint.get("/works/<int:work_id>/merge/")
def confirm_work_merge(work_id: int) -> ResponseReturnValue:
    """What merging will do, in a sentence, before it is done."""
    work = _find(work_id)
    merge = MergeForm(data={"called": legal(request.args.get("called", ""))})
    with refusals_beside(merge, field="called"):
        into = _chosen(merge.called.data or "")
        merging.refuse_same(work, into)
        return render_template(
            "editor/work_merge.html",
            work=work,
            into=into,
            piece_count=on_desk.piece_count(work),
            shared_count=on_desk.shared_count(work, into),
        )
    return _page(_stored(work), work, merge=merge)


@blueprint.post("/works/<int:work_id>/merge/")
def merge_works(work_id: int) -> ResponseReturnValue:
    with transaction():
        work, into = _find(work_id), _find(whole_number(request.form.get("into")))
        title = work.title
        work_changes.merge(work, into=into, site_url=installation().url, at=at())
    flash(f"“{title}” is “{into.title}” now.")
    return _to(into)


@blueprint.get("/works/<int:work_id>/remove/")
def confirm_work_removal(work_id: int) -> ResponseReturnValue:
    work = _find(work_id)
    return render_template(
        "editor/work_remove.html", work=work, piece_count=on_desk.piece_count(work)
    )


@blueprint.post("/works/<int:work_id>/remove/")
def remove_work(work_id: int) -> ResponseReturnValue:
    with transaction():
        work = _find(work_id)
        title = work.title
        commands.remove(work)
    flash(f"“{title}” is gone.")
    return redirect(url_for("editor.work_index"), HTTPStatus.SEE_OTHER)


def _find(work_id: int | None) -> Work:
    work = session().get(Work, work_id) if work_id is not None else None
    if work is None:
        raise NotFound("no_such_work", "There is no such work any more.")
    return work


def _chosen(line: str) -> Work:
    """The work to merge into: by its number, or by the line that names it.

    :raises Refused: when it names none, or several.
    """
    if "into" in request.args:
        return _find(whole_number(request.args["into"]))
    if not line.strip():
        raise Refused("no_such_work", "Name the work that stays.")
    meaning = naming.meanings([line])[line]
    if meaning.several:
        these = " or ".join(f"“{each}”" for each in meaning.several)
        raise Refused("several_works", f"There are several of that title: write {these}.")
    if meaning.work_id is None:
        raise Refused("no_such_work", f"No work is called “{line:.100}”. Name one that there is.")
    return _find(meaning.work_id)


def _to(work: Work) -> ResponseReturnValue:
    return redirect(url_for("editor.edit_work", work_id=work.id), HTTPStatus.SEE_OTHER)


def _stored(work: Work) -> WorkForm:
    """The form of a work, with nothing typed in it yet."""
    shown = work_form.values(commands.fields_of(work)) | {"version": str(work.version)}
    return WorkForm(formdata=None, data=shown)


def _page(
    form: WorkForm, work: Work | None, *, merge: MergeForm | None = None
) -> ResponseReturnValue:
    theirs = None
    if form.conflict is not None and work is not None:
        session().refresh(work)
        stored = work_form.values(commands.fields_of(work))
        theirs = WorkForm(formdata=None, data=stored)
        form.version.data = str(work.version)
    page = render_template(
        "editor/work.html",
        form=form,
        merge=merge or MergeForm(formdata=None),
        work=work,
        theirs=theirs,
        kinds=KINDS,
        line=queries.lines([work.id])[work.id] if work else None,
        pieces=pieces.reviewing(work.id) if work else [],
        piece_count=on_desk.piece_count(work) if work else 0,
        people=on_desk.people_of(work.id) if work else [],
        alike=[other for _, other in on_desk.alike(work.id)] if work else [],
    )
    return page, (merge or form).status
