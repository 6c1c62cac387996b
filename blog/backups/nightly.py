"""Every night: a backup, its proof, and room for the next ones.

The proof is the command that a person would type, in a process of its own: it restores the file
into a folder that is thrown away, counts, and reads a page there.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from blog import events
from blog.backups import keeping, making
from blog.backups.events import BackupFailed, BackupMade, BackupProven
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import queue

BY_NIGHT: Final = "backups.by_night"
MAKE: Final = "backups.make"
_LONGEST_PROOF_SECONDS: Final = 3600
_MOST_OF_A_FAULT: Final = 500


def ask(*, at: datetime) -> None:
    """One as soon as possible, however often that is asked for."""
    queue.later(MAKE, {}, due_at=at, key=MAKE)


def is_asked_for() -> bool:
    return queue.is_known(MAKE)


def by_night(*, at: datetime, installation: Settings) -> None:
    """Safe to run twice: a backup that a run before this one has made is enough for the night."""
    last = keeping.standing().last
    session().expunge_all()
    session().rollback()
    if last is None or not last.is_recent(at):
        now(at=at, installation=installation)
    elif last.proven_at is None:
        look_over(last, installation=installation, at=at)


def now(*, at: datetime, installation: Settings) -> None:
    """A backup at this moment, whenever the last one was made."""
    look_over(keep(installation, at=at), installation=installation, at=at)
    with transaction():
        keeping.reconcile(installation.data)
        keeping.thin_out(installation.data)


def keep(
    installation: Settings,
    *,
    at: datetime,
    on_bytes: Callable[[int], None] = lambda count: None,
) -> Backup:
    """Make one in the data folder, and write down that it is there.

    :raises Refused: as `making.make`.
    """
    file = keeping.path_for(installation.data, at=at)
    made = making.make(installation, to=file, at=at, on_bytes=on_bytes)
    with transaction():
        backup = keeping.note(file, byte_count=made.byte_count, at=at)
        events.emit(BackupMade(file.name, made.byte_count, at))
    return backup


def look_over(backup: Backup, *, installation: Settings, at: datetime) -> None:
    """Prove it, and write down what came of that."""
    fault = prove(keeping.folder_of(installation.data) / backup.name, installation)
    with transaction():
        known = session().get(Backup, backup.id)
        if known is None:
            return
        known.fault = fault[:_MOST_OF_A_FAULT]
        known.proven_at = None if fault else at
        events.emit(
            BackupFailed(known.name, known.fault, at) if fault else BackupProven(known.name, at)
        )


def prove(file: Path, installation: Settings) -> str:
    """What is wrong with this backup, in a sentence; "" when a blog came of it."""
    command = [sys.executable, "-P", "-m", "blog.cli", "restore", str(file), "--try"]
    try:
        done = subprocess.run(  # noqa: S603 (all of it is ours)
            command,
            env={**os.environ, **_environment(installation)},
            capture_output=True,
            text=True,
            timeout=_LONGEST_PROOF_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"It took longer than {_LONGEST_PROOF_SECONDS // 60} minutes to restore it."
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines()
    return said[-1] if said else f"The trial ended with {done.returncode}, and left no word."


def _environment(installation: Settings) -> dict[str, str]:
    return {
        "BLOG_DATA": str(installation.data),
        "BLOG_URL": installation.url,
        "BLOG_DATABASE": installation.database,
        "BLOG_SECRET": installation.secret,
    }
