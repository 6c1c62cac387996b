"""Import of a folder of Markdown with its pictures: each file whole or not at all.

Every file has a savepoint; a file that is refused leaves nothing, and the others go on. Files are
committed in batches, and at once after new pictures, so that the desk can write in between. A dry
run is the same work in one transaction that is rolled back, its pictures in a folder that is
thrown away: its report cannot differ, but the desk has to wait for its end.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from blog import events
from blog.config import Settings
from blog.db import session, transaction
from blog.errors import BlogError, Full, Unavailable
from blog.media import commands as media
from blog.media import queries as pictures
from blog.settings import queries as settings
from blog.transfer import blog_files, posts, tables, themes
from blog.transfer.events import Imported
from blog.transfer.folder import Folder
from blog.transfer.report import Outcome, Report, Result
from blog.transfer.run import Run
from blog.transfer.tables import Table
from blog.works import queries as works

# A batch of 50 takes about half a second; the desk waits up to five for its turn to write.
BATCH: Final = 50


@dataclass(frozen=True)
class _Step:
    """One file and what to do with it."""

    path: str
    work: Callable[[], Outcome]


def import_folder(
    folder: Folder,
    *,
    installation: Settings,
    at: datetime,
    is_dry_run: bool = False,
    may_overwrite: bool = False,
    on_file: Callable[[], None] = lambda: None,
) -> Report:
    """Import everything in the folder. May be run again: what did not change is left alone.

    :raises Refused: when its blog.yaml, or another file beside the pieces, cannot be read.
    """
    report = Report(is_dry_run=is_dry_run)
    with _rehearsal() if is_dry_run else nullcontext(installation.media) as media_folder:
        with transaction():
            beginning = blog_files.begin(folder, may_overwrite=may_overwrite, at=at)
        report.add([beginning.outcome] if beginning.outcome else [])
        blog = settings.current()
        run = Run(
            folder=folder,
            site_url=installation.url,
            media=media_folder,
            zone=blog.time_zone,
            lang=blog.language,
            at=at,
            may_overwrite=may_overwrite,
        )
        if not blog.is_set_up:
            report.notes.append("The blog has no time zone yet: times were read in UTC.")
        known_works = works.count()
        report.add(_tables(run, tables.before_the_pieces(run)))
        planned = _plan(run, report)
        for outcome in _each(run, _pieces(run)):
            report.add([outcome])
            on_file()
        report.add(_each(run, [*planned, *_tags(run)]))
        report.add(_tables(run, tables.after_the_pieces(run)))
        with transaction():
            blog_files.put_in_order(beginning)
            events.emit(Imported(report.changed_count, at))
        report.works_made_count = works.count() - known_works
        report.notes.extend(_what_waits(is_dry_run=is_dry_run))
    return report


def _what_waits(*, is_dry_run: bool) -> Iterator[str]:
    count = pictures.unsized_count()
    if count and not is_dry_run:
        yield (
            f"Sizes of {count} picture{'' if count == 1 else 's'} will be made while the blog is "
            "served, or now with: blog jobs run --once"
        )


@contextmanager
def _rehearsal() -> Iterator[Path]:
    """A folder for pictures; what is written there and to the database is forgotten."""
    with TemporaryDirectory(prefix="blog-dry-run-") as folder, transaction():
        yield Path(folder)
        session().rollback()


def _plan(run: Run, report: Report) -> list[_Step]:
    """The themes' files, read but not written: the pieces come first, and name them."""
    steps = []
    for file in run.folder.themes():
        path = run.folder.name(file)
        try:
            found = themes.read(run, file)
        except BlogError as error:
            report.add([_failed(path, error)])
            continue
        themes.plan(run, found)
        steps.append(_Step(path, partial(themes.bring, run, found)))
    return steps


def _tables(run: Run, found: Iterable[Table]) -> Iterator[Outcome]:
    for table in found:
        steps = [_Step(table.path, line) for line in table.lines]
        yield table.outcome(_each(run, steps))


def _pieces(run: Run) -> list[_Step]:
    files = run.folder.pieces()
    return [_Step(run.folder.name(file), partial(posts.bring, run, file)) for file in files]


def _tags(run: Run) -> list[_Step]:
    file = run.folder.root / "tags.yaml"
    work = partial(blog_files.describe_tags, run, file)
    return [_Step(run.folder.name(file), work)] if file.is_file() else []


def _each(run: Run, steps: Iterable[_Step]) -> Iterator[Outcome]:
    left = deque(steps)
    while left:
        batch: list[Outcome] = []
        with transaction():
            while left and len(batch) < BATCH and not run.written:
                batch.append(_whole_or_not_at_all(run, left.popleft()))
        session().expunge_all()
        run.written.clear()
        yield from batch


def _whole_or_not_at_all(run: Run, step: _Step) -> Outcome:
    try:
        with session().begin_nested():
            return step.work()
    except BlogError as error:
        media.sweep(run.written, folder=run.media)
        if isinstance(error, Full | Unavailable):
            raise  # it would be the same for every file
        return _failed(step.path, error)


def _failed(path: str, error: BlogError) -> Outcome:
    return Outcome(
        path=path,
        result=Result.SKIPPED,
        code=error.code,
        reason=error.message,
        is_failure=True,
    )
