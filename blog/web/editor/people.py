"""People on the desk: those who made works, renamed, or made one where they were written twice."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from blog.characters import legal
from blog.db import session, transaction
from blog.errors import NotFound, Refused
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.forms import Form, refusals_beside
from blog.web.numbers import whole_number
from blog.works import on_desk, people
from blog.works.models import Person


class PersonForm(Form):
    name = StringField("Name")


class MergeForm(Form):
    called = StringField("The name that stays")


@blueprint.get("/people/<int:person_id>/")
def edit_person(person_id: int) -> ResponseReturnValue:
    person = _find(person_id)
    return _page(_stored(person), person)


@blueprint.post("/people/<int:person_id>/")
def save_person(person_id: int) -> ResponseReturnValue:
    person = _find(person_id)
    form = PersonForm()
    if form.validate():
        with refusals_beside(form, field="name"), transaction():
            person = _find(person_id)
            people.rename(person, form.name.data or "", at=at())
            flash("Kept. Readers see it now.")
            return _to(person)
    return _page(form, person)


@blueprint.get("/people/<int:person_id>/merge/")
def confirm_people_merge(person_id: int) -> ResponseReturnValue:
    """What merging will do, in a sentence, before it is done."""
    person = _find(person_id)
    merge = MergeForm(data={"called": legal(request.args.get("called", ""))})
    with refusals_beside(merge, field="called"):
        into = _chosen(merge.called.data or "")
        people.refuse_same(person, into)
        return render_template(
            "editor/person_merge.html", person=person, into=into, made=on_desk.made_by(person)
        )
    return _page(_stored(person), person, merge=merge)


@blueprint.post("/people/<int:person_id>/merge/")
def merge_people(person_id: int) -> ResponseReturnValue:
    with transaction():
        person, into = _find(person_id), _find(whole_number(request.form.get("into")))
        name = person.name
        people.merge(person, into=into, at=at())
    flash(f"“{name}” is “{into.name}” now.")
    return _to(into)


def _find(person_id: int | None) -> Person:
    person = session().get(Person, person_id) if person_id is not None else None
    if person is None:
        raise NotFound("no_such_person", "There is no such person any more.")
    return person


def _chosen(name: str) -> Person:
    """The person to merge into: by their number, or by the name in either script.

    :raises Refused: when nobody is called that.
    """
    if "into" in request.args:
        return _find(whole_number(request.args["into"]))
    person = people.find(name)
    if person is None:
        raise Refused("no_such_person", f"Nobody is called “{name:.100}”. Write a name there is.")
    return person


def _to(person: Person) -> ResponseReturnValue:
    return redirect(url_for("editor.edit_person", person_id=person.id), HTTPStatus.SEE_OTHER)


def _stored(person: Person) -> PersonForm:
    """The form of a person, with nothing typed in it yet."""
    name = people.in_one_line(person.name, person.other_name)
    return PersonForm(formdata=None, data={"name": name})


def _page(
    form: PersonForm, person: Person, *, merge: MergeForm | None = None
) -> ResponseReturnValue:
    page = render_template(
        "editor/person.html",
        form=form,
        merge=merge or MergeForm(formdata=None),
        person=person,
        made=on_desk.made_by(person),
    )
    return page, (merge or form).status
