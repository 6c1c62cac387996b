"""What a post says of works: from the lines that its writer typed to rows, and back.

A revision may hold any text. What can be a review is asked here, at an explicit save;
`details["field"]` of a refusal names the line: "reviews-0-rating".
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select

from blog.db import session
from blog.errors import Refused
from blog.markdown import refuse_covers
from blog.works import commands, naming, ratings
from blog.works.fields import ReviewText
from blog.works.models import Review, Work
from blog.works.naming import Meaning

MOST_REVIEWS: Final = 20
MOST: Final = {"work": 400, "seen_where": 200, "verdict": 20_000}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class _Line:
    """A review with its place in the form."""

    place: int
    text: ReviewText

    def name(self, field: str) -> str:
        return f"reviews-{self.place}-{field}"

    def refused(self, code: str, message: str, field: str) -> Refused:
        return Refused(code, message, {"field": self.name(field)})


def put(post_id: int, typed: Sequence[ReviewText], *, at: datetime) -> None:
    """Give the post exactly these reviews, in this order; a title that no work has makes a work.

    Their verdicts still have to be rendered (rendering.py).

    :raises Refused: when one cannot be as it is.
    """
    lines = [_Line(place, text) for place, text in enumerate(typed) if not text.is_empty]
    if len(lines) > MOST_REVIEWS:
        raise lines[MOST_REVIEWS].refused(
            "too_many_reviews",
            f"These are {len(lines)} works; at most {MOST_REVIEWS} fit one piece.",
            "work",
        )
    meant = naming.meanings(line.text.work for line in lines)
    kept = {row.work_id: row for row in _rows(post_id)}
    wanted: dict[int, Review] = {}
    for position, line in enumerate(lines):
        _refuse_too_long(line)
        refuse_covers({line.name("seen_where"): line.text.seen_where})
        work_id = _work_id(line, meant[line.text.work], at=at)
        if work_id in wanted:
            raise line.refused(
                "same_work_twice",
                "This piece reviews that work already. Put both verdicts into one.",
                "work",
            )
        row = kept.get(work_id) or Review(post_id=post_id, work_id=work_id)
        row.position = position
        row.rating, row.seen_on = _rating(line), _seen_on(line)
        row.seen_where = " ".join(line.text.seen_where.split())
        row.is_again, row.verdict_source = line.text.is_again, line.text.verdict
        wanted[work_id] = row
    session().execute(
        delete(Review).where(Review.post_id == post_id, Review.work_id.not_in(wanted))
    )
    session().add_all(wanted.values())
    session().flush()


def texts_of(post_ids: Collection[int]) -> defaultdict[int, list[ReviewText]]:
    """The reviews of each post, as they are typed."""
    rows = session().execute(
        select(Review, Work)
        .join(Work, Work.id == Review.work_id)
        .where(Review.post_id.in_(post_ids))
        .order_by(Review.position)
    )
    found = [(review, work) for review, work in rows]
    names = naming.names([work for _, work in found]) if found else {}
    texts: defaultdict[int, list[ReviewText]] = defaultdict(list)
    for review, work in found:
        text = ReviewText(
            work=names[work.id],
            kind=work.kind,
            rating=ratings.typed(review.rating),
            verdict=review.verdict_source,
            seen_on=review.seen_on,
            seen_where=review.seen_where,
            is_again=review.is_again,
        )
        texts[review.post_id].append(text)
    return texts


def settled(typed: Iterable[ReviewText]) -> tuple[ReviewText, ...]:
    """The same reviews as `texts_of` would give them back, as far as that can be said of them: two
    texts are the same when their settled reviews are.
    """
    texts = [text for text in typed if not text.is_empty]
    meant = naming.meanings(text.work for text in texts) if texts else {}
    ids = {meaning.work_id for meaning in meant.values() if meaning.work_id is not None}
    works = {
        work.id: work
        for work in (session().scalars(select(Work).where(Work.id.in_(ids))) if ids else ())
    }
    names = naming.names(list(works.values())) if works else {}
    return tuple(_settled(text, works.get(meant[text.work].work_id or 0), names) for text in texts)


def _settled(text: ReviewText, work: Work | None, names: dict[int, str]) -> ReviewText:
    try:
        rating = ratings.typed(ratings.parse(text.rating))
    except ValueError:
        rating = text.rating
    return replace(
        text,
        work=names[work.id] if work else " ".join(text.work.split()),
        kind=work.kind if work else text.kind,
        rating=rating,
        seen_on=text.seen_on.strip(),
        seen_where=" ".join(text.seen_where.split()),
    )


def is_date(text: str) -> bool:
    """Whether it is a day of the calendar, or its year, or its year and month."""
    found = _DATE.fullmatch(text)
    return found is not None and _is_in_calendar(*found.groups(default="1"))


def _rows(post_id: int) -> Sequence[Review]:
    return session().scalars(select(Review).where(Review.post_id == post_id)).all()


def _work_id(line: _Line, meaning: Meaning, *, at: datetime) -> int:
    if not meaning.name.title:
        raise line.refused(
            "no_work", "Say which work this is about: its title, in any script.", "work"
        )
    if meaning.several:
        these = " or ".join(meaning.several)
        raise line.refused(
            "several_works",
            f"There are several works called “{meaning.name.title}”: write {these}.",
            "work",
        )
    try:
        if meaning.work_id is None:
            # Two lines may name one new work: the second finds what the first has made.
            again = naming.meanings([line.text.work])[line.text.work]
            if again.work_id is not None:
                return again.work_id
            return commands.make_from(meaning.name, kind=line.text.kind, at=at).id
        work = session().get_one(Work, meaning.work_id)
        commands.learn_year(work, meaning.name.year, at=at)
        return work.id
    except Refused as error:
        field = "kind" if error.details.get("field") == "kind" else "work"
        raise line.refused(error.code, error.message, field) from error


def _rating(line: _Line) -> int | None:
    try:
        return ratings.parse(line.text.rating)
    except ValueError as error:
        raise line.refused(
            "bad_rating",
            f"“{line.text.rating:.20}” is no rating. It goes from ½ to 5 in halves, or is left "
            "empty.",
            "rating",
        ) from error


def _seen_on(line: _Line) -> str:
    """An ISO date, or its year, or its year and month."""
    text = line.text.seen_on.strip()
    if text and not is_date(text):
        raise line.refused(
            "bad_date",
            f"“{text:.20}” is no date. Write it like 2026-11-10, or only 2026-11 or 2026.",
            "seen_on",
        )
    return text


def _is_in_calendar(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _refuse_too_long(line: _Line) -> None:
    for field, limit in MOST.items():
        length = len(getattr(line.text, field))
        if length > limit:
            raise line.refused(
                "too_long", f"This is {length} characters long; at most {limit} fit here.", field
            )
