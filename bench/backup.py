"""What keeping a large blog costs: `python -m bench.backup [COUNT] [--pictures COUNT]`.

Makes a blog of 10,000 pieces (bench/multiplying.py) with 2,000 pictures of 250 kB, unless told
otherwise, and serves it. Somebody reads pages that no cache holds and somebody publishes, first by
themselves, then while `blog backup` makes its one file. That file is proven (`blog restore --try`,
as each night), restored into an empty place, and all of the writing is exported. Printed are
seconds by the clock and of the processor, the most memory of the command's process, and the
median and the longest waits of the reader and the writer.

With `--keep FOLDER` the blog is made there, and taken from there the next time; it is not changed.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from threading import Event, Thread

from bench.pages import blog as make_blog
from blog.app import create_app
from blog.config import from_env
from blog.db import session, transaction
from blog.media import sizing, storage
from blog.media.models import Picture
from tests.faults.writer import Writer
from tests.journeys.conftest import BLOG, Blog, create_owner

PICTURE_BYTES = 250_000
ALONE_SECONDS = 15
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=10_000)
    options.add_argument("--pictures", type=int, default=2_000)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        make_blog(given.keep or place, given.count)
        study = Blog(place / "data")
        shutil.copytree((given.keep or place) / str(given.count), study.data)
        add_pictures(study.data, given.pictures)
        create_owner(study)
        study.start()
        try:
            with visitors(study.url) as waits:
                time.sleep(ALONE_SECONDS)
            print(f"{'nothing beside them':24}{waits()}")
            file = place / "backup.zip"
            with visitors(study.url) as waits:
                run(study, "backup", str(file), say=waits)
        finally:
            study.kill()
        print(f"{'':24}{file.stat().st_size / 1e6:.0f} MB of {size_of(study.data) / 1e6:.0f} MB")
        run(study, "restore", str(file), "--try")
        elsewhere = Blog(place / "elsewhere")
        # For which the pieces were rendered; else restoring would render all of them anew.
        elsewhere.environment["BLOG_URL"] = from_env({"BLOG_DATA": str(place / "none")}).url
        run(elsewhere, "restore", str(file))
        run(elsewhere, "export", str(place / "writing"))


def add_pictures(data: Path, count: int) -> None:
    """Files that nothing packs, each with its row; that they show nothing makes no difference."""
    chance = Random(count)
    with create_app(from_env({"BLOG_DATA": str(data)})).app_context():
        folder = data / "media"
        with transaction():
            for number in range(count):
                content = chance.randbytes(PICTURE_BYTES)
                digest = storage.digest(content)
                path = storage.path_of(digest, extension=".jpg")
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
                session().add(
                    Picture(
                        digest=digest,
                        upload_digest=digest,
                        name=f"still-{number}.jpg",
                        path=path,
                        media_type="image/jpeg",
                        width=1600,
                        height=1200,
                        byte_count=len(content),
                        sized_by=sizing.RECIPE,
                        created_at=NOW,
                    )
                )


@contextmanager
def visitors(url: str) -> Iterator[Callable[[], str]]:
    """A reader and a writer until the end of the block; then how long they had to wait."""
    is_over, reading, publishing = Event(), list[float](), list[float]()

    def visit(waits: list[float], once: Callable[[Writer], int], status: int) -> None:
        writer = Writer(url)
        writer.wait_until_it_answers()
        writer.sign_in()
        while not is_over.is_set():
            began = time.perf_counter()
            assert once(writer) == status
            waits.append(time.perf_counter() - began)
            is_over.wait(0.05)

    threads = [
        # With the owner's cookie, so that the page is made anew.
        Thread(target=visit, args=(reading, lambda writer: writer.read("/"), 200)),
        Thread(target=visit, args=(publishing, lambda writer: writer.publish()[0], 303)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield lambda: f"{told('home', reading)}, {told('publish', publishing)}"
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def told(what: str, waits: list[float]) -> str:
    return f"{what} {median(waits) * 1e3:.0f}, {max(waits) * 1e3:.0f} ms ({len(waits)})"


def run(study: Blog, *command: str, say: Callable[[], str] = lambda: "") -> None:
    began, most, before = time.perf_counter(), 0.0, processor_time()
    process = subprocess.Popen([BLOG, *command], env=study.environment, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, resident(process.pid))
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    assert process.returncode == 0, command
    words = " ".join(word for word in command if os.sep not in word)
    spent = processor_time() - before
    print(f"{words:24}{seconds:6.1f} s  {spent:6.1f} s of CPU  {most:4.0f} MB  {say()}", flush=True)


def processor_time() -> float:
    """Seconds of all commands that have ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(pid: int) -> float:
    """The most of it so far, in MB; ru_maxrss would begin with the memory of this process."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0)


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    sys.exit(main())
