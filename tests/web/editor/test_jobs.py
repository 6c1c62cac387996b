"""Background work on the desk: what waits, what was given up, and trying it again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.db import session, transaction
from blog.jobs import queue, worker
from blog.jobs.models import Job
from blog.web.editor.jobs import WORDS
from tests import makers
from tests.conftest import CountQueries, FrozenClock
from tests.web.editor import page

JOBS = "/desk/jobs/"


@pytest.fixture
def given_up(app: Flask, clock: FrozenClock) -> Job:
    with app.app_context(), transaction():
        queue.later("cards.make", {"post_id": 7}, due_at=clock.now)
    for _ in range(queue.MOST_TRIES):
        with app.app_context(), transaction():
            job = queue.claim(at=clock.now)
            assert job is not None
            queue.fail(job, "OSError: the disk is full", at=clock.now)
        clock.move(hours=3)
    return job


def names(app: Flask) -> list[str]:
    with app.app_context():
        return [job.name for job in session().scalars(select(Job))]


def test_every_job_has_words(app: Flask) -> None:
    work = makers.work(app)
    assert set(work.functions) <= set(WORDS)


def test_nothing_waits(author: FlaskClient) -> None:
    shown = page.words(author.get(JOBS))
    assert "Nothing was given up." in shown
    assert "Nothing waits." in shown


def test_what_was_given_up_says_why(given_up: Job, author: FlaskClient) -> None:
    shown = page.words(author.get(JOBS))
    assert "Draw the card of a piece: post 7" in shown
    assert "OSError: the disk is full" in shown
    assert "tried 5 times" in shown


def test_try_again(app: Flask, given_up: Job, author: FlaskClient) -> None:
    answer = author.post(f"{JOBS}{given_up.id}/again")
    assert answer.status_code == 303
    assert "“Draw the card of a piece” is tried again." in page.words(author.get(JOBS))
    done = []
    work = worker.Work(functions={"cards.make": lambda *, post_id, at: done.append(post_id)})
    with app.app_context():
        assert worker.drain(work).done_count == 1
    assert done == [7]


def test_forget(app: Flask, given_up: Job, author: FlaskClient) -> None:
    author.post(f"{JOBS}{given_up.id}/forget")
    assert names(app) == []


@pytest.mark.parametrize("action", ["again", "forget"])
def test_only_what_was_given_up(
    app: Flask, clock: FrozenClock, author: FlaskClient, action: str
) -> None:
    """A page that was open for long must not take a job out of the hands that have it."""
    with app.app_context(), transaction():
        queue.later("cards.make", {"post_id": 7}, due_at=clock.now)
        job = queue.claim(at=clock.now)
        assert job is not None
    answer = author.post(f"{JOBS}{job.id}/{action}")
    assert answer.status_code == 404
    assert "It was tried again." in page.words(answer)
    assert names(app) == ["cards.make"]


def test_no_words_of_people(app: Flask, clock: FrozenClock, author: FlaskClient) -> None:
    with app.app_context(), transaction():
        queue.later("mail.send", {"to": "anna@example.org", "count": 3}, due_at=clock.now)
    shown = page.words(author.get(JOBS))
    assert "Count 3" in shown
    assert "anna" not in shown


def test_costs_the_same_however_much_waits(
    app: Flask, clock: FrozenClock, author: FlaskClient, count_queries: CountQueries
) -> None:
    with app.app_context(), transaction():
        for number in range(200):
            queue.later("cards.make", {"post_id": number}, due_at=clock.now)
    with count_queries() as queries:
        shown = page.words(author.get(JOBS))
    assert "20 of 200" in shown
    assert len(queries) <= 12


def test_the_desk_says_so(given_up: Job, author: FlaskClient) -> None:
    assert "Something in the background was given up." in page.words(author.get("/desk/"))
