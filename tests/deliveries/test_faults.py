"""Processes that are killed at any moment, and a mail server that hangs up: nobody gets two
letters, and nobody is forgotten.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from blog.config import Settings
from blog.db import session, transaction
from blog.deliveries import commands
from blog.deliveries.models import Delivery, Telling, TellingState
from blog.following.models import Follower
from blog.posts.models import Post
from blog.settings import queries as settings
from tests import makers, smtp
from tests.conftest import FrozenClock
from tests.smtp import MailServer

# A start takes two seconds of a processor, of which there are 23 in the long test.
PATIENCE_SECONDS = 240


def hangs_up(number: int) -> str:
    """Every tenth letter, by turns before and after it was taken."""
    if number % 10:
        return ""
    return smtp.HANG_UP_AFTER if number % 20 else smtp.HANG_UP_BEFORE


def tell(app: Flask, clock: FrozenClock, *, count: int) -> None:
    """A piece is about to go to so many. The processes have the wall clock, which is later."""
    post = makers.make_post(app)
    with app.app_context(), transaction():
        names = [f"reader{number}@harbour.example" for number in range(count)]
        session().execute(
            insert(Follower),
            [
                {
                    "address": name,
                    "key": name,
                    "rhythm": "at_once",
                    "is_everything": True,
                    "since": clock.now,
                }
                for name in names
            ],
        )
        settings.current().letters_per_minute = 100_000
        commands.announce(session().get_one(Post, post.id), at=clock.now, minutes=0)


@contextmanager
def workers(installation: Settings, mail: MailServer, *, count: int) -> "Iterator[list[Worker]]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
    environment = kept | {
        "BLOG_DATA": str(installation.data),
        "BLOG_SMTP": mail.url,
        "BLOG_URL": installation.url,
    }
    started = [Worker(environment) for _ in range(count)]
    try:
        yield started
    finally:
        for worker in started:
            worker.kill()


class Worker:
    """A `blog jobs run` that is started again whenever it was killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "blog.cli", "jobs", "run"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def counts(app: Flask) -> Counter[str]:
    with app.app_context():
        rows = session().execute(select(Telling.state, func.count()).group_by(Telling.state))
        return Counter({str(state): count for state, count in rows})


def until(is_so: Callable[[], bool], end_at: float) -> None:
    while not is_so():
        assert time.monotonic() < end_at, "they should have been done by now"
        time.sleep(0.05)


def is_over(app: Flask) -> bool:
    found = counts(app)
    return bool(found) and not found["waiting"]


def look_over(app: Flask, mail: MailServer, *, count: int) -> None:
    """Each has exactly one letter, or is listed as unknown: then none, or one."""
    letters = Counter(letter.to for letter in mail.letters)
    with app.app_context():
        rows = session().execute(
            select(Follower.address, Telling.state).join(
                Telling, Telling.follower_id == Follower.id
            )
        )
        fates = {row.address: row.state for row in rows}
    assert len(fates) == count
    assert set(fates.values()) <= {TellingState.SENT, TellingState.UNKNOWN}
    assert {address: got for address, got in letters.items() if got > 1} == {}
    sent = [address for address, state in fates.items() if state == TellingState.SENT]
    assert [address for address in sent if letters[address] != 1] == []


@pytest.mark.slow
def test_three_processes_killed_twenty_times(
    app: Flask, installation: Settings, clock: FrozenClock
) -> None:
    count, kill_count = 500, 20
    end_at = time.monotonic() + PATIENCE_SECONDS
    chance = random.Random(5)
    tell(app, clock, count=count)
    # Slow enough that there is something left to kill, as real servers are.
    with smtp.running(MailServer(fate=hangs_up, pause=0.03)) as mail:
        with workers(installation, mail, count=3) as started:
            for number in range(kill_count):
                # Spread over the whole of it: the next one dies once so many letters are out.
                out = (number + 1) * count // (kill_count + 2)
                until(lambda out=out: mail.data_count >= out or is_over(app), end_at)
                time.sleep(chance.random() * 0.06)
                victim = chance.choice(started)
                victim.kill()
                victim.start()
            until(lambda: is_over(app), end_at)
        look_over(app, mail, count=count)
        # Those that were handed over as their process died, and those that the server hung up on.
        assert counts(app)["unknown"] <= kill_count + count // 10 + 5


def test_a_process_killed_in_the_middle(
    app: Flask, installation: Settings, clock: FrozenClock
) -> None:
    count = 30
    end_at = time.monotonic() + PATIENCE_SECONDS
    tell(app, clock, count=count)
    mail = MailServer()

    def silent_at_half(number: int) -> str:
        """Then it is killed, however busy the machine is: with this letter under way."""
        mail.pause = PATIENCE_SECONDS if number == count // 2 else 0
        return hangs_up(number)

    mail.fate = silent_at_half
    with smtp.running(mail):
        with workers(installation, mail, count=1) as (worker,):
            until(lambda: mail.data_count >= count // 2, end_at)
            worker.kill()
            assert counts(app)["waiting"] == count - count // 2
            worker.start()
            until(lambda: is_over(app), end_at)
        look_over(app, mail, count=count)
        with app.app_context():
            assert session().scalar(select(func.count()).select_from(Delivery)) == 1
