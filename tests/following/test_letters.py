"""What the letters say that ask whether somebody wants to follow."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog import clock
from blog.db import session, transaction
from blog.following import choices, requests
from blog.following.models import Follower
from blog.jobs import worker
from blog.mail.smtp import Smtp
from blog.subjects.choice import EVERYTHING, Choice, Subject
from blog.topics.queries import tag_named
from tests import makers, smtp
from tests.conftest import Golden
from tests.smtp import MailServer

LETTERS = Path(__file__).parents[1] / "golden" / "letters"
ADDRESS = "ada@harbour.example"
KEYS = re.compile(r"/follow/(confirm/)?[\w.-]{20,}")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with smtp.running() as running:
        yield running


def asked(app: Flask, mail: MailServer, *, follows: Choice | None, wants: Choice) -> None:
    """Somebody who follows this already, or nothing, fills in the form."""
    with app.app_context(), transaction():
        if follows is not None:
            known = Follower(address=ADDRESS, key=ADDRESS, rhythm="weekly", since=clock.now())
            session().add(known)
            session().flush()
            choices.write(known, follows)
        requests.ask(
            ADDRESS,
            choice=wants,
            rhythm="at_once",
            network="192.0.2.1",
            secret=makers.installation(app).secret,
            at=clock.now(),
        )
    with app.app_context():
        transport = Smtp(mail.place, own_name="blog.example")
        worker.drain(makers.work(app, transport))
        transport.close()


@pytest.mark.parametrize("name", ["confirm", "already"])
def test_as_it_was(app: Flask, mail: MailServer, golden: Golden, name: str) -> None:
    makers.make_post(app, tags=("snow & <ice>",))
    with app.app_context():
        snow = tag_named("snow & <ice>")
        assert snow is not None
    follows = EVERYTHING if name == "already" else None
    wants = Choice(subjects=frozenset({Subject("tag", snow.id)}))
    asked(app, mail, follows=follows, wants=wants)
    (letter,) = mail.letters
    for ending, words in (("txt", letter.text), ("html", letter.html)):
        same = KEYS.sub(r"/follow/\1their-key", words)
        golden.check(LETTERS / f"{name}.{ending}", same)
