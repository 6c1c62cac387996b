"""The disk takes nothing more while the blog is served: it says so, loses nothing, and recovers.

Where no disk can be filled without being root, the system's limit on the size of files does the
same to the processes of the server: each write to a file fails, at whatever place it stands.
"""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest

from tests.faults.conftest import Saw
from tests.faults.looking_over import asked, is_sound
from tests.faults.writer import Writer
from tests.journeys.conftest import Blog, create_owner
from tests.media import samples

pytestmark = pytest.mark.slow


def processes_of(study: Blog) -> list[int]:
    """The server and its workers: all of one group."""
    found = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return [number for number in found if _group(number) == study.server.pid]


def _group(number: int) -> int:
    try:
        return os.getpgid(number)
    except ProcessLookupError:
        return 0


@contextmanager
def full_disk(study: Blog) -> Iterator[None]:
    processes = processes_of(study)
    assert len(processes) > 1
    before = [resource.prlimit(each, resource.RLIMIT_FSIZE) for each in processes]
    for each, (_, most) in zip(processes, before, strict=True):
        resource.prlimit(each, resource.RLIMIT_FSIZE, (1024, most))
    yield
    for each, limits in zip(processes, before, strict=True):
        resource.prlimit(each, resource.RLIMIT_FSIZE, limits)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Blog]:
    """A blog with an owner, served."""
    found = Blog(tmp_path)
    found.run("init")
    create_owner(found)
    found.start()
    yield found
    found.kill()


def test_saves_and_uploads_on_a_full_disk(study: Blog, saw: Saw) -> None:
    writer, database = Writer(study.url), study.data / "blog.sqlite3"
    writer.wait_until_it_answers()
    writer.sign_in()
    assert writer.publish()[0] == 303
    with full_disk(study):
        status, page = writer.publish()
        assert status == 503
        assert "The disk here did not do what it was asked, so nothing was kept." in unescape(page)
        status, page = writer.upload(samples.jpeg(600, 400))
        assert status == 507
        assert "The disk here is full, so the picture was not kept." in unescape(page)
        assert [writer.read(path) for path in ("/", "/posts/number-1/", "/desk/")] == [200] * 3
        assert is_sound(database)
    assert [row[0] for row in asked(database, "SELECT title FROM posts")] == ["Number 1"]
    assert asked(database, "SELECT count(*) FROM pictures") == [(0,)]
    assert [file for file in (study.data / "media").rglob("*.*") if file.suffix] == []
    assert writer.publish()[0] == 303
    assert writer.upload(samples.jpeg(600, 400))[0] in {200, 303}
    assert asked(database, "SELECT count(*) FROM pictures") == [(1,)]
    assert is_sound(database)
    saw("a full disk: a save and an upload refused in a sentence, pages read on; the next went in")
