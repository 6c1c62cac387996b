"""The passkeys in the account: made, named, removed, and shown in place of the password."""

import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url

from blog.accounts import ceremonies
from blog.accounts.passkeys import CONFIRMING
from blog.app import create_app
from blog.config import Settings
from blog.db import transaction
from tests import makers
from tests.conftest import FrozenClock
from tests.web import passkeys
from tests.web.auth.pages import words

ACCOUNT, LIST = "/desk/account/", "/desk/account/#s-passkeys"
FIRST = "/desk/account/passkeys/1/"


def test_one_is_made_and_listed(author: makers.Browser, clock: FrozenClock) -> None:
    page = author.get(ACCOUNT)
    assert "no other site can ask for it" in words(page)
    passkeys.add(author)
    page = author.get(ACCOUNT)
    assert "The passkey “A browser” is kept." in words(page)
    assert "added 20 November 2026 not used yet on one device only" in words(page)


def test_when_it_was_used_is_listed(
    author: makers.Browser, client: FlaskClient, clock: FrozenClock
) -> None:
    device = passkeys.device()
    device.is_backed_up = True
    passkeys.add(author, device)
    clock.move(hours=1)
    passkeys.sign(client, device)
    page = words(author.get(ACCOUNT))
    assert "last used 20 November 2026, 13:00" in page
    assert "on one device only" not in page


def test_making_one_takes_a_fresh_confirmation(author: makers.Browser, clock: FrozenClock) -> None:
    begun = begun_to_make(author)
    clock.move(minutes=10)
    assert author.get(passkeys.NEW).location == f"/desk/account/confirm?next={passkeys.NEW}"
    for address in ("/desk/account/passkeys/begin", passkeys.NEW):
        answer = author.post(address, data=begun, headers=passkeys.JSON)
        assert (answer.status_code, answer.json["code"]) == (403, "confirmation_needed")
    assert "not used yet" not in words(author.get(ACCOUNT))


def begun_to_make(author: makers.Browser) -> dict[str, str]:
    begun = author.post("/desk/account/passkeys/begin", headers=passkeys.JSON).json
    made = passkeys.device().make(begun["options"])
    return {"ceremony": begun["ceremony"], "credential": made}


def test_a_ceremony_makes_one_passkey(author: makers.Browser) -> None:
    sent = begun_to_make(author)
    assert author.post(passkeys.NEW, data=sent, headers=passkeys.JSON).status_code == 200
    again = author.post(passkeys.NEW, data=sent, headers=passkeys.JSON)
    assert again.json["code"] == "ceremony_over"


def test_it_is_renamed(author: makers.Browser, clock: FrozenClock) -> None:
    passkeys.add(author)
    assert 'value="A browser"' in author.get(FIRST).text
    answer = author.post(FIRST, data={"name": "The blue key"})
    assert (answer.status_code, answer.location) == (303, LIST)
    assert "The blue key" in words(author.get(ACCOUNT))
    refused = author.post(FIRST, data={"name": " "})
    assert refused.status_code == 422
    assert "Write a name for this passkey." in words(refused)
    clock.move(minutes=10)
    assert "Is it you?" in words(author.post(FIRST, data={"name": "Somebody’s key"}))
    assert "The blue key" in words(author.get(ACCOUNT))


def test_it_is_removed_after_a_question(
    author: makers.Browser, client: FlaskClient, clock: FrozenClock
) -> None:
    device = passkeys.add(author)
    clock.move(minutes=10)
    remove = f"{FIRST}remove"
    assert author.get(remove).location == f"/desk/account/confirm?next={remove}"
    asked = author.post(remove)
    assert "Is it you?" in words(asked)
    answer = author.post(remove, data={"resume-password": makers.PASSWORD})
    assert (answer.status_code, answer.location) == (303, LIST)
    assert "The passkey is removed" in words(author.get(ACCOUNT))
    assert passkeys.sign(client, device).json["code"] == "passkey_unknown"
    assert author.get(FIRST).status_code == author.post(remove).status_code == 404


def test_a_passkey_confirms_in_place_of_the_password(
    author: makers.Browser, clock: FrozenClock
) -> None:
    device = passkeys.add(author)
    clock.move(minutes=10)
    assert author.get(passkeys.NEW).status_code == 303
    assert "Use a passkey" in author.get("/desk/account/confirm").text
    answer = passkeys.sign(author, device, at=passkeys.CONFIRM)
    assert answer.json["next"] == ""
    assert author.get(passkeys.NEW).status_code == 200


def test_a_wrong_passkey_confirms_nothing(author: makers.Browser, clock: FrozenClock) -> None:
    device = passkeys.add(author)
    clock.move(minutes=10)
    device.is_verifying = False
    answer = passkeys.sign(author, device, at=passkeys.CONFIRM)
    assert answer.json["code"] == "passkey_unreadable"
    assert author.get(passkeys.NEW).status_code == 303


def test_a_challenge_of_the_login_confirms_nothing(
    app: Flask, author: makers.Browser, clock: FrozenClock
) -> None:
    device = passkeys.add(author)
    begun = passkeys.begin(app.test_client())
    sent = {"ceremony": begun["ceremony"]}
    sent["credential"] = device.use(json.loads(begun["credential"]))
    answer = author.post(passkeys.CONFIRM, data=sent, headers=passkeys.JSON)
    assert answer.json["code"] == "ceremony_over"


def test_nobody_elses_challenge_confirms_anything(
    app: Flask, author: makers.Browser, clock: FrozenClock
) -> None:
    device = passkeys.add(author)
    with app.app_context(), transaction():
        begun = ceremonies.begin(CONFIRMING, subject="a", owner_id=None, at=clock.now)
    sent = {"ceremony": begun.token}
    sent["credential"] = device.use({"challenge": bytes_to_base64url(begun.challenge)})
    answer = author.post(passkeys.CONFIRM, data=sent, headers=passkeys.JSON)
    assert answer.json["code"] == "ceremony_over"


@pytest.mark.parametrize(
    "address", [passkeys.NEW, FIRST, f"{FIRST}remove", "/desk/account/passkeys/begin"]
)
def test_strangers_are_led_to_the_login(client: FlaskClient, address: str) -> None:
    token = passkeys.token(client)
    answer = client.post(address, data=token, headers=passkeys.JSON)
    assert answer.status_code == 401


def test_where_browsers_have_none_the_page_says_what_to_do(
    installation: Settings, author: makers.Browser
) -> None:
    plain = create_app(replace(installation, url="http://127.0.0.1:8000"))
    browser = makers.sign_in(plain)
    page = browser.get(ACCOUNT)
    assert "This blog answers at http://127.0.0.1:8000." in words(page)
    assert "BLOG_URL=http://localhost:8000" in words(page)
    assert "Add a passkey" not in words(page)
    assert browser.get(passkeys.NEW).status_code == 404
