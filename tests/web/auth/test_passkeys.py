"""Signing in with a passkey, as the script of the login page does it."""

import json
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.accounts import ceremonies, throttle
from blog.accounts.models import Ceremony
from blog.app import create_app
from blog.config import Settings
from blog.db import session
from tests import makers
from tests.authenticator import Authenticator
from tests.conftest import FrozenClock
from tests.web import passkeys
from tests.web.auth.pages import form, words


@pytest.fixture
def device(author: makers.Browser) -> Authenticator:
    return passkeys.add(author)


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/logout").status_code == 200


def sends(client: FlaskClient, sent: dict[str, str]) -> TestResponse:
    return client.post("/login/passkey", data=sent, headers=passkeys.JSON)


def test_a_passkey_opens_the_desk(client: FlaskClient, device: Authenticator) -> None:
    answer = passkeys.sign(client, device, next="/desk/posts/new", stay="y")
    assert (answer.status_code, answer.json["next"]) == (200, "/desk/posts/new")
    assert answer.headers["Cache-Control"] == "no-store"
    assert is_signed_in(client)
    cookie = client.get_cookie("__Host-blog")
    assert cookie is not None
    assert cookie.expires is not None


def test_it_is_written_down_how(author: makers.Browser, client: FlaskClient) -> None:
    passkeys.sign(client, passkeys.add(author))
    assert "with a passkey" in words(author.get("/desk/log/"))


def test_the_log_names_a_passkey_that_was_copied(app: Flask, author: makers.Browser) -> None:
    device = passkeys.add(author)
    passkeys.sign(app.test_client(), device)
    device.sign_count -= 1
    assert passkeys.sign(app.test_client(), device).json["code"] == "passkey_copied"
    shown = words(author.get("/desk/log/?show=door"))
    assert re.search(r"The passkey “.+” was refused: its counter went back", shown)


def test_it_is_two_factors_by_itself(
    app: Flask, client: FlaskClient, device: Authenticator
) -> None:
    """Whoever has codes on types none beside a passkey."""
    makers.switch_codes_on(app)
    assert passkeys.sign(client, device).status_code == 200
    assert is_signed_in(client)


def test_it_leads_nowhere_else(client: FlaskClient, device: Authenticator) -> None:
    assert passkeys.sign(client, device, next="//evil.example").json["next"] == "/desk/"


def test_the_session_is_a_new_one(client: FlaskClient, device: Authenticator) -> None:
    sent = passkeys.begin(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "yes"
    sent["credential"] = device.use(json.loads(sent["credential"]))
    answer = sends(client, sent)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    fresh = answer.json["csrf_token"]
    assert client.post("/logout", data={"csrf_token": fresh}).status_code == 303


def test_a_ceremony_is_good_for_one_answer(client: FlaskClient, device: Authenticator) -> None:
    """Also a wrong one: whoever could try again could try for five minutes."""
    sent = passkeys.begin(client)
    asked = json.loads(sent["credential"])
    assert sends(client, sent).json["code"] == "passkey_unreadable"
    sent["credential"] = device.use(asked)
    again = sends(client, sent)
    assert (again.status_code, again.json["code"]) == (422, "ceremony_over")
    assert not is_signed_in(client)


def test_what_was_sent_is_worth_nothing_again(client: FlaskClient, device: Authenticator) -> None:
    sent = passkeys.begin(client)
    sent["credential"] = device.use(json.loads(sent["credential"]))
    assert sends(client, sent).status_code == 200
    client.post("/logout", data=form(client.get("/logout")))
    assert sends(client, sent | passkeys.token(client)).json["code"] == "ceremony_over"
    later = passkeys.begin(client) | {"credential": sent["credential"]}
    assert sends(client, later).json["code"] == "passkey_unreadable"
    assert not is_signed_in(client)


def test_a_challenge_for_something_else_signs_nobody_in(
    client: FlaskClient, author: makers.Browser, device: Authenticator
) -> None:
    begun = passkeys.begin(author, passkeys.CONFIRM)
    sent = passkeys.token(client) | {"ceremony": begun["ceremony"]}
    sent["credential"] = device.use(json.loads(begun["credential"]))
    assert sends(client, sent).json["code"] == "ceremony_over"


def test_five_minutes_are_enough(
    client: FlaskClient, device: Authenticator, clock: FrozenClock
) -> None:
    sent = passkeys.begin(client)
    sent["credential"] = device.use(json.loads(sent["credential"]))
    clock.move(minutes=5)
    answer = sends(client, sent)
    assert answer.json["message"] == "That took longer than five minutes. Try again."


def test_wrong_ones_are_counted(
    client: FlaskClient, device: Authenticator, clock: FrozenClock
) -> None:
    stranger = passkeys.device()
    stranger.handle = device.handle
    for left in (4, 3, 2, 1):
        answer = passkeys.sign(client, stranger)
        assert (answer.status_code, answer.json["code"]) == (422, "passkey_unknown")
        assert f"You have {left} more " in answer.json["message"]
    passkeys.sign(client, stranger)
    answer = passkeys.sign(client, device)
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    assert answer.headers["Retry-After"] == "60"
    clock.move(minutes=1)
    assert passkeys.sign(client, device).status_code == 200


def test_a_right_one_clears_the_count(client: FlaskClient, device: Authenticator) -> None:
    stranger = passkeys.device()
    for _ in range(4):
        passkeys.sign(client, stranger)
    assert passkeys.sign(client, device).status_code == 200
    client.post("/logout", data=form(client.get("/logout")))
    assert "You have 4 more tries" in passkeys.sign(client, stranger).json["message"]


def test_a_stranger_cannot_lock_the_owner_out(
    app: Flask, device: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From as many places as they like: no name is counted, since nobody can guess a key."""
    monkeypatch.setattr(throttle, "FREE_FOR_NAME", 3)
    for number in range(5):
        away = app.test_client()
        away.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        passkeys.sign(away, passkeys.device())
    home = app.test_client()
    home.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert passkeys.sign(home, device).status_code == 200


def test_beginning_many_keeps_few(app: Flask, client: FlaskClient, device: Authenticator) -> None:
    for _ in range(ceremonies.MOST_FOR_ONE + 3):
        passkeys.begin(client)
    with app.app_context():
        begun = sa.select(sa.func.count(Ceremony.id))
        assert session().scalar(begun) == ceremonies.MOST_FOR_ONE


def test_the_page_offers_what_there_is(
    author: makers.Browser, client: FlaskClient, installation: Settings
) -> None:
    assert "Use a passkey" not in client.get("/login").text
    passkeys.add(author)
    page = client.get("/login")
    assert "Use a passkey" in page.text
    assert 'autocomplete="username webauthn"' in page.text
    elsewhere = create_app(replace(installation, url="http://127.0.0.1:8000")).test_client()
    assert "Use a passkey" not in elsewhere.get("/login", base_url="http://127.0.0.1:8000").text
    answer = elsewhere.post("/login/passkey/begin", data=passkeys.token(elsewhere))
    assert answer.status_code == 404


@pytest.mark.parametrize("sent", [{}, {"ceremony": "x" * 9000}, {"credential": "["}])
def test_less_than_a_ceremony(client: FlaskClient, sent: dict[str, str]) -> None:
    assert sends(client, sent | passkeys.token(client)).json["code"] == "ceremony_over"
