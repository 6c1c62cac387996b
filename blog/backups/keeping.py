"""Which backups stay: the last of each of seven days and of four weeks, those of the last day, and
one that is proven.

Of a day or week without a backup nothing is kept in its place, so that a machine that was off for
a month still has seven and four.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import select

from blog.backups.models import Backup
from blog.db import session

DAYS: Final = 7
WEEKS: Final = 4
PROVEN_WITHIN: Final = timedelta(days=3)
_FOLDER: Final = "backups"
_NAMED: Final = "%Y-%m-%d-%H%M%S"


class Worry(StrEnum):
    """What the blogger has to hear of without asking."""

    NONE_YET = "none_yet"
    FAILED = "failed"
    LONG_AGO = "long_ago"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How it is with the backups: the last one, and the last that was proven."""

    last: Backup | None
    proven: Backup | None

    def worry(self, *, since: datetime, at: datetime) -> Worry | None:
        """`since` is how long the blog has been there: a new one has some days."""
        if self.last is not None and self.last.fault:
            return Worry.FAILED
        last_proof = self.proven and self.proven.proven_at
        if (last_proof or since) >= at - PROVEN_WITHIN:
            return None
        return Worry.LONG_AGO if last_proof else Worry.NONE_YET


def folder_of(data: Path) -> Path:
    return data / _FOLDER


def path_for(data: Path, *, at: datetime) -> Path:
    """Where one that is made at this moment goes."""
    return folder_of(data) / f"{at:{_NAMED}}.zip"


def all_of_them() -> Sequence[Backup]:
    """The newest first."""
    newest = select(Backup).order_by(Backup.made_at.desc(), Backup.id.desc())
    return session().scalars(newest).all()


def standing() -> Standing:
    known = all_of_them()
    return Standing(
        last=known[0] if known else None,
        proven=next((each for each in known if each.proven_at), None),
    )


def note(file: Path, *, byte_count: int, at: datetime) -> Backup:
    """A backup lies there now."""
    backup = Backup(name=file.name, made_at=at, byte_count=byte_count)
    session().add(backup)
    session().flush()
    return backup


def reconcile(data: Path) -> None:
    """Rows for the files that lie there, and for no others: somebody may have taken one away, and
    a blog that was restored knows nothing of the backups after it.
    """
    folder, known = folder_of(data), {backup.name: backup for backup in all_of_them()}
    for name, backup in known.items():
        if not (folder / name).is_file():
            session().delete(backup)
    for file in folder.glob("*.zip"):
        made_at = _made_at(file)
        if made_at is not None and file.name not in known:
            note(file, byte_count=file.stat().st_size, at=made_at)
    session().flush()


def thin_out(data: Path) -> None:
    """Rows and files. The rows stand for the files, so they go last."""
    known = all_of_them()
    stays = worth_keeping([backup.made_at for backup in known])
    proven = standing().proven
    for backup in known:
        if backup.made_at not in stays and backup is not proven:
            (folder_of(data) / backup.name).unlink(missing_ok=True)
            session().delete(backup)
    session().flush()


def worth_keeping(made: Iterable[datetime]) -> set[datetime]:
    """The newest of each of the last days and weeks that have one, and all of the last 24 hours:
    somebody may be about to need one of them.
    """
    newest_first = sorted(made, reverse=True)
    recent = {moment for moment in newest_first if moment > newest_first[0] - timedelta(days=1)}
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in newest_first:
        days.setdefault(moment.date(), moment)
        weeks.setdefault(moment.isocalendar()[:2], moment)
    return recent | {*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}


def _made_at(file: Path) -> datetime | None:
    """Of a file that was named here."""
    try:
        return datetime.strptime(file.stem, _NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None
