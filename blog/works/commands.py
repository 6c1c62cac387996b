"""How works change: made from a line or in full, saved, removed. Merged: merging.py."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select

from blog import events, slugs
from blog.db import by_owner, session
from blog.errors import Conflict, Refused
from blog.works import checking, ids, naming, people, titles
from blog.works.events import WorkChanged
from blog.works.fields import PLAIN, LinkText, TitleText, WorkFields
from blog.works.models import Review, Work, WorkAddress, WorkCountry

# Steps under /works/ that are no work's.
RESERVED: Final = frozenset("countries kinds page people years".split())


def make(fields: WorkFields, *, at: datetime) -> Work:
    """:raises Refused: when a field cannot be as it is; `details["field"]` names it."""
    work = Work(kind="film", slug="", title="", links=[], created_at=at, saved_at=at)
    checking.refuse_impossible(fields)
    _write_row(work, fields)
    session().add(work)
    session().flush()
    _write_beside(work, fields)
    events.emit(WorkChanged(work.id, at))
    return work


def make_from(name: naming.Name, *, kind: str, at: datetime) -> Work:
    """The work that a line means which no work has yet (`naming.Meaning`).

    :raises Refused: as above.
    """
    others = (TitleText(title=name.other),) if name.other else ()
    year = "" if name.year is None else str(name.year)
    fields = WorkFields(title=name.title, titles=others, year=year, kind=name.kind or kind)
    return make(fields, at=at)


def save(work: Work, fields: WorkFields, *, based_on: int, at: datetime) -> None:
    """Store what the blogger typed over the version it was based on.

    :raises Conflict: "stale" when the work was saved since; `details` carries the stored fields.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    if work.version != based_on:
        raise Conflict(
            "stale",
            "This work was saved somewhere else since you opened it. Both are below.",
            {"fields": asdict(fields_of(work)), "version": work.version},
        )
    checking.refuse_impossible(fields)
    former_slug, former_name = work.slug, naming.names([work])[work.id]
    former_in_full, was = naming.in_full(work), (work.year, work.kind)
    work.saved_at = at
    _write_row(work, fields)
    session().flush()
    _write_beside(work, fields)
    if was != (work.year, work.kind):
        titles.remember(work, former_name)
        titles.remember(work, former_in_full)
    if work.slug != former_slug:
        remember_address(former_slug, work)
    people.forget_idle()
    events.emit(WorkChanged(work.id, at))


def learn_year(work: Work, year: int | None, *, at: datetime) -> None:
    """A year that nobody had typed yet; one that is known stays."""
    if work.year is None and year is not None:
        checking.refuse_year(str(year))
        work.year, work.saved_at = year, at
        session().flush()
        events.emit(WorkChanged(work.id, at))


def remove(work: Work) -> None:
    """Forget a work that no piece reviews.

    :raises Refused: "is_reviewed".
    """
    count = session().scalar(select(func.count()).where(Review.work_id == work.id)) or 0
    if count:
        pieces = "One piece reviews" if count == 1 else f"{count} pieces review"
        raise Refused(
            "is_reviewed",
            f"{pieces} this work. Take it out there first, or merge it into another.",
        )
    session().delete(work)
    session().flush()
    people.forget_idle()


def fields_of(work: Work) -> WorkFields:
    """What is stored, as it is typed."""
    return fields_of_each([work])[work.id]


def fields_of_each(works: Collection[Work]) -> dict[int, WorkFields]:
    """The same by id, with as many queries for many works as for one."""
    ids = [work.id for work in works]
    named, made_by = titles.of(works), people.of(ids)
    countries = by_owner(
        select(WorkCountry.work_id, WorkCountry.name)
        .where(WorkCountry.work_id.in_(ids))
        .order_by(WorkCountry.position)
    )
    return {
        work.id: WorkFields(
            title=work.title,
            lang=work.lang,
            titles=named[work.id],
            kind=work.kind,
            year="" if work.year is None else str(work.year),
            countries=tuple(countries[work.id]),
            people=tuple(made_by[work.id]),
            links=tuple(LinkText(**link) for link in work.links),
            slug=work.slug,
            **{name: getattr(work, name) for name in PLAIN},
        )
        for work in works
    }


def remember_address(slug: str, work: Work) -> None:
    """Let a former slug lead to this work; the newest claim wins."""
    session().execute(delete(WorkAddress).where(WorkAddress.slug == slug))
    session().add(WorkAddress(slug=slug, work_id=work.id))
    session().flush()


def _write_row(work: Work, fields: WorkFields) -> None:
    former_title = work.title
    work.title, work.lang = " ".join(fields.title.split()), fields.lang
    work.kind = fields.kind
    work.year = int(fields.year) if fields.year.strip() else None
    work.length = " ".join(fields.length.split())
    work.language = " ".join(fields.language.split())
    work.watch = " ".join(fields.watch.split())
    work.wikidata, work.imdb = ids.wikidata(fields.wikidata), ids.imdb(fields.imdb)
    work.tmdb, work.isbn = ids.tmdb(fields.tmdb), ids.isbn(fields.isbn)
    work.links = ids.links(fields.links)
    checking.refuse_twin(work)
    work.slug = _choose_slug(work, fields, former_title=former_title)


def _write_beside(work: Work, fields: WorkFields) -> None:
    titles.give(
        work,
        [
            TitleText(title=" ".join(each.title.split()), lang=each.lang)
            for each in fields.titles
            if each.title.strip()
        ],
    )
    people.credit(work.id, fields.people)
    names = {
        slugs.slugify(name, fallback="country"): " ".join(name.split())
        for name in reversed(fields.countries)
        if name.strip()
    }
    session().execute(delete(WorkCountry).where(WorkCountry.work_id == work.id))
    session().add_all(
        WorkCountry(work_id=work.id, slug=slug, name=name, position=position)
        for position, (slug, name) in enumerate(reversed(names.items()))
    )
    session().flush()


def _choose_slug(work: Work, fields: WorkFields, *, former_title: str) -> str:
    """What was typed, else what follows from the title; it stays while the title does."""

    def is_taken(slug: str) -> bool:
        taken = select(Work.id).where(Work.slug == slug, Work.id.is_distinct_from(work.id))
        return slug in RESERVED or session().scalar(taken) is not None

    typed = slugs.slugify(fields.slug)
    if typed and typed != work.slug:
        if is_taken(typed):
            raise Refused(
                "slug_taken",
                f"Another work has the address “{typed}”. Choose another.",
                {"field": "slug"},
            )
        return typed
    if work.slug and former_title == work.title:
        return work.slug
    wanted = slugs.slugify(work.title, fallback="work")
    if is_taken(wanted) and work.year is not None:
        wanted = f"{wanted}-{work.year}"
    return slugs.free(wanted, is_taken=is_taken)
