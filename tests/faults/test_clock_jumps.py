"""The clock of the machine jumps a day ahead and back again, while the blog is served."""

from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.accounts import throttle
from blog.db import session, transaction
from blog.errors import TooMany
from blog.jobs import queue, worker
from blog.jobs.models import Job
from tests import makers
from tests.conftest import FrozenClock
from tests.web.editor.script import Editor

DAY = timedelta(days=1)
ATTEMPT = throttle.Attempt(name="ada", address="192.0.2.1", secret="a secret")


def test_who_is_signed_in_stays_so_and_what_they_typed_is_kept(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    makers.make_post(app, source="As it was.")
    editor = Editor(author)
    for days in (1, -2, 1):
        clock.move(days=days)
        assert author.get("/desk/").status_code == 200
        assert editor.autosave(source=f"Typed after {days} days.").status_code == 200
        assert editor.press("save").status_code == 200


def test_what_was_scheduled_shows_by_the_clock_that_there_is(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    makers.make_post(app, slug="coming", published_at=clock.now + timedelta(hours=3))
    assert client.get("/posts/coming/").status_code == 404
    clock.now += DAY
    assert client.get("/posts/coming/").status_code == 200
    clock.now -= DAY
    assert client.get("/posts/coming/").status_code == 404


def test_wrong_passwords_of_tomorrow_keep_nobody_out_for_a_day(
    app: Flask, clock: FrozenClock
) -> None:
    clock.now += DAY
    with app.app_context():
        for _ in range(throttle.FREE_HERE):
            with transaction():
                throttle.count(ATTEMPT, at=clock.now)
        clock.now -= DAY
        with transaction():
            throttle.count(ATTEMPT, at=clock.now)


def test_a_pause_holds_while_the_clock_stands(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        for _ in range(throttle.FREE_HERE):
            with transaction():
                throttle.count(ATTEMPT, at=clock.now)
        with pytest.raises(TooMany), transaction():
            throttle.count(ATTEMPT, at=clock.now)


def test_jobs_are_done_once_and_each_day_is_planned_once(app: Flask, clock: FrozenClock) -> None:
    done, noon = [], clock.now.time()
    work = worker.Work(
        functions={"note": lambda *, at: done.append(at), "daily": lambda *, at: done.append(at)},
        daily=lambda: {"daily": noon},
    )
    with app.app_context():
        with transaction():
            queue.later("note", {}, due_at=clock.now, key="note")
        worker.drain(work)
        assert len(done) == 1
        clock.now += DAY
        worker.drain(work)
        count = len(done)
        clock.now -= DAY
        worker.drain(work)
        assert len(done) == count
        keys = session().query(Job.key).all()
    assert len(keys) == len(set(keys))


def test_what_a_clock_years_ahead_has_planned_is_planned_anew(
    app: Flask, clock: FrozenClock
) -> None:
    """And nothing else is asked of the blog meanwhile."""
    done: list[datetime] = []
    work = worker.Work(
        functions={"daily": lambda *, at: done.append(at)}, daily=lambda: {"daily": time(3, 30)}
    )
    jumps = [-1000 * DAY, DAY, DAY]
    begun = clock.now
    clock.now += 1000 * DAY
    with app.app_context():
        worker.run(
            work,
            is_wanted=lambda: bool(jumps) and not done,
            rest=lambda seconds: clock.move(days=jumps.pop(0).days),
        )
    assert done == [begun + DAY]


def test_a_lease_from_tomorrow_ends_with_its_process(app: Flask, clock: FrozenClock) -> None:
    """Whoever took it has ended since; by its name it is free at once."""
    with app.app_context():
        with transaction():
            queue.later("note", {}, due_at=clock.now)
            queue.claim(at=clock.now + DAY, holder="gone")
        assert not queue.is_anything_due(clock.now)
        with transaction():
            queue.free("gone")
        assert queue.is_anything_due(clock.now)
