"""Who is at work: each process holds a lock on a file of its own, which ends with it, however that
ends. So the jobs of one that was killed are free at once, and not only after their lease.

Of a process on another machine nothing is known here; its leases decide.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HIDDEN: Final = "."


@dataclass(frozen=True)
class Holder:
    """A process that takes jobs, by a name that no other has or had."""

    name: str
    folder: Path

    def outlived(self) -> list[str]:
        """The processes that have ended before they could take their file away."""
        return [file.name for file in _files(self.folder) if _is_free(file)]

    def bury(self, name: str) -> None:
        """Nothing is left to do for a process that has ended."""
        (self.folder / name).unlink(missing_ok=True)


@contextmanager
def present(folder: Path) -> Iterator[Holder]:
    """We are at work, until the block or the process ends."""
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{os.getpid()}-{secrets.token_hex(8)}"
    # Locked before it has the name that others look at.
    draft = folder / f"{_HIDDEN}{name}"
    with draft.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        draft.rename(folder / name)
        try:
            yield Holder(name, folder)
        finally:
            (folder / name).unlink(missing_ok=True)


def present_count(folder: Path) -> int:
    """How many processes are at work on this machine."""
    return sum(not _is_free(file) for file in _files(folder))


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*") if not file.name.startswith(_HIDDEN)]


def _is_free(file: Path) -> bool:
    try:
        with file.open() as held:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True
