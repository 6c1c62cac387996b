"""Which work a line of text means: "Title", "Title (year)" or "Title (year, kind)".

The form, front matter and every kept revision speak this language. A line is looked up among all
titles in every script, and the former ones, so that one written years ago still leads to its work.
`name()` gives the line by which a work is written down; read again, it means the same work.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from blog import languages
from blog.db import session
from blog.slugs import fold
from blog.works.models import KINDS, Work, WorkTitle

_TAIL: Final = re.compile(
    rf"""(?P<title>.*\S)\s*[(（]\s*
    (?:(?P<year>-?\d{{1,4}})(?:\s*[,，、]\s*(?P<kind>{"|".join(KINDS)}))?|(?P<only>{"|".join(KINDS)}))
    \s*[)）]\s*""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_OTHER: Final = re.compile(r"(?P<title>[^()（）]*\S)\s*[(（]\s*(?P<other>[^()（）]+?)\s*[)）]")


@dataclass(frozen=True, kw_only=True)
class Name:
    """A line taken apart. `other` is the title in another script that stands in brackets behind:
    "Slow Train to Snow Ridge (慢车到雪岭)".
    """

    title: str
    other: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Titled:
    """A title that a work has, with what tells the work from others of that title."""

    work_id: int
    key: str
    is_own: bool
    is_former: bool
    title: str
    year: int | None
    kind: str


@dataclass(frozen=True)
class Meaning:
    """What a line means: one work, none yet (`work_id` None), or one of `several`."""

    name: Name
    work_id: int | None = None
    several: Sequence[str] = ()


def read(line: str) -> Name:
    """Take a line apart; nothing is looked up."""
    text = " ".join(line.split())
    tail = _TAIL.fullmatch(text)
    year, kind = None, ""
    if tail:
        text = tail["title"]
        year = int(tail["year"]) if tail["year"] else None
        kind = (tail["kind"] or tail["only"] or "").lower()
    pair = _OTHER.fullmatch(text)
    if pair and _script(pair["title"]) != _script(pair["other"]):
        return Name(title=pair["title"], other=pair["other"], year=year, kind=kind)
    return Name(title=text, year=year, kind=kind)


def meanings(lines: Iterable[str]) -> dict[str, Meaning]:
    """What each line means. One query."""
    names = {line: read(line) for line in lines}
    keys = {key for line, name in names.items() for key in _keys(line, name)}
    known = _known(keys)
    return {line: _meaning(line, name, known) for line, name in names.items()}


def names(works: Sequence[Work]) -> dict[int, str]:
    """By id, the line that each work is written down as. One query."""
    lines = [_short(work) for work in works]
    known = _known({key for line in lines for key in _keys(line, read(line))})
    return {work.id: _shortest(work, known) for work in works}


def in_full(work: Work) -> str:
    """The line that leaves no question."""
    year = "" if work.year is None else str(work.year)
    return f"{work.title} ({', '.join(filter(None, (year, work.kind)))})"


def _shortest(work: Work, known: Mapping[str, Sequence[Titled]]) -> str:
    line = _short(work)
    if _meaning(line, read(line), known).work_id == work.id:
        return line
    return in_full(work)


def _short(work: Work) -> str:
    """Always with the year where it has one, since another of that title may come."""
    return work.title if work.year is None else f"{work.title} ({work.year})"


def _script(text: str) -> str | None:
    return languages.whole(text, lang="en")


def _keys(line: str, name: Name) -> set[str]:
    return {fold(line), _bare_key(line), fold(name.title)} - {""}


def _bare_key(line: str) -> str:
    """Of a line without its year and kind: its title may have a bracket of its own."""
    tail = _TAIL.fullmatch(line)
    return fold(tail["title"] if tail else line)


def _known(keys: set[str]) -> dict[str, list[Titled]]:
    rows = session().execute(
        select(
            WorkTitle.work_id,
            WorkTitle.key,
            WorkTitle.is_former,
            Work.title,
            Work.year,
            Work.kind,
        )
        .join(Work, Work.id == WorkTitle.work_id)
        .where(WorkTitle.key.in_(keys))
        .order_by(WorkTitle.work_id)
    )
    known: dict[str, list[Titled]] = {}
    for row in rows if keys else ():
        titled = Titled(**row._mapping, is_own=fold(row.title) == row.key)
        known.setdefault(row.key, []).append(titled)
    return known


def _meaning(line: str, name: Name, known: Mapping[str, Sequence[Titled]]) -> Meaning:
    """Titles of today before former ones; a line that is a title as a whole before its parts."""
    readings = (
        known.get(fold(line), ()),
        _fitting(name, known.get(_bare_key(line), ())),
        _fitting(name, known.get(fold(name.title), ())),
    )
    for is_former in (False, True):
        for candidates in readings:
            found = [each for each in candidates if each.is_former is is_former]
            best = _best(name, found)
            if len(best) == 1:
                return Meaning(name, best[0].work_id)
            if best:
                return Meaning(name, several=[_in_words(each) for each in best])
    return Meaning(name)


def _fitting(name: Name, candidates: Sequence[Titled]) -> list[Titled]:
    """A work whose year nobody has typed yet may be the one of any year."""
    return [
        each
        for each in candidates
        if (name.year is None or each.year in {None, name.year})
        and (not name.kind or each.kind == name.kind)
    ]


def _best(name: Name, candidates: Sequence[Titled]) -> Sequence[Titled]:
    """Those left when the exact year counts, and then the work that goes by this very title."""
    for exact in (
        [each for each in candidates if each.year == name.year],
        [each for each in candidates if each.is_own],
    ):
        if len(candidates) > 1 and exact:
            candidates = [each for each in candidates if each in exact]
    return candidates


def _in_words(titled: Titled) -> str:
    marks = [str(titled.year)] if titled.year is not None else []
    return f"{titled.title} ({', '.join([*marks, titled.kind])})"
