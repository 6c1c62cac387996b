"""What an export writes down line by line beside the pieces: `pictures.yaml`, `works.yaml` and
`redirects.txt`.

Each line is a step of its own, so that nobody has to wait for a whole library; in the report a file
has one line, with what was wrong in it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from blog.db import session
from blog.errors import Refused
from blog.media import words
from blog.media.queries import path_in
from blog.redirects import commands as redirects
from blog.redirects import pasted, queries, spelling
from blog.transfer import front_matter, pictures, works
from blog.transfer.folder import Folder
from blog.transfer.header import Header
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run
from blog.works import people

PICTURES, WORKS, REDIRECTS = "pictures.yaml", "works.yaml", "redirects.txt"
_LINE: Final = Outcome(path="", result=Result.MADE)
_AS_BEFORE: Final = Outcome(path="", result=Result.UNCHANGED)


@dataclass(frozen=True)
class Table:
    """A file, and what is to be done for each of its lines."""

    path: str
    lines: tuple[Callable[[], Outcome], ...]

    def outcome(self, lines: Iterable[Outcome]) -> Outcome:
        done = list(lines)
        failed = [line for line in done if line.is_failure]
        has_news = any(line.result is Result.MADE for line in done)
        return Outcome(
            path=self.path,
            result=Result.CHANGED if has_news else Result.UNCHANGED,
            code=failed[0].code if failed else "",
            notes=tuple(line.reason for line in failed),
            is_failure=bool(failed),
        )


def before_the_pieces(run: Run) -> Iterator[Table]:
    """What pieces name.

    :raises Refused: when one of the files cannot be read.
    """
    for name, lines in ((PICTURES, _pictures), (WORKS, _works)):
        file = run.folder.root / name
        if file.is_file():
            values = front_matter.mapping(_text(run.folder, file))
            yield Table(run.folder.name(file), tuple(lines(run, values)))


def after_the_pieces(run: Run) -> Iterator[Table]:
    """:raises Refused: as above."""
    file = run.folder.root / REDIRECTS
    if file.is_file():
        pairs = pasted.pairs(_text(run.folder, file))
        yield Table(run.folder.name(file), tuple(partial(_redirect, run, pair) for pair in pairs))


def _text(folder: Folder, file: Path) -> str:
    return front_matter.decode(folder.read(file))


def _pictures(run: Run, values: dict[str, Any]) -> Iterator[Callable[[], Outcome]]:
    for path, told in values.items():
        yield partial(_picture, run, path, Header(told if isinstance(told, dict) else {}))


def _picture(run: Run, path: str, told: Header) -> Outcome:
    data = pictures.read(run, path, beside=run.folder.root / PICTURES)
    picture, is_new = pictures.store(run, data, name=told.text("name") or path)
    words.learn(picture, told.text("alt"))
    former = path_in(f"/{path}")
    if former is not None and former != picture.path:
        run.moved[former] = picture.path
    return _LINE if is_new else _AS_BEFORE


def _works(run: Run, values: dict[str, Any]) -> Iterator[Callable[[], Outcome]]:
    header = Header(values)
    for part in header.parts("works"):
        yield partial(works.settle, run, part)
    for part in header.parts("people"):
        yield partial(_person, part)


def _person(part: Header) -> Outcome:
    person = people.find(part.text("name"))
    if person is None:
        return _AS_BEFORE
    people.readdress(person, part.text("slug"))
    for alias in part.texts("aliases"):
        people.remember_address(alias, person)
    session().flush()
    return _AS_BEFORE


def _redirect(run: Run, pair: pasted.Pair) -> Outcome:
    if pair.new is None:
        raise Refused("no_pair", f"“{pair.line:.80}” has no second address.")
    path = spelling.path_of(pair.old)
    target = spelling.target_of(pair.new, site_url=run.site_url) if pair.new else redirects.GONE
    kept = queries.kept_at(path)
    if kept is not None and (kept.target == target or not run.may_overwrite):
        return _AS_BEFORE
    redirects.keep(path, target, at=run.at)
    return _LINE
