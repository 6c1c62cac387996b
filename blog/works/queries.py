"""Finding works, and what posts say of them. What else there is to know of one: facts.py.

Nothing here asks whether a post is live: that is known above (blog/posts/under_works.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from blog import languages, site, slugs
from blog.db import Found, Statement, rows, session
from blog.markdown import SafeHtml
from blog.works.models import Person, PersonAddress, Review, Work, WorkAddress, WorkTitle


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """A work in its shortest form. `lang` is "" where the script does not tell the language.

    `other_title` is the first of those in other scripts. One that a preview only speaks of has the
    id 0 and no page.
    """

    id: int
    kind: str
    slug: str
    title: str
    lang: str = ""
    year: int | None = None
    other_title: str = ""
    other_lang: str = ""

    @property
    def path(self) -> str:
        return site.work_path(self.slug) if self.slug else ""

    @property
    def name(self) -> str:
        """In plain words: "Slow Train to Snow Ridge (慢车到雪岭), 2024"."""
        gloss = f" ({self.other_title})" if self.other_title else ""
        year = "" if self.year is None else f", {self.year}"
        return f"{self.title}{gloss}{year}"


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What a post says of a work. `rating` counts half stars. `seen_on` is an ISO date, also one
    that stops after the year or the month. What covers hide is in `verdict_html` alone.
    """

    post_id: int
    rating: int | None
    verdict_html: SafeHtml | None
    verdict_text: str
    spoiler_count: int
    seen_on: str
    seen_where: str
    is_again: bool

    @property
    def is_judged(self) -> bool:
        """Otherwise the post is only about the work."""
        return self.rating is not None or bool(self.verdict_html)


@dataclass(frozen=True, kw_only=True)
class Reviewed(Opinion):
    work: WorkLine
    verdict_feed_html: SafeHtml | None


def _other(column: Any) -> Any:
    """Of the first title beside a work's own."""
    return (
        select(column)
        .where(
            WorkTitle.work_id == Work.id,
            WorkTitle.is_former.is_(False),
            WorkTitle.title != Work.title,
        )
        .order_by(WorkTitle.position, WorkTitle.key)
        .limit(1)
        .correlate(Work)
        .scalar_subquery()
    )


LINE: Final = (
    Work.id.label("work_id"),
    Work.kind,
    Work.slug,
    Work.title,
    Work.lang,
    Work.year,
    _other(WorkTitle.title).label("other_title"),
    _other(WorkTitle.lang).label("other_lang"),
)
OPINION: Final = (
    Review.post_id,
    Review.rating,
    Review.verdict_html,
    Review.verdict_feed_html,
    Review.verdict_text,
    Review.spoiler_count,
    Review.seen_on,
    Review.seen_where,
    Review.is_again,
)


def reviews_of(post_ids: Iterable[int]) -> dict[int, list[Reviewed]]:
    """By post, in the order that its writer gave them; posts without any are not in it. One query.

    Of every status: whoever asks has the posts already, and knows who may see them.
    """
    found: dict[int, list[Reviewed]] = {}
    for row in rows(_reviews_of(), post_ids=list(post_ids)):
        found.setdefault(row.post_id, []).append(reviewed(row, work=line(row)))
    return found


def work_at(slug: str) -> Work | None:
    """The work with this slug in any form, else the one that had it last; then its slug is
    another.
    """
    wanted = slugs.canonical(slug)
    former = select(WorkAddress.work_id).where(WorkAddress.slug == wanted).scalar_subquery()
    return session().scalar(select(Work).where(Work.slug == wanted)) or session().scalar(
        select(Work).where(Work.id == former)
    )


def person_at(slug: str) -> Person | None:
    """The same for somebody who made works."""
    wanted = slugs.canonical(slug)
    former = select(PersonAddress.person_id).where(PersonAddress.slug == wanted).scalar_subquery()
    return session().scalar(select(Person).where(Person.slug == wanted)) or session().scalar(
        select(Person).where(Person.id == former)
    )


def lines(work_ids: Iterable[int]) -> dict[int, WorkLine]:
    """By id. One query."""
    found = session().execute(select(*LINE).where(Work.id.in_(list(work_ids))))
    return {row.work_id: line(row) for row in found}


def count() -> int:
    return session().scalar(select(func.count()).select_from(Work)) or 0


def line(row: Found) -> WorkLine:
    """Of a row that selects `LINE`."""
    other = row.other_title or ""
    return WorkLine(
        id=row.work_id,
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        lang=language_of(row.title, typed=row.lang),
        year=row.year,
        other_title=other,
        other_lang=language_of(other, typed=row.other_lang or ""),
    )


def reviewed(row: Found, *, work: WorkLine) -> Reviewed:
    """Of a row that selects `OPINION`."""
    return Reviewed(
        post_id=row.post_id,
        work=work,
        rating=row.rating,
        verdict_html=row.verdict_html,
        verdict_feed_html=row.verdict_feed_html,
        verdict_text=row.verdict_text,
        spoiler_count=row.spoiler_count,
        seen_on=row.seen_on,
        seen_where=row.seen_where,
        is_again=row.is_again,
    )


@cache
def _reviews_of() -> Statement:
    return (
        select(*OPINION, *LINE)
        .join(Work, Work.id == Review.work_id)
        .where(Review.post_id.in_(bindparam("post_ids")))
        .order_by(Review.post_id, Review.position)
    )


def language_of(title: str, *, typed: str) -> str:
    """What was typed, else what its script tells: nothing for Latin letters, which many write."""
    return typed or languages.whole(title, lang="en") or ""
