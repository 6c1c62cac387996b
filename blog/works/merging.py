"""Two works that are one: what stood by the one stands by the other from then on.

A post that reviews both has been settled before (blog/posts/work_changes.py).
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from blog.db import session
from blog.errors import Refused
from blog.slugs import fold
from blog.works import commands, naming, titles
from blog.works.fields import PLAIN, TitleText, WorkFields
from blog.works.models import Review, Work, WorkAddress
from blog.works.queries import language_of


def refuse_same(work: Work, into: Work) -> None:
    """:raises Refused: "same_work"."""
    if work.id == into.id:
        raise Refused("same_work", "A work cannot be merged into itself.", {"field": "into"})


def merge(work: Work, *, into: Work, at: datetime) -> None:
    """Reviews move, titles and the address lead to the other; it learns what only this one knew.

    :raises Refused: "same_work".
    """
    refuse_same(work, into)
    former_name, former_slug = naming.names([work])[work.id], work.slug
    both = _united(commands.fields_of(into), commands.fields_of(work))
    for rows in (Review, WorkAddress):
        session().execute(
            update(rows).where(rows.work_id == work.id).values(work_id=into.id),
            execution_options={"synchronize_session": "fetch"},
        )
    titles.move(work, to=into)
    titles.remember(into, former_name)
    session().delete(work)
    session().flush()
    commands.remember_address(former_slug, into)
    commands.save(into, both, based_on=into.version, at=at)


def _united(stays: WorkFields, goes: WorkFields) -> WorkFields:
    """What the one that stays says, and of the other what it says nothing of."""
    plain = {name: getattr(stays, name) or getattr(goes, name) for name in ("year", *PLAIN)}
    has_countries = {fold(name) for name in stays.countries}
    has_people = {fold(person.name) for person in stays.people}
    has_links = {link.url for link in stays.links}
    return replace(
        stays,
        titles=(*stays.titles, *_in_other_languages(stays, goes)),
        countries=(
            *stays.countries,
            *(name for name in goes.countries if fold(name) not in has_countries),
        ),
        people=(
            *stays.people,
            *(person for person in goes.people if fold(person.name) not in has_people),
        ),
        links=(*stays.links, *(link for link in goes.links if link.url not in has_links)),
        **plain,
    )


def _in_other_languages(stays: WorkFields, goes: WorkFields) -> list[TitleText]:
    """A second title in the same language is a former one; one in a language more is kept."""

    def titles_of(fields: WorkFields) -> list[TitleText]:
        return [TitleText(title=fields.title, lang=fields.lang), *fields.titles]

    known = {language_of(each.title, typed=each.lang) for each in titles_of(stays)}
    return [
        each for each in titles_of(goes) if language_of(each.title, typed=each.lang) not in known
    ]
