"""Several processes at one queue: nothing is done twice, or lost with one that is killed."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import holders, queue, worker
from blog.jobs.models import Job
from tests.conftest import FrozenClock

JOB_COUNT, PROCESS_COUNT = 100, 4

# Works until nothing is left; notes each number in a file, in one write.
WORKER = """
import os, sys
from pathlib import Path
from blog.app import create_app
from blog.jobs import holders, worker

notes = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND)

def note(number, *, at):
    os.write(notes, f"{number}\\n".encode())

def wait(*, at):
    print("at work", flush=True)
    sys.stdin.read()

with create_app().app_context(), holders.present(Path(sys.argv[1]).parent / "workers") as holder:
    worker.drain(worker.Work(functions={"note": note, "wait": wait}), holder=holder)
"""


@pytest.fixture
def environment(installation: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
    return kept | {"BLOG_DATA": str(installation.data)}


def start(environment: dict[str, str], notes: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(notes)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_four_processes_do_each_job_once(
    app: Flask, clock: FrozenClock, environment: dict[str, str], tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        for number in range(JOB_COUNT):
            queue.later("note", {"number": number}, due_at=clock.now)
    notes = tmp_path / "notes"
    notes.touch()
    workers = [start(environment, notes) for _ in range(PROCESS_COUNT)]
    assert [process.wait() for process in workers] == [0] * PROCESS_COUNT
    for process in workers:
        process.communicate()
    done = Counter(int(line) for line in notes.read_text().splitlines())
    assert done == Counter(range(JOB_COUNT))
    with app.app_context():
        assert not queue.is_anything_due(clock.move(days=1000))


def kill_one_at_work(app: Flask, at: datetime, environment: dict[str, str], folder: Path) -> None:
    with app.app_context(), transaction():
        queue.later("wait", {}, due_at=at)
    (folder / "notes").touch()
    with start(environment, folder / "notes") as process:
        assert process.stdout
        assert process.stdout.readline() == b"at work\n"
        process.kill()


def test_the_job_of_a_killed_process_is_taken_up_at_once(
    app: Flask, clock: FrozenClock, environment: dict[str, str], tmp_path: Path
) -> None:
    kill_one_at_work(app, clock.now, environment, tmp_path)
    tries: list[int] = []

    def wait(*, at: datetime) -> None:
        tries.append(session().scalars(select(Job.tries)).one())
        session().rollback()

    work = worker.Work(functions={"wait": wait})
    with app.app_context(), holders.present(tmp_path / "workers") as us:
        # The process that was killed had the wall clock.
        clock.now = max(clock.now, datetime.now(UTC))
        assert worker.drain(work, holder=us).done_count == 1
    assert tries == [2]


def test_without_its_name_it_is_taken_up_after_its_lease(
    app: Flask, clock: FrozenClock, environment: dict[str, str], tmp_path: Path
) -> None:
    kill_one_at_work(app, clock.now, environment, tmp_path)
    with app.app_context():
        session().rollback()
        lease_end = session().scalar(select(Job.leased_until))
        assert lease_end is not None
        assert not queue.is_anything_due(lease_end - timedelta(seconds=1))
        session().rollback()
        with transaction():
            job = queue.claim(at=lease_end)
        assert job is not None
        assert (job.name, job.tries) == ("wait", 2)
