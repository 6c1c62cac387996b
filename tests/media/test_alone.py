"""One picture at a time, and everybody has a turn."""

import fcntl
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from blog.media import commands, sizing, storage
from blog.media.alone import alone
from tests.conftest import FrozenClock
from tests.faults.looking_over import until
from tests.media import samples

HOLDER = """
import sys
from pathlib import Path
from blog.media.alone import alone
with alone(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""


def test_another_process_waits_for_its_turn_even_when_the_holder_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"in\n"
        order: list[str] = []

        def enter() -> None:
            with alone(tmp_path):
                order.append("we are in")

        waiting = Thread(target=enter)
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        order.append("the other is killed")
        other.kill()
        other.wait()
        waiting.join()
    assert order == ["the other is killed", "we are in"]


def is_locked(file: Path) -> bool:
    with file.open() as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_who_waits_is_next(tmp_path: Path) -> None:
    """One that lets go and asks again at once, as the job does between two widths, stands behind
    the one that has waited.
    """
    order: list[str] = []

    def upload() -> None:
        with alone(tmp_path):
            order.append("upload")

    waiting = Thread(target=upload)
    with alone(tmp_path):
        waiting.start()
        until(lambda: is_locked(tmp_path / ".next"))
        order.append("first width")
    for width in ("second width", "third width"):
        with alone(tmp_path):
            order.append(width)
    waiting.join()
    assert order == ["first width", "upload", "second width", "third width"]


@pytest.mark.parametrize("step", ["an upload", "its sizes"])
def test_no_picture_is_worked_on_beside_another(
    app: Flask, folder: Path, clock: FrozenClock, step: str
) -> None:
    data = samples.jpeg(600, 40)
    path = storage.keep(data, extension=".jpg", folder=folder)
    done: list[str] = []

    def work() -> None:
        with app.app_context():
            if step == "an upload":
                commands.prepare(data, name="snow.jpg", at=clock.now, folder=folder)
            else:
                sizing.make(path, width=600, height=40, folder=folder)
        done.append(step)

    other = Thread(target=work)
    with alone(folder):
        other.start()
        other.join(0.2)
        assert done == []
    other.join()
    assert done == [step]
