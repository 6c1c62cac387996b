"""Letters that come back, at once or hours later: three in a row, and no more go there."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from blog.cli import blog
from blog.config import Settings
from blog.db import session, transaction
from blog.deliveries import bounces
from blog.following.models import Follower
from blog.mail import dsn
from tests import makers
from tests.conftest import FrozenClock
from tests.deliveries.office import Office

ADA = "ada@harbour.example"
SAMPLE = (Path(__file__).parents[1] / "corpus" / "bounces" / "postfix.eml").read_bytes()
TOKEN = b"0123456789abcdef01234567"


def tell(app: Flask, office: Office, clock: FrozenClock) -> str:
    """One more piece; what its letter is called."""
    clock.move(days=1)
    office.announce(makers.make_post(app, title=f"Of {clock.now:%d %B}"))
    office.work()
    return office.tellings()[-1].letter


def come_back(app: Flask, letter: str, at: datetime) -> bool:
    report = dsn.read(SAMPLE.replace(TOKEN, letter.encode()))
    assert report is not None
    with app.app_context(), transaction():
        return bounces.returned(report, at=at)


def follower(app: Flask, number: int) -> Follower:
    with app.app_context():
        return session().get_one(Follower, number)


def test_refused_at_once_three_times(app: Flask, office: Office, clock: FrozenClock) -> None:
    ada = office.follower("ada")
    office.mail.answers[ADA] = "550 5.1.1 No such reader"
    for count in (1, 2, 3):
        tell(app, office, clock)
        found = follower(app, ada)
        assert (found.bounce_count, found.bounced_at) == (count, clock.now)
        assert found.held_at == (clock.now if count == 3 else None)
        assert found.last_answer == "550 5.1.1 No such reader"
    office.mail.answers.clear()
    tell(app, office, clock)
    assert office.reached == []


def test_what_comes_back_later_counts_though_the_server_took_it(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    ada = office.follower("ada")
    for _ in range(3):
        letter = tell(app, office, clock)
        clock.move(hours=1)
        assert come_back(app, letter, clock.now)
        # Reports come twice, now and then.
        assert not come_back(app, letter, clock.now)
    assert (follower(app, ada).bounce_count, follower(app, ada).held_at) == (3, clock.now)
    assert office.states() == ["refused"] * 3


def test_a_letter_that_stays_away_makes_up_for_those_before(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    ada = office.follower("ada")
    for _ in range(2):
        letter = tell(app, office, clock)
        clock.move(hours=1)
        assert come_back(app, letter, clock.now)
    tell(app, office, clock)
    assert follower(app, ada).bounce_count == 2
    tell(app, office, clock)
    assert follower(app, ada).bounce_count == 0


def test_the_return_path_holds_the_name_of_the_letter(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada")
    office.set(return_path="back+{}@blog.example", mail_from="ada@blog.example")
    letter = tell(app, office, clock)
    (received,) = office.mail.letters
    assert received.envelope_from == f"back+{letter}@blog.example"
    assert received.message["message-id"] == f"<{letter}@blog.example>"
    assert received.message["from"] == "Ada Winter <ada@blog.example>"


def test_a_name_that_no_letter_has(app: Flask, clock: FrozenClock) -> None:
    assert not come_back(app, TOKEN.decode(), clock.now)


def test_who_has_left_meanwhile(app: Flask, office: Office, clock: FrozenClock) -> None:
    ada = office.follower("ada")
    letter = tell(app, office, clock)
    with app.app_context(), transaction():
        session().delete(session().get_one(Follower, ada))
    assert come_back(app, letter, clock.now)
    assert office.states() == ["refused"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"Subject: Thank you\n\nIt came.\n", "This is no report of a mail server."),
        (SAMPLE, "It is about no letter of ours"),
        (b"", "Noted: 550 5.1.1 <ada@harbour.example>"),
    ],
)
def test_the_command(
    app: Flask,
    office: Office,
    clock: FrozenClock,
    installation: Settings,
    monkeypatch: pytest.MonkeyPatch,
    raw: bytes,
    said: str,
) -> None:
    office.follower("ada")
    letter = tell(app, office, clock)
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    given = io.BytesIO(raw or SAMPLE.replace(TOKEN, letter.encode()))
    done = CliRunner().invoke(blog, ["mail", "bounced"], input=given)
    assert (done.exit_code, done.output[: len(said)]) == (0, said)
