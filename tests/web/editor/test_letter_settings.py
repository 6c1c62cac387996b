"""What the blogger sets about letters and feeds, and the letter that tries it out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.context import EXTENSION
from tests import smtp
from tests.makers import installation
from tests.smtp import MailServer
from tests.web.editor import page
from tests.web.editor.test_settings import SETTINGS

TRY = f"{SETTINGS}letters/try"


@pytest.fixture
def mail(app: Flask) -> Iterator[MailServer]:
    with smtp.running() as server:
        app.extensions[EXTENSION] = replace(installation(app), smtp=server.place)
        yield server


def test_everything_is_kept(author: FlaskClient) -> None:
    typed = {
        "mail_from": "maren@films.example",
        "mail_signature": "Maren Tsai\n12 Lamp Street",
        "return_path": "bounces+{}@films.example",
        "letters_per_minute": "120",
        "countdown_minutes": "5",
        "hub": "https://hub.example.org/",
    }
    assert page.send(author, SETTINGS, **typed).status_code == 303
    shown = page.form(author.get(SETTINGS))
    assert {name: shown[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"mail_from": "maren"}, "“maren” is no address for mail."),
        ({"return_path": "bounces@films.example"}, "has no place for what tells letters apart."),
        ({"return_path": "bounces@{}.example"}, "has no place for what tells letters apart."),
        ({"return_path": "{}+{}@films.example"}, "has no place for what tells letters apart."),
        ({"return_path": "bounces+{}"}, "is no address for mail."),
        ({"letters_per_minute": "0"}, "Write a number from 1 to 6,000 letters a minute."),
        ({"letters_per_minute": "many"}, "Write a number from 1 to 6,000 letters a minute."),
        ({"countdown_minutes": "0"}, "Write a number from 1 to 1,440 minutes."),
        ({"countdown_minutes": ""}, "Write a number from 1 to 1,440 minutes."),
        ({"hub": "hub.example.org"}, "“hub.example.org” is no address of a hub."),
        ({"hub": "https://me:secret@hub.example/"}, "is no address of a hub."),
        ({"mail_signature": "f" * 1001}, "1001 characters long; at most 1000"),
    ],
)
def test_refusal_keeps_everything_typed(
    author: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    typed = {"tagline": "Typed"} | wrong
    answer = page.send(author, SETTINGS, **typed)
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    shown = page.form(answer)
    assert {name: shown[name] for name in typed} == typed
    assert page.form(author.get(SETTINGS))["tagline"] == "Films, watched slowly."


def test_an_address_is_one_line(author: FlaskClient) -> None:
    answer = page.send(author, SETTINGS, mail_from="a@b.example\nBcc: c@d.example")
    assert answer.status_code == 422
    assert "is no address for mail." in page.words(answer)


def test_stale_settings_show_both(author: FlaskClient) -> None:
    mine = page.typed_over(page.form(author.get(SETTINGS)), countdown_minutes="30")
    page.send(author, SETTINGS, countdown_minutes="5")
    answer = author.post(SETTINGS, data=mine)
    assert answer.status_code == 409
    assert "Countdown, in minutes, theirs 5" in page.words(answer)
    assert page.form(answer)["countdown_minutes"] == "30"


def test_it_says_where_letters_go(author: FlaskClient, mail: MailServer) -> None:
    assert f"Letters go out by 127.0.0.1:{mail.port}" in page.words(author.get(SETTINGS))


def test_without_a_mail_server(app: Flask, author: FlaskClient) -> None:
    assert "No mail server is set, so nothing is sent." in page.words(author.get(SETTINGS))
    assert author.post(TRY).status_code == 303
    assert "there is no mail server" in page.words(author.get(SETTINGS))
    assert len(list(installation(app).outbox.glob("*.eml"))) == 1


def test_a_test_letter(author: FlaskClient, mail: MailServer) -> None:
    page.send(author, SETTINGS, mail_from="maren@films.example", mail_signature="12 Lamp Street")
    answer = author.post(TRY)
    assert answer.location == f"{SETTINGS}#s-letters"
    (letter,) = mail.to("ada@blog.example")
    assert letter.envelope_from == "maren@films.example"
    assert letter.message["Subject"] == "A test letter from The Ninth Lamp"
    assert letter.message["From"] == "Ada Winter <maren@films.example>"
    for part in (letter.text, letter.html):
        assert "It has come by the way that letters to your followers go" in part
        assert "12 Lamp Street" in part
    assert "Handed over for ada@blog.example:" in page.words(author.get(SETTINGS))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("550 no such user", "The mail server does not take the test letter."),
        ("450 too busy", "The mail server does not take the test letter now; it may later."),
    ],
)
def test_a_server_that_refuses(
    author: FlaskClient, mail: MailServer, said: str, sentence: str
) -> None:
    mail.answers["ada@blog.example"] = said
    answer = author.post(TRY)
    assert answer.status_code == 422
    assert f"{sentence} It said: “{said}”" in page.words(answer)


def test_a_server_that_takes_nothing_from_us(author: FlaskClient, mail: MailServer) -> None:
    mail.sender_answer = "553 not your address"
    shown = page.words(author.post(TRY))
    assert "takes no letters from here" in shown
    assert "553 not your address" in shown


def test_a_server_that_is_not_there(author: FlaskClient, mail: MailServer, app: Flask) -> None:
    nowhere = replace(mail.place, port=9)
    app.extensions[EXTENSION] = replace(installation(app), smtp=nowhere)
    answer = author.post(TRY)
    assert answer.status_code == 422
    assert "or nobody answers there" in page.words(answer)
