"""How the server and its workers hold memory."""

import gc
import subprocess
import sys

from blog.cli import heap

# glibc tells of each heap (malloc_info(3)); where there is no such call, there is one heap.
HEAPS = """
import ctypes, threading
from blog.cli import heap
heap.keep_one()
libc = ctypes.CDLL(None)
if hasattr(libc, "malloc_info"):
    all_are_here = threading.Barrier(4)
    def take():
        all_are_here.wait()
        libc.malloc(100_000)
        all_are_here.wait()
    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    libc.fdopen.restype = ctypes.c_void_p
    output = ctypes.c_void_p(libc.fdopen(1, b"w"))
    libc.malloc_info(0, output)
    libc.fflush(output)
else:
    print("<heap nr")
"""


def test_all_threads_have_one_heap() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAPS], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.count("<heap nr") == 1


def test_what_is_loaded_is_looked_at_no_more() -> None:
    heap.share_what_is_loaded()
    try:
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
