"""What a work cannot be, said in a sentence by the field."""

from dataclasses import asdict
from typing import Final

from sqlalchemy import select

from blog import slugs
from blog.db import session
from blog.errors import Refused, refuse_too_long
from blog.languages import is_tag
from blog.markdown import refuse_covers
from blog.works import ids
from blog.works.fields import WorkFields
from blog.works.models import KINDS, Work, WorkTitle

MOST: Final = {"title": 300, "length": 100, "language": 200, "watch": 500}
MOST_TITLES, MOST_COUNTRIES, MOST_COUNTRY = 30, 30, 100


def refuse_impossible(fields: WorkFields) -> None:
    """:raises Refused: when a field cannot be as it is; `details["field"]` names it."""
    if not fields.title.strip():
        raise Refused("title_empty", "A work needs a title.", {"field": "title"})
    refuse_too_long(asdict(fields), MOST)
    _refuse_language(fields.lang, field="lang")
    for each in fields.titles:
        refuse_too_long({"titles": each.title}, {"titles": MOST["title"]})
        _refuse_language(each.lang, field="titles")
    if len(fields.titles) > MOST_TITLES:
        raise Refused(
            "too_many_titles",
            f"These are {len(fields.titles)} titles; at most {MOST_TITLES} fit one work.",
            {"field": "titles"},
        )
    if fields.kind not in KINDS:
        raise Refused(
            "no_such_kind",
            f"“{fields.kind:.40}” is no kind of work. There are {', '.join(KINDS)}.",
            {"field": "kind"},
        )
    _refuse_covers(fields)
    refuse_year(fields.year)
    ids.wikidata(fields.wikidata)
    ids.imdb(fields.imdb)
    ids.tmdb(fields.tmdb)
    ids.isbn(fields.isbn)
    ids.links(fields.links)
    countries = [name for name in fields.countries if name.strip()]
    if len(countries) > MOST_COUNTRIES or any(len(name) > MOST_COUNTRY for name in countries):
        raise Refused(
            "too_many_countries",
            f"At most {MOST_COUNTRIES} countries fit one work, each of at most {MOST_COUNTRY} "
            "characters.",
            {"field": "countries"},
        )


def _refuse_covers(fields: WorkFields) -> None:
    """Everybody reads what a work is called, and who is in it."""
    texts = asdict(fields)
    refuse_covers({name: texts[name] for name in MOST})
    lines = [("titles", each.title) for each in fields.titles]
    lines += [("countries", name) for name in fields.countries]
    lines += [("people", f"{each.name} / {each.role}") for each in fields.people]
    lines += [("links", each.label) for each in fields.links]
    for field, line in lines:
        refuse_covers({field: line})


def refuse_year(typed: str) -> None:
    year = typed.strip()
    if not year:
        return
    if not (year.removeprefix("-").isdecimal() and year.isascii() and abs(int(year[:9])) <= 9999):
        raise Refused(
            "bad_year",
            f"“{year:.20}” is no year. It has at most four digits; one before Christ begins with a "
            "minus.",
            {"field": "year"},
        )


def refuse_twin(work: Work) -> None:
    """Two works of one title, year and kind could not be told apart by any line."""
    key = slugs.fold(work.title)
    of_that_title = session().scalars(
        select(Work)
        .join(WorkTitle, WorkTitle.work_id == Work.id)
        .where(
            WorkTitle.key == key,
            WorkTitle.is_former.is_(False),
            Work.kind == work.kind,
            Work.year.is_not_distinct_from(work.year),
            Work.id.is_distinct_from(work.id),
        )
    )
    twin = next((other for other in of_that_title if slugs.fold(other.title) == key), None)
    if twin is not None:
        name = twin.title if twin.year is None else f"{twin.title} ({twin.year})"
        raise Refused(
            "work_exists",
            f"There is a work called “{name}” already. To make the two one, merge them; to tell "
            "them apart, give this one another title or year.",
            {"field": "title", "other_id": twin.id},
        )


def _refuse_language(lang: str, *, field: str) -> None:
    if lang and not is_tag(lang):
        raise Refused(
            "bad_language",
            f"“{lang:.40}” is no language tag; one is like ja, zh-Hans or en-GB.",
            {"field": field},
        )
