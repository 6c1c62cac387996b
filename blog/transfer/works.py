"""`work`, `rating`, `verdict` and `seen` in front matter: what a file says of works.

Reading asks for the shape alone. What a work cannot be is left out with a note, since a file that
was written for another blog may count its stars in another way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from blog.db import session
from blog.errors import Refused
from blog.transfer.header import Header
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run
from blog.works import checking, commands, filling, naming, ratings, titles
from blog.works.fields import LinkText, PersonText, ReviewText, TitleText, WorkFields
from blog.works.models import Work

_OF_REVIEW: Final = ("rating", "verdict", "seen")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A work that a file names, and what it says of it. Its kind is "" where the file is silent."""

    work: WorkFields
    rating: str = ""
    verdict: str = ""
    seen_on: str = ""
    seen_where: str = ""
    is_again: bool = False


def read(header: Header) -> tuple[tuple[Named, ...], Any]:
    """What the header names, and what of `work` nothing here knows, to be kept.

    What stands beside `work` belongs to it where there is only one.

    :raises Refused: "bad_front_matter", naming the key.
    """
    value = header.take("work")
    values = [each for each in (value if isinstance(value, list) else [value]) if each]
    parts = [Header(each if isinstance(each, dict) else {"title": each}) for each in values]
    if len(parts) == 1:
        _take_from_beside(header, values[0], parts)
    named = tuple(_named(part) for part in parts)
    unknown = [part.rest() for part in parts]
    if not any(unknown):
        return named, None
    return named, unknown if isinstance(value, list) else unknown[0]


def bring(run: Run, named: Iterable[Named]) -> tuple[tuple[ReviewText, ...], tuple[str, ...]]:
    """The reviews as they would be typed, their works made or told more; notes say what was left
    out.

    :raises Refused: when a title means several works, or cannot be one.
    """
    found = [_find_or_make(run, each) for each in named]
    reviews = tuple(review for review, _ in found)
    return reviews, tuple(note for _, notes in found for note in notes)


def settle(run: Run, part: Header) -> Outcome:
    """A work by itself, as an export lists it: with its address, and all that led to it.

    :raises Refused: as above.
    """
    slug, aliases = part.text("slug"), part.texts("aliases")
    former_titles, told = part.texts("former_titles"), _named(part).work
    known, notes = _possible(told)
    work = _find(known)
    is_new = work is None
    if work is None:
        work = commands.make(replace(known, kind=known.kind or "film", slug=slug), at=run.at)
    for title in former_titles:
        titles.remember(work, title)
    for alias in aliases:
        commands.remember_address(alias, work)
    return Outcome(path="", result=Result.MADE if is_new else Result.UNCHANGED, notes=notes)


def _find_or_make(run: Run, named: Named) -> tuple[ReviewText, tuple[str, ...]]:
    known, notes = _possible(named.work)
    work = _find(known)
    if work is None:
        work = commands.make(replace(known, kind=known.kind or "film"), at=run.at)
    else:
        filling.fill(work, known, at=run.at, may_overwrite=run.may_overwrite)
    rating, rating_notes = _rating(named.rating)
    review = ReviewText(
        work=naming.names([work])[work.id],
        kind=work.kind,
        rating=rating,
        verdict=named.verdict,
        seen_on=named.seen_on,
        seen_where=named.seen_where,
        is_again=named.is_again,
    )
    return review, (*notes, *rating_notes)


def _take_from_beside(header: Header, work: Any, parts: list[Header]) -> None:
    inside = work if isinstance(work, Mapping) else {"title": work}
    beside = {key: value for key in _OF_REVIEW if (value := header.take(key)) is not None}
    parts[0] = Header({**beside, **inside})


def _named(part: Header) -> Named:
    title = _title(part.take("title"))
    if not title.title:
        raise Refused("bad_front_matter", "`work` has no `title`.")
    original = _title(part.take("original_title"))
    others = [original, *(_title(each) for each in _list(part.take("titles")))]
    seen = part.take("seen")
    when = Header(seen if isinstance(seen, dict) else {"on": seen})
    work = WorkFields(
        title=title.title,
        lang=part.text("lang") or title.lang,
        titles=tuple(each for each in others if each.title),
        kind=part.text("kind"),
        year=part.text("year"),
        countries=part.texts("countries", separator=","),
        people=tuple(_person(each) for each in _list(part.take("people"))),
        length=part.text("length"),
        language=part.text("language"),
        watch=part.text("watch"),
        wikidata=part.text("wikidata"),
        imdb=part.text("imdb"),
        tmdb=part.text("tmdb"),
        isbn=part.text("isbn"),
        links=tuple(_link(each) for each in _list(part.take("links"))),
    )
    return Named(
        work=work,
        rating=_number(part.take("rating")),
        verdict=part.text("verdict"),
        seen_on=when.text("on"),
        seen_where=when.text("where"),
        is_again=when.flag("again"),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _title(value: Any) -> TitleText:
    part = Header(value if isinstance(value, dict) else {"title": value})
    return TitleText(title=part.text("title"), lang=part.text("lang"))


def _person(value: Any) -> PersonText:
    part = Header(value if isinstance(value, dict) else {"name": value})
    name, other_name = part.text("name"), part.text("other_name")
    line = f"{name} ({other_name})" if name and other_name else name or other_name
    return PersonText(name=line, role=part.text("role"))


def _link(value: Any) -> LinkText:
    part = Header(value if isinstance(value, dict) else {"url": value})
    return LinkText(url=part.text("url"), label=part.text("label"))


def _number(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return Header({"rating": value}).text("rating")


def _possible(told: WorkFields) -> tuple[WorkFields, tuple[str, ...]]:
    """Without what no work can be."""
    notes: list[str] = []
    while True:
        refused = next(_refused(told), None)
        if refused is None:
            return told, tuple(notes)
        field = str(refused.details["field"])
        if field == "title":
            raise refused
        notes.append(f"`{field}` of the work “{told.title:.60}” was left out: {refused.message}")
        nothing: dict[str, Any] = {field: type(getattr(told, field))()}
        told = replace(told, **nothing)


def _refused(told: WorkFields) -> Iterator[Refused]:
    try:
        checking.refuse_impossible(replace(told, kind=told.kind or "film"))
    except Refused as error:
        yield error


def _rating(typed: str) -> tuple[str, tuple[str, ...]]:
    try:
        ratings.parse(typed)
    except ValueError:
        return "", (f"The rating {typed:.20} was left out: it goes from ½ to 5 in halves.",)
    return typed, ()


def _find(told: WorkFields) -> Work | None:
    """By any of its titles; one of another year or kind is another work.

    :raises Refused: "several_works".
    """
    marks = ", ".join(mark for mark in (told.year, told.kind) if mark)
    line = f"{told.title} ({marks})" if marks else told.title
    meaning = naming.meanings([line])[line]
    if meaning.several:
        these = " or ".join(meaning.several)
        raise Refused(
            "several_works",
            f"There are several works called “{told.title}”: say which by its year and kind, as in "
            f"{these}.",
        )
    return session().get_one(Work, meaning.work_id) if meaning.work_id is not None else None
