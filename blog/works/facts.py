"""What there is to know of works: titles, countries, people, where to find them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import BindParameter, bindparam, literal, select, union_all

from blog import site
from blog.db import Found, Statement, rows
from blog.works.fields import PLAIN, LinkText, PlainFacts
from blog.works.models import Credit, Person, Work, WorkCountry, WorkTitle
from blog.works.queries import WorkLine, language_of

# What `facts_for` reads of a row.
OF_A_WORK: Final = (
    *(Work.id, Work.kind, Work.slug, Work.title, Work.lang, Work.year, Work.links),
    *(getattr(Work, name) for name in PLAIN),
)
_WORK_IDS: Final[BindParameter[int]] = bindparam("work_ids")


@dataclass(frozen=True, kw_only=True)
class Title:
    title: str
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Country:
    name: str
    slug: str

    @property
    def path(self) -> str:
        return site.country_path(self.slug)


@dataclass(frozen=True, kw_only=True)
class Credited:
    """Somebody and what they did, in the blogger's words."""

    name: str
    other_name: str
    role: str
    slug: str

    @property
    def path(self) -> str:
        return site.person_path(self.slug)


@dataclass(frozen=True, kw_only=True)
class Facts(PlainFacts):
    """What there is to know of a work. `titles` are those beside its own, without former ones."""

    work: WorkLine
    titles: Sequence[Title] = ()
    countries: Sequence[Country] = ()
    people: Sequence[Credited] = ()
    links: Sequence[LinkText] = ()


def facts_of(work_ids: Iterable[int]) -> dict[int, Facts]:
    """By work. Two queries, whatever the number of works."""
    return facts_for(rows(_works(), work_ids=list(work_ids)))


def facts_for(works: Sequence[Work] | Sequence[Found]) -> dict[int, Facts]:
    """The same of works that were read already. One query."""
    ids = [work.id for work in works]
    parts: dict[tuple[int, str], list[Found]] = {}
    for row in rows(_parts(), work_ids=ids) if ids else ():
        parts.setdefault((row.work_id, row.part), []).append(row)
    return {work.id: _facts(work, parts) for work in works}


@cache
def _works() -> Statement:
    return select(*OF_A_WORK).where(Work.id.in_(_WORK_IDS))


@cache
def _parts() -> Statement:
    """Titles, countries and people in one list, since each page of a piece asks for all three."""
    titles = select(
        literal("title").label("part"),
        WorkTitle.work_id,
        WorkTitle.position,
        WorkTitle.title.label("name"),
        WorkTitle.lang.label("more"),
        literal("").label("role"),
        literal("").label("slug"),
    ).where(WorkTitle.work_id.in_(_WORK_IDS), WorkTitle.is_former.is_(False))
    countries = select(
        literal("country"),
        WorkCountry.work_id,
        WorkCountry.position,
        WorkCountry.name,
        literal(""),
        literal(""),
        WorkCountry.slug,
    ).where(WorkCountry.work_id.in_(_WORK_IDS))
    people = (
        select(
            literal("person"),
            Credit.work_id,
            Credit.position,
            Person.name,
            Person.other_name,
            Credit.role,
            Person.slug,
        )
        .join(Person, Person.id == Credit.person_id)
        .where(Credit.work_id.in_(_WORK_IDS))
    )
    whole = union_all(titles, countries, people).subquery()
    return select(whole).order_by(whole.c.part, whole.c.position, whole.c.name)


def _facts(work: Work | Found, parts: dict[tuple[int, str], list[Found]]) -> Facts:
    titles = [
        Title(title=row.name, lang=language_of(row.name, typed=row.more))
        for row in parts.get((work.id, "title"), ())
        if row.name != work.title
    ]
    other = titles[0] if titles else Title(title="")
    return Facts(
        work=WorkLine(
            id=work.id,
            kind=work.kind,
            slug=work.slug,
            title=work.title,
            lang=language_of(work.title, typed=work.lang),
            year=work.year,
            other_title=other.title,
            other_lang=other.lang,
        ),
        titles=titles,
        countries=[
            Country(name=row.name, slug=row.slug) for row in parts.get((work.id, "country"), ())
        ],
        people=[
            Credited(name=row.name, other_name=row.more, role=row.role, slug=row.slug)
            for row in parts.get((work.id, "person"), ())
        ],
        links=[LinkText(**link) for link in work.links],
        **{name: getattr(work, name) for name in PLAIN},
    )
