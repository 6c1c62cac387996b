"""Lists of followers as CSV: written to be kept, read from whatever program wrote them. Pure.

A choice is written as in the address of a feed, `film,theme:love!kind:book`, and "(everything)",
which no slug can be, for those who chose it.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from io import StringIO
from typing import Final

from blog.errors import Refused
from blog.subjects.terms import Terms, canonical, parse

MOST_LINES: Final = 2000
EVERYTHING: Final = "(everything)"
NOTHING: Final = "(nothing)"
COLUMNS: Final = ("email", "follows", "rhythm", "since", "came by")
_EMAIL: Final = {"email", "e-mail", "mail", "email address", "e-mail address", "address"}
_DELIMITERS: Final = ",;\t"
# Spreadsheets take a cell that begins so for a formula, and addresses may begin so.
_FORMULA: Final = re.compile(r"^(?=[=+@\-])")
_MARKED: Final = re.compile(r"^'(?=[=+@\-])")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of a list; `follows` and `rhythm` are empty where it does not say."""

    number: int
    email: str
    follows: str = ""
    rhythm: str = ""


def written(rows: Iterable[Sequence[str]]) -> str:
    """A list with the columns of `COLUMNS`."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_FORMULA.sub("'", cell) for cell in row] for row in rows)
    return out.getvalue()


def read(text: str) -> list[Entry]:
    """The lines that hold anything, with or without a line of headings.

    :raises Refused: when it is no list, or too long for one go.
    """
    lines = _rows(text)
    if len(lines) > MOST_LINES + 1:
        raise Refused(
            "too_many",
            f"These are {len(lines):,} lines. Bring at most {MOST_LINES:,} along at a time.",
            {"field": "lines"},
        )
    if not lines:
        raise Refused(
            "nothing_there",
            "Choose a file with a list, or paste one: an address a line will do.",
            {"field": "lines"},
        )
    headings = [cell.strip().lower() for cell in lines[0][1]]
    column = next((i for i, name in enumerate(headings) if name in _EMAIL), None)
    if column is None:
        return [_entry(number, row, headings=[]) for number, row in lines]
    headings[column] = "email"
    return [_entry(number, row, headings=headings) for number, row in lines[1:]]


def told(terms: Terms, *, is_everything: bool) -> str:
    """A choice as it stands in a list. All that it asked for may be gone."""
    if terms.included:
        return str(terms)
    return f"{EVERYTHING if is_everything else NOTHING}{terms}"


def meant(follows: str) -> Terms:
    """The choice that a line tells of, of any length.

    :raises NotFound: with a sentence, when nobody can read it.
    """
    included, *excluded = follows.strip().removeprefix(EVERYTHING).split("!")
    is_all = "+" in included
    parts = re.split("[+]" if is_all else ",", included) if included else []
    return canonical(
        Terms(
            included=tuple(parse(part.strip()).included[0] for part in parts),
            is_all=is_all,
            excluded=tuple(parse(part.strip()).included[0] for part in excluded),
        )
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Every line with something in it, and its number."""
    first, _, _ = text.strip().partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Refused(
            "no_list", f"Line {reader.line_num} cannot be read: {error}.", {"field": "lines"}
        ) from error


def _entry(number: int, row: list[str], *, headings: list[str]) -> Entry:
    """Without headings the address is the first cell that could be one."""
    if not headings:
        found = next((cell for cell in row if "@" in cell), row[0])
        return Entry(number=number, email=_address(found))
    cells = dict(zip(headings, row, strict=False))
    return Entry(
        number=number,
        email=_address(cells.get("email", "")),
        follows=cells.get("follows", "").strip(),
        rhythm=cells.get("rhythm", "").strip().lower().replace(" ", "_"),
    )


def _address(cell: str) -> str:
    """`Anna <anna@example.org>` as well; without what `written` put before a formula."""
    cell = _MARKED.sub("", cell.strip())
    return parseaddr(cell)[1] if "<" in cell else cell
