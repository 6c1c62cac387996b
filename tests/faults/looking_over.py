"""What must be so after any disaster: a sound database. And processes that are killed at random."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 120

Ready = Callable[[], bool]


def asked(file: Path, statement: str) -> list[tuple[Any, ...]]:
    """As somebody would who opens the database with nothing of ours."""
    with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as connection:
        return connection.execute(statement).fetchall()


def is_sound(file: Path) -> bool:
    return asked(file, "PRAGMA integrity_check") == [("ok",)] and not asked(
        file, "PRAGMA foreign_key_check"
    )


def until(is_so: Ready) -> None:
    last = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < last, "it should have been so by now"
        time.sleep(0.01)


def killed(
    chance: random.Random,
    *command: str,
    environment: Mapping[str, str],
    begun: Ready,
    within_seconds: float,
) -> bool:
    """Run a `blog` command, and kill it at a moment within so many seconds after it has begun what
    it does. Whether it was in time: it may have ended before.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "blog.cli", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: begun() or process.poll() is not None)
    time.sleep(chance.random() * within_seconds)
    process.kill()
    return process.wait(PATIENCE_SECONDS) != 0
