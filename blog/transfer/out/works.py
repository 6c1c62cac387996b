"""Works and people as front matter tells of them. What is read of it: `transfer/works.py`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from blog.db import by_owner, session
from blog.transfer.out.documents import present, table
from blog.works import commands, naming, ratings
from blog.works.fields import PLAIN, LinkText, ReviewText, TitleText, WorkFields
from blog.works.models import Person, PersonAddress, Review, Work, WorkAddress, WorkTitle

TABLE: Final = "works.yaml"
_BATCH: Final = 500


def by_id() -> dict[int, dict[str, Any]]:
    """What each work is, as a piece that reviews it says."""
    works = session().scalars(select(Work).order_by(Work.slug)).all()
    batches = (works[start : start + _BATCH] for start in range(0, len(works), _BATCH))
    return {
        work_id: _told(fields)
        for batch in batches
        for work_id, fields in commands.fields_of_each(batch).items()
    }


def all_of_them(told: Mapping[int, Mapping[str, Any]]) -> bytes:
    """The works with what only this blog needs: their addresses and former titles; and the people
    whose addresses do not follow from their names.
    """
    works = session().scalars(select(Work).order_by(Work.slug)).all()
    slugs = by_owner(select(WorkAddress.work_id, WorkAddress.slug).order_by(WorkAddress.slug))
    former = by_owner(
        select(WorkTitle.work_id, WorkTitle.title)
        .where(WorkTitle.is_former)
        .order_by(WorkTitle.key)
    )
    lines = [
        {
            **told[work.id],
            "slug": work.slug,
            **present({"aliases": slugs[work.id], "former_titles": former[work.id]}),
        }
        for work in works
    ]
    return table(present({"works": lines, "people": _people()}))


def reviews_kept(
    rows: Iterable[Review], told: Mapping[int, Mapping[str, Any]], *, unknown: Any
) -> dict[str, Any]:
    """The reviews of a post, and with them what an import did not understand of its `work`."""
    return _header([(told[row.work_id], _review(_as_typed(row))) for row in rows], unknown=unknown)


def reviews_typed(typed: Iterable[ReviewText]) -> dict[str, Any]:
    """Those of a text that only names its works."""
    return _header([(_line(each), _review(each)) for each in typed if not each.is_empty])


def _header(
    reviews: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], unknown: Any = None
) -> dict[str, Any]:
    """One work stands beside its verdict, several hold theirs."""
    known = unknown if isinstance(unknown, list) else [unknown]
    more = [each if isinstance(each, dict) else {} for each in known] + [{}] * len(reviews)
    if len(reviews) == 1:
        [(work, review)] = reviews
        return {"work": {**more[0], **work}, **review}
    both = zip(reviews, more, strict=False)
    lines = [{**other, **work, **review} for (work, review), other in both]
    return {"work": lines} if lines else {}


def _told(fields: WorkFields) -> dict[str, Any]:
    first, others = fields.titles[:1], fields.titles[1:]
    return present(
        {
            "title": fields.title,
            "lang": fields.lang,
            "original_title": next((_title(each) for each in first), ""),
            "titles": [_title(each) for each in others],
            "kind": fields.kind,
            "year": int(fields.year) if fields.year else None,
            "people": [present({"name": each.name, "role": each.role}) for each in fields.people],
            "countries": list(fields.countries),
            **{name: getattr(fields, name) for name in PLAIN},
            "links": [_link(each) for each in fields.links],
        }
    )


def _line(typed: ReviewText) -> dict[str, Any]:
    name = naming.read(typed.work)
    return present(
        {
            "title": name.title,
            "original_title": name.other,
            "kind": name.kind or typed.kind,
            "year": name.year,
        }
    )


def _as_typed(row: Review) -> ReviewText:
    return ReviewText(
        rating=ratings.typed(row.rating),
        verdict=row.verdict_source,
        seen_on=row.seen_on,
        seen_where=row.seen_where,
        is_again=row.is_again,
    )


def _review(typed: ReviewText) -> dict[str, Any]:
    seen = {"on": typed.seen_on, "where": typed.seen_where, "again": typed.is_again or None}
    return present(
        {"rating": _number(typed.rating), "verdict": typed.verdict, "seen": present(seen)}
    )


def _number(rating: str) -> int | float | str:
    """As a number where it is one."""
    try:
        number = float(rating)
    except ValueError:
        return rating
    return int(number) if number.is_integer() else number


def _title(title: TitleText) -> str | dict[str, str]:
    return {"title": title.title, "lang": title.lang} if title.lang else title.title


def _link(link: LinkText) -> str | dict[str, str]:
    return {"url": link.url, "label": link.label} if link.label else link.url


def _people() -> list[dict[str, Any]]:
    former = by_owner(
        select(PersonAddress.person_id, PersonAddress.slug).order_by(PersonAddress.slug)
    )
    people = session().scalars(select(Person).order_by(Person.slug))
    return [
        present({"name": each.name, "slug": each.slug, "aliases": former[each.id]})
        for each in people
    ]
