"""The process that does the jobs while the blog is served: started, watched, ended with it.

A process of its own, since pictures take memory and time that requests must not wait for; made by
`subprocess`, since a fork of the server would share its sockets.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

_LOOK_SECONDS: Final = 1.0
# Before the next one, and at most, when one after the other ends at once.
_PAUSE_SECONDS: Final = 2.0
_LONGEST_PAUSE_SECONDS: Final = 60.0
# A job of 60 megapixels may go on for longer; then it is another process's after its lease.
_PATIENCE_SECONDS: Final = 10.0

_LOG: Final = logging.getLogger(__name__)


@contextmanager
def jobs() -> Iterator[None]:
    """Jobs are done while the block runs. It also ends by itself when we are killed."""
    is_over = Event()
    # The first one before there is a thread: the server is about to fork.
    keeper = Thread(target=_keep, args=(_start(), is_over), name="keeper of the jobs")
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _start() -> "subprocess.Popen[bytes]":
    """In a session of its own: Ctrl+C is for the server, and the server ends it.

    With -P, or a data folder called `blog` where the command is run would be taken for the program.
    """
    command = [sys.executable, "-P", "-m", "blog.cli", "jobs", "run", "--under", str(os.getpid())]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 (all of it is ours)


def _keep(child: "subprocess.Popen[bytes]", is_over: Event) -> None:
    pause, began = _PAUSE_SECONDS, time.monotonic()
    while not is_over.wait(_LOOK_SECONDS):
        if child.poll() is not None:
            if time.monotonic() - began > _LONGEST_PAUSE_SECONDS:
                pause = _PAUSE_SECONDS
            _LOG.error("the process for the jobs ended with %s; starting another", child.returncode)
            if is_over.wait(pause):
                return
            child, pause, began = _start(), min(2 * pause, _LONGEST_PAUSE_SECONDS), time.monotonic()
    _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
