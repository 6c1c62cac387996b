"""No process outlives the server it belongs to: an orphan would keep the port, or go on working."""

import os
import signal
import time
from threading import Thread
from typing import Final

_LOOK_SECONDS: Final = 0.25


def end_with(parent: int) -> None:
    """From now on: when that process, which has started us, is gone, we are asked to stop.

    A server that is killed cannot tell anybody. Its children are given to another parent; that is
    all there is to notice, on every system alike.
    """
    Thread(target=_watch, args=(parent,), name="watch over the parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    # More than once: a worker that has just been forked has the signal handlers of its server for
    # some milliseconds, which do nothing in it.
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LOOK_SECONDS)
