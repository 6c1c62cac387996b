"""`blog jobs run`, and the process that runs it beside `blog serve`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from blog.cli import blog
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import queue
from blog.jobs.models import Job
from blog.media import commands as media
from blog.media.models import Picture
from tests import ports
from tests.conftest import FrozenClock
from tests.media import samples

PATIENCE_SECONDS = 60


@pytest.fixture
def environment(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_BIND", f"127.0.0.1:{ports.free()}")
    return dict(os.environ)


@pytest.fixture
def picture_id(app: Flask, clock: FrozenClock, installation: Settings) -> int:
    """A picture whose sizes are waiting to be made."""
    with app.app_context(), transaction():
        data, folder = samples.jpeg(500, 20), installation.media
        return media.store(data, name="snow.jpg", at=clock.now, folder=folder).id


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run where another folder is called `blog`, as somebody's data may well be."""
    (tmp_path / "here" / "blog" / "media").mkdir(parents=True)
    command = [sys.executable, "-P", "-m", "blog.cli", "serve"]
    with subprocess.Popen(
        command,
        env=environment,
        cwd=tmp_path / "here",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        yield process
        process.kill()


def until(is_so: Callable[[], object]) -> None:
    last = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.05)


def is_sized(app: Flask, picture_id: int) -> bool:
    with app.app_context():
        return bool(session().get_one(Picture, picture_id).sizes)


def told(file: Path) -> str:
    """What the system tells of a process or a thread; nothing of one that has just ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return file.read_text()
    return ""


def children(of: int) -> list[int]:
    """Each belongs to the thread that has started it."""
    listed = map(told, Path(f"/proc/{of}/task").glob("*/children"))
    return [int(number) for number in " ".join(listed).split()]


def for_jobs(server: "subprocess.Popen[bytes]") -> list[int]:
    return [
        number for number in children(server.pid) if "jobs" in told(Path(f"/proc/{number}/cmdline"))
    ]


def is_running(process: int) -> bool:
    """Not gone, and not only waiting to be collected by its new parent."""
    stat = told(Path(f"/proc/{process}/stat"))
    return stat != "" and stat.rpartition(") ")[2][0] != "Z"


def test_once_does_what_is_due_and_ends(
    app: Flask, picture_id: int, environment: dict[str, str]
) -> None:
    done = CliRunner().invoke(blog, ["jobs", "run", "--once"])
    assert (done.exit_code, done.output) == (0, "Jobs done: 4.\n")
    assert is_sized(app, picture_id)
    assert CliRunner().invoke(blog, ["jobs", "run", "--once"]).output == "Jobs done: 0.\n"


def test_once_asks_for_sizes_that_an_older_version_has_not_made(
    app: Flask, picture_id: int, environment: dict[str, str]
) -> None:
    with app.app_context(), transaction():
        session().delete(session().scalars(select(Job)).one())
    assert CliRunner().invoke(blog, ["jobs", "run", "--once"]).output == "Jobs done: 4.\n"


def test_once_says_when_something_failed(
    app: Flask, clock: FrozenClock, environment: dict[str, str]
) -> None:
    with app.app_context(), transaction():
        queue.later("a name that nobody knows", {}, due_at=clock.now)
    done = CliRunner().invoke(blog, ["jobs", "run", "--once"])
    assert done.exit_code == 1
    assert "Jobs that failed: 1. The log says why." in done.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_it_is_asked_to(
    app: Flask, picture_id: int, environment: dict[str, str], number: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "blog.cli", "jobs", "run"], env=environment
    ) as worker:
        until(lambda: is_sized(app, picture_id))
        worker.send_signal(number)
        assert worker.wait(PATIENCE_SECONDS) == 0


def test_the_server_does_the_jobs_and_ends_them_with_itself(
    app: Flask, picture_id: int, server: "subprocess.Popen[bytes]"
) -> None:
    until(lambda: is_sized(app, picture_id))
    until(lambda: len(children(server.pid)) == 2)
    processes = children(server.pid)
    server.terminate()
    assert server.wait(PATIENCE_SECONDS) == 0
    assert not any(map(is_running, processes))


def test_a_process_for_the_jobs_that_dies_is_replaced(server: "subprocess.Popen[bytes]") -> None:
    until(lambda: for_jobs(server))
    (first,) = for_jobs(server)
    os.kill(first, signal.SIGKILL)
    until(lambda: set(for_jobs(server)) - {first})
    server.terminate()
    assert server.stdout
    assert b'"the process for the jobs ended with -9; starting another"' in server.stdout.read()


def test_a_killed_server_leaves_no_orphans(server: "subprocess.Popen[bytes]") -> None:
    until(lambda: len(children(server.pid)) == 2)
    processes = children(server.pid)
    server.kill()
    until(lambda: not any(map(is_running, processes)))


def test_an_orphan_that_cannot_hear_yet_is_asked_again() -> None:
    program = """if True:
        import signal, threading
        from blog.cli.orphans import end_with

        is_asked = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: is_asked.set())
        end_with(-1)
        is_asked.wait()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threading.Event().wait()
    """
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, timeout=PATIENCE_SECONDS).returncode == -signal.SIGTERM
