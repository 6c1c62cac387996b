"""People who made works: found or made by name, renamed, made one where they were two."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update

from blog import events, slugs
from blog.db import session
from blog.errors import Refused
from blog.markdown import refuse_covers
from blog.works.events import WorkChanged
from blog.works.fields import PersonText
from blog.works.models import Credit, Person, PersonAddress

MOST_PEOPLE, MOST_NAME, MOST_ROLE = 200, 200, 100
# A bracket behind a name holds the same name in another script.
_PAIR: Final = re.compile(r"(?P<name>[^()（）]*\S)\s*[(（]\s*(?P<other>[^()（）]+?)\s*[)）]")


def credit(work_id: int, people: Iterable[PersonText]) -> None:
    """These people made the work, in this order, and nobody else.

    :raises Refused: "too_many_people" or "too_long", with the field.
    """
    wanted = [each for each in people if each.name.strip()]
    if len(wanted) > MOST_PEOPLE:
        raise Refused(
            "too_many_people",
            f"These are {len(wanted)} people; at most {MOST_PEOPLE} fit one work.",
            {"field": "people"},
        )
    credits = dict.fromkeys((find_or_make(each.name).id, _role(each.role)) for each in wanted)
    session().execute(delete(Credit).where(Credit.work_id == work_id))
    session().add_all(
        Credit(work_id=work_id, person_id=person_id, role=role, position=position)
        for position, (person_id, role) in enumerate(credits)
    )
    session().flush()


def of(work_ids: Collection[int]) -> defaultdict[int, list[PersonText]]:
    """Those of each work, as they are typed."""
    rows = session().execute(
        select(Credit.work_id, Person.name, Person.other_name, Credit.role)
        .join(Credit, Credit.person_id == Person.id)
        .where(Credit.work_id.in_(work_ids))
        .order_by(Credit.position)
    )
    found: defaultdict[int, list[PersonText]] = defaultdict(list)
    for work_id, name, other_name, role in rows:
        found[work_id].append(PersonText(name=in_one_line(name, other_name), role=role))
    return found


def in_one_line(name: str, other_name: str) -> str:
    return f"{name} ({other_name})" if other_name else name


def find_or_make(text: str) -> Person:
    """The person of this name in either script. One whose other name was not known learns it.

    :raises Refused: "too_long".
    """
    name, other_name = _apart(text)
    found = find(text)
    if found is not None:
        if not found.other_name and other_name and slugs.fold(other_name) != found.key:
            found.other_name = other_name
        return found
    person = Person(
        name=name, key=slugs.fold(name), other_name=other_name, slug=_free_slug(name, None)
    )
    session().add(person)
    session().flush()
    return person


def find(text: str) -> Person | None:
    """The person of this name in either script, if there is one."""
    name, other_name = _apart(text)
    return _named(name) or (_named(other_name) if other_name else None)


def rename(person: Person, text: str, *, at: datetime) -> None:
    """Change the name and with it the address; the old address keeps leading here.

    :raises Refused: "name_empty", "too_long", or "person_exists": then they should be merged.
    """
    name, other_name = _apart(text)
    refuse_covers({"name": text})
    if not name:
        raise Refused("name_empty", "A person needs a name.", {"field": "name"})
    other = session().scalar(select(Person).where(Person.key == slugs.fold(name)))
    if other is not None and other.id != person.id:
        raise Refused(
            "person_exists",
            f"There is somebody called “{other.name}” already. To make the two one, merge them.",
            {"field": "name", "other_id": other.id},
        )
    person.name, person.key, person.other_name = name, slugs.fold(name), other_name
    former, wanted = person.slug, slugs.slugify(name, fallback="person")
    if former != wanted:
        person.slug = _free_slug(name, person.id)
    if former != person.slug:
        remember_address(former, person)
    session().flush()
    _tell(person, at=at)


def refuse_same(person: Person, into: Person) -> None:
    """:raises Refused: "same_person"."""
    if person.id == into.id:
        raise Refused(
            "same_person", "Somebody cannot be merged into themselves.", {"field": "into"}
        )


def merge(person: Person, *, into: Person, at: datetime) -> None:
    """One person who was written in two ways. The old address leads to the one that stays.

    :raises Refused: "same_person".
    """
    refuse_same(person, into)
    has = {
        (work_id, role)
        for work_id, role in session().execute(
            select(Credit.work_id, Credit.role).where(Credit.person_id == into.id)
        )
    }
    for each in session().scalars(select(Credit).where(Credit.person_id == person.id)).all():
        session().delete(each)
        if (each.work_id, each.role) not in has:
            session().add(
                Credit(
                    work_id=each.work_id,
                    person_id=into.id,
                    role=each.role,
                    position=each.position,
                )
            )
    session().execute(
        update(PersonAddress).where(PersonAddress.person_id == person.id).values(person_id=into.id),
        execution_options={"synchronize_session": False},
    )
    if not into.other_name and person.key != slugs.fold(into.name):
        into.other_name = person.other_name or person.name
    former = person.slug
    session().flush()
    session().delete(person)
    session().flush()
    remember_address(former, into)
    session().flush()
    _tell(into, at=at)


def readdress(person: Person, slug: str) -> None:
    """Give somebody an address that does not follow from their name, where nobody else has it."""
    if slug != person.slug and _free_slug(slug, person.id) == slug:
        remember_address(person.slug, person)
        person.slug = slug
        session().flush()


def remember_address(slug: str, person: Person) -> None:
    """Let a former slug lead to this person; the newest claim wins."""
    session().execute(delete(PersonAddress).where(PersonAddress.slug == slug))
    session().add(PersonAddress(slug=slug, person_id=person.id))
    session().flush()


def forget_idle() -> None:
    """Nobody stays who made no work any more."""
    session().execute(delete(Person).where(Person.id.not_in(select(Credit.person_id))))


def _tell(person: Person, *, at: datetime) -> None:
    credited = select(Credit.work_id).where(Credit.person_id == person.id).distinct()
    for work_id in session().scalars(credited).all():
        events.emit(WorkChanged(work_id, at))


def _apart(text: str) -> tuple[str, str]:
    line = " ".join(text.split())
    pair = _PAIR.fullmatch(line)
    name, other_name = (pair["name"], pair["other"]) if pair else (line, "")
    if max(len(name), len(other_name)) > MOST_NAME:
        raise Refused(
            "too_long",
            f"“{name[:40]}…” is longer than the {MOST_NAME} characters a name may have.",
            {"field": "people"},
        )
    return name, other_name


def _role(text: str) -> str:
    role = " ".join(text.split())
    if len(role) > MOST_ROLE:
        raise Refused(
            "too_long",
            f"“{role[:40]}…” is longer than the {MOST_ROLE} characters a role may have.",
            {"field": "people"},
        )
    return role


def _named(name: str) -> Person | None:
    """By the name itself, or by the one in the other script where only one person has that."""
    key = slugs.fold(name)
    found = session().scalar(select(Person).where(Person.key == key))
    if found is not None:
        return found
    others = session().scalars(select(Person).where(Person.other_name == name).limit(2)).all()
    return others[0] if len(others) == 1 else None


def _free_slug(name: str, person_id: int | None) -> str:
    def is_taken(slug: str) -> bool:
        taken = select(Person.id).where(Person.slug == slug, Person.id.is_distinct_from(person_id))
        return session().scalar(taken) is not None

    return slugs.free(slugs.slugify(name, fallback="person"), is_taken=is_taken)
