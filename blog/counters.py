"""Numbers that all processes of an installation count up together, for whoever watches it.

Each process counts in a file of its own that is mapped into memory: an addition, no call of the
system, no lock that another process could hold. Who asks adds the files up. A process that has
ended leaves its file to the next one, which counts on in it, so that no sum ever falls.
"""

import fcntl
import mmap
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock


class Counters:
    """Named numbers. A name that was not given at the start is a mistake (KeyError)."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.names: Sequence[str] = tuple(names)
        self._folder = folder
        self._places = {name: place for place, name in enumerate(self.names)}
        self._slots: memoryview[float] | None = None
        self._lock = Lock()

    def add(self, name: str, amount: float = 1.0) -> None:
        """Half a microsecond."""
        place = self._places[name]
        with self._lock:
            if self._slots is None:
                self._slots = self._taken()
            self._slots[place] += amount

    def sums(self) -> dict[str, float]:
        """Over all processes of this machine, also those that have ended."""
        files = [file.read_bytes() for file in self._folder.glob(f"{self._layout}.*")]
        # One that has just been made has no numbers yet.
        whole = [memoryview(each).cast("d") for each in files if len(each) == self._size]
        return {name: sum(each[place] for each in whole) for name, place in self._places.items()}

    def close(self) -> None:
        """Leave the file to the next process, as the end of this one would."""
        with self._lock:
            self._slots = None

    @property
    def _size(self) -> int:
        return 8 * len(self.names)

    @property
    def _layout(self) -> str:
        """Files of another version, with other names, are not ours."""
        return blake2b("\n".join(self.names).encode(), digest_size=4).hexdigest()

    def _taken(self) -> "memoryview[float]":
        """The first file that nobody counts in; numbers of our own where none can be made."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            number = 0
            while True:
                mapped = _mapped(self._folder / f"{self._layout}.{number}", self._size)
                if mapped is not None:
                    return memoryview(mapped).cast("d")
                number += 1
        return memoryview(mmap.mmap(-1, self._size)).cast("d")


def _mapped(file: Path, size: int) -> mmap.mmap | None:
    """None for a file in which another process counts. The lock lasts as long as the map."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # With room on the disk for all of it: to write where there is none kills the process.
        os.posix_fallocate(handle, 0, size)
        return mmap.mmap(handle, size)
    except BlockingIOError:
        return None
    finally:
        os.close(handle)
