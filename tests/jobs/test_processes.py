"""Several processes at one queue: nothing is done twice, or lost with one that is killed."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import queue
from blog.jobs.models import Job
from tests.conftest import FrozenClock

JOB_COUNT, PROCESS_COUNT = 100, 4

# Works until nothing is left; notes each number in a file, in one write.
WORKER = """
import os, sys
from blog.app import create_app
from blog.jobs import worker

notes = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND)

def note(number, *, at):
    os.write(notes, f"{number}\\n".encode())

def wait(*, at):
    print("at work", flush=True)
    sys.stdin.read()

with create_app().app_context():
    worker.drain(worker.Work(functions={"note": note, "wait": wait}))
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
    assert [worker.wait() for worker in workers] == [0] * PROCESS_COUNT
    for worker in workers:
        worker.communicate()
    done = Counter(int(line) for line in notes.read_text().splitlines())
    assert done == Counter(range(JOB_COUNT))
    with app.app_context():
        assert not queue.is_anything_due(clock.move(days=1000))


def test_the_job_of_a_killed_process_is_taken_up(
    app: Flask, clock: FrozenClock, environment: dict[str, str], tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        queue.later("wait", {}, due_at=clock.now)
    (tmp_path / "notes").touch()
    with start(environment, tmp_path / "notes") as worker:
        assert worker.stdout
        assert worker.stdout.readline() == b"at work\n"
        worker.kill()
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
