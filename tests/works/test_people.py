import pytest
from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.errors import Refused
from blog.works import facts, people, queries
from blog.works.fields import PersonText
from blog.works.models import Person
from tests import makers


def named(name: str) -> Person:
    return session().scalars(select(Person).where(Person.name == name)).one()


def names_of(app: Flask, work_id: int) -> list[tuple[str, str, str]]:
    with app.app_context():
        known = facts.facts_of([work_id])[work_id]
        return [(each.name, each.other_name, each.role) for each in known.people]


@pytest.mark.parametrize(
    "again", ["Shen Ruolan", "shen  RUOLAN", "沈若岚", "Shen Ruolan（沈若岚）"]
)
def test_somebody_is_found_by_either_name(app: Flask, again: str) -> None:
    makers.make_work(app, "A", people=(PersonText(name="Shen Ruolan (沈若岚)"),))
    makers.make_work(app, "B", people=(PersonText(name=again, role="writer"),))
    with app.app_context():
        assert session().scalars(select(Person.other_name)).all() == ["沈若岚"]


def test_one_person_may_have_several_roles(app: Flask) -> None:
    roles = (PersonText(name="A", role="writer"), PersonText(name="A", role="director"))
    work = makers.make_work(app, people=roles + roles[:1])
    assert names_of(app, work.id) == [("A", "", "writer"), ("A", "", "director")]


def test_a_new_name_moves_the_address_and_the_old_one_leads_on(app: Flask) -> None:
    work = makers.make_work(app, people=(PersonText(name="Shen Ruolan"),))
    with app.app_context(), transaction():
        people.rename(named("Shen Ruolan"), "Ruolan Shen (沈若岚)", at=clock.now())
    assert names_of(app, work.id) == [("Ruolan Shen", "沈若岚", "")]
    with app.app_context():
        for slug in ("ruolan-shen", "shen-ruolan"):
            found = queries.person_at(slug)
            assert found is not None
            assert found.slug == "ruolan-shen"


def test_a_name_that_somebody_has_is_refused(app: Flask) -> None:
    makers.make_work(app, people=(PersonText(name="A"), PersonText(name="B")))
    with app.app_context(), pytest.raises(Refused) as refused:
        people.rename(named("A"), "b", at=clock.now())
    assert refused.value.code == "person_exists"


def test_two_who_are_one(app: Flask) -> None:
    both = (PersonText(name="Shen", role="director"), PersonText(name="沈若岚", role="director"))
    work = makers.make_work(app, people=both)
    other = makers.make_work(app, "B", people=(PersonText(name="沈若岚", role="writer"),))
    with app.app_context(), transaction():
        people.merge(named("沈若岚"), into=named("Shen"), at=clock.now())
    assert names_of(app, work.id) == [("Shen", "沈若岚", "director")]
    assert names_of(app, other.id) == [("Shen", "沈若岚", "writer")]
    with app.app_context():
        found = queries.person_at("沈若岚")
        assert found is not None
        assert found.name == "Shen"
