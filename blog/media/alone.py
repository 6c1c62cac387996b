"""One picture at a time, in all processes: two need more memory than a small machine has."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else works on a picture while the block runs; whoever waits has the next turn.

    A lock of the system alone goes to whoever asks at the right moment, mostly to the one that has
    just let go. So there are two: who holds `next` waits for `now`, and asks again behind others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / ".next"):
        turn = _open_locked(folder / ".now")
    try:
        yield
    finally:
        os.close(turn)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    descriptor = _open_locked(file)
    try:
        yield
    finally:
        os.close(descriptor)


def _open_locked(file: Path) -> int:
    """A descriptor whose closing, by us or by our end, unlocks the file."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor
