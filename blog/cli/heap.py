"""Memory as the server wants it: one heap for all threads, what is loaded shared by all workers.

Said before there are threads and workers. The figures are those of bench/README.md.
"""

import ctypes
import gc
from typing import Final

# From glibc's malloc.h; see mallopt(3).
_M_ARENA_MAX: Final = -8


def keep_one() -> None:
    """Otherwise glibc gives each thread a heap of its own, and what one thread has freed is of no
    use to another: a worker came to 167 MB instead of 123. Python runs one thread at a time, so
    that they do not wait for each other here. Other C libraries have one anyway, and no such call.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)


def share_what_is_loaded() -> None:
    """What is there now stays for good, and is not looked at again for garbage: to look at it
    writes into it, and a page of memory that is written to is shared by the workers no longer.
    """
    gc.freeze()
