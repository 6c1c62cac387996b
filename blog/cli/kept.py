"""What `blog doctor` says of the backups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from blog import snapshots
from blog.accounts.queries import owner
from blog.backups import keeping
from blog.backups.keeping import Standing, Worry
from blog.config import Settings

_NONE_YET: Final = "No backup was proven yet. Every night one is made while “blog serve” runs."


def faults(installation: Settings, *, at: datetime) -> Sequence[str]:
    """How old the last one is that was proven, and what was wrong with the newest."""
    known = owner()
    if known is None or snapshots.file_of(installation.database) is None:
        return []
    standing = keeping.standing()
    worry = standing.worry(since=known.created_at, at=at)
    found = [] if worry is None else [_said(worry, standing)]
    folder = keeping.folder_of(installation.data)
    gone = [each.name for each in keeping.all_of_them() if not (folder / each.name).is_file()]
    if gone:
        found.append(f"Backups that are not in {folder} any more: {', '.join(gone)}.")
    return found


def _said(worry: Worry, standing: Standing) -> str:
    last, proven = standing.last, standing.proven
    if worry is Worry.FAILED and last is not None:
        return (
            f"{last.name} could not be restored: {last.fault} "
            "Make another with: blog backup, and try it with: blog restore FILE --try"
        )
    if worry is Worry.LONG_AGO and proven is not None:
        return (
            f"The last backup that was proven is {proven.name}. "
            "See under Jobs why there is none since, and make one with: blog backup"
        )
    return f"{_NONE_YET} To make one now, run: blog backup"
