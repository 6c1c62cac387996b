"""Forms that came in, and how many of them are taken."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import session, transaction
from blog.errors import Gone, Refused, TooMany
from blog.following import requests
from blog.following.models import FollowRequest
from blog.jobs.models import Job
from blog.subjects.choice import EVERYTHING
from tests.conftest import FrozenClock
from tests.following.choosing import SECRET, ask, make_follower


def count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(FollowRequest)) or 0


def test_each_form_is_one_letter_to_write(app: Flask, clock: FrozenClock) -> None:
    make_follower(app, "known@blog.example")
    with app.app_context():
        for email in ("known@blog.example", "new@blog.example"):
            with transaction():
                asked = ask(email)
            jobs = session().scalars(select(Job).where(Job.name == requests.WRITE)).all()
            assert jobs[-1].payload == {"request_id": asked.id}
            assert jobs[-1].due_at == clock.now
            assert asked.network != "192.0.2.1"
        assert len(jobs) == 3


def test_three_letters_a_day_to_one_address(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        with transaction():
            for number, email in enumerate(("ADA@blog.example", "ada@blog.example")):
                asked = ask(email, network=f"198.51.{number}.1")
            requests.ask_again(asked, network="198.51.7.1", secret=SECRET, at=clock.now)
        with pytest.raises(TooMany, match="Three letters") as refused, transaction():
            requests.ask_again(asked, network="203.0.1.1", secret=SECRET, at=clock.now)
        assert refused.value.details["retry_after"] == 86400
        with pytest.raises(TooMany, match="Three letters"), transaction():
            ask("ada@Blog.Example", network="203.0.2.1")
        assert count(app) == 3
        with transaction():
            ask("bo@blog.example")
        clock.move(days=1)
        with transaction():
            ask()


def test_ten_forms_an_hour_from_one_network(app: Flask, clock: FrozenClock) -> None:
    clock.move(hours=11, minutes=40)  # the hour passes midnight, and with it the digest changes
    with app.app_context():
        for number in range(10):
            with transaction():
                ask(f"{number}@blog.example", network=f"192.0.2.{number}")
            clock.move(minutes=4)
        with pytest.raises(TooMany, match="from your network"), transaction():
            ask("more@blog.example", network="192.0.2.77")
        with transaction():
            ask("elsewhere@blog.example", network="192.0.3.77")
        clock.move(minutes=20)
        with transaction():
            ask("more@blog.example", network="192.0.2.77")


def test_what_is_refused_is_not_counted(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(Refused), transaction():
            ask("nobody")
        with pytest.raises(Refused, match="how often") as refused, transaction():
            ask(rhythm="hourly")
        assert refused.value.details == {"field": "often"}
    assert count(app) == 0


def test_an_imported_address_is_asked_like_any_other(app: Flask, clock: FrozenClock) -> None:
    due_at = clock.now + timedelta(minutes=3)
    with app.app_context(), transaction():
        asked = requests.invite(
            "ada@blog.example", choice=EVERYTHING, rhythm="weekly", at=clock.now, due_at=due_at
        )
        assert (asked.origin, asked.network) == ("import", "")
        assert session().scalar(select(Job.due_at)) == due_at
        with pytest.raises(Refused, match="needs an @"):
            requests.invite("ada", choice=EVERYTHING, rhythm="weekly", at=clock.now, due_at=due_at)


def test_a_form_is_forgotten_with_all_of_its_address(app: Flask) -> None:
    with app.app_context():
        with transaction():
            request_id = ask("ada@blog.example").id
            ask("Ada@blog.example")
            ask("bo@blog.example")
        with transaction():
            assert requests.forget(request_id) == "ada@blog.example"
        with pytest.raises(Gone):
            requests.forget(request_id)
    assert count(app) == 1


def test_forms_are_forgotten_after_two_weeks(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        with transaction():
            old = ask("old@blog.example").id
        clock.move(days=13)
        with transaction():
            newer = ask("new@blog.example").id
        clock.move(days=1)
        with transaction():
            requests.purge(at=clock.now)
        assert requests.known(newer).address == "new@blog.example"
        with pytest.raises(Gone, match="two weeks"):
            requests.known(old)
