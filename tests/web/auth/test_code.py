"""The second page of the login: the code, after the password."""

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.accounts import codes, recovery_codes
from blog.db import transaction
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import form, sign_in, words

CODE = "/login/code"
JSON = {"Accept": "application/json"}


@pytest.fixture
def phone(app: Flask, clock: FrozenClock) -> pyotp.TOTP:
    """The owner's app; its next code is unused."""
    made = makers.switch_codes_on(app)
    clock.move(seconds=30)
    return made


@pytest.fixture
def halfway(phone: pyotp.TOTP, client: FlaskClient) -> FlaskClient:
    """A browser in which the password was right."""
    sign_in(client)
    return client


def send(browser: FlaskClient, code: str, *, at: str = CODE) -> TestResponse:
    sent = form(browser.get(at))
    sent["code"] = code
    return browser.post(CODE, data=sent)


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/desk/").status_code == 200


def test_the_password_alone_does_not_open_the_desk(phone: pyotp.TOTP, client: FlaskClient) -> None:
    answer = sign_in(client, at="/login?next=/desk/tags/")
    assert (answer.status_code, answer.location) == (303, f"{CODE}?next=/desk/tags/")
    assert not is_in(client)
    page = client.get(answer.location)
    assert "Now the code" in words(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_with_the_code_it_goes_on_to_where_one_was_going(
    phone: pyotp.TOTP, client: FlaskClient, clock: FrozenClock
) -> None:
    asked = sign_in(client, at="/login?next=/desk/tags/").location
    answer = send(client, phone.at(clock.now), at=asked)
    assert (answer.status_code, answer.location) == (303, "/desk/tags/")
    assert is_in(client)


def test_a_wrong_password_does_not_lead_to_the_code(phone: pyotp.TOTP, client: FlaskClient) -> None:
    assert sign_in(client, password="wrong").status_code == 422
    answer = client.get(CODE)
    assert (answer.status_code, answer.location) == (303, "/login?next=/desk/")


def test_a_wrong_code_may_be_typed_again(
    halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    page = send(halfway, "000000")
    assert page.status_code == 422
    assert "Type the 6 digits that your app shows now. You have 4 more tries" in words(page)
    assert not is_in(halfway)
    assert send(halfway, phone.at(clock.now)).status_code == 303
    assert is_in(halfway)


def test_no_code_opens_twice(
    app: Flask, halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    code = phone.at(clock.now)
    send(halfway, code)
    another = app.test_client()
    sign_in(another)
    page = send(another, code)
    assert "This code has been used." in words(page)
    assert not is_in(another)


def test_a_recovery_code_opens_once(app: Flask, halfway: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        made = recovery_codes.make(1, at=clock.now)
    assert send(halfway, made[0]).status_code == 303
    assert is_in(halfway)
    another = app.test_client()
    sign_in(another)
    assert "each works once" in words(send(another, made[0]))
    assert not is_in(another)


def test_there_are_five_minutes_for_it(
    halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    sent = form(halfway.get(CODE))
    clock.move(minutes=5)
    sent["code"] = phone.at(clock.now)
    page = halfway.post(CODE, data=sent)
    assert page.status_code == 422
    assert "That took longer than five minutes." in words(page)
    assert halfway.get(CODE).location == "/login?next=/desk/"
    assert not is_in(halfway)


def test_the_password_counts_for_one_entry(
    app: Flask, halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    """A copy of the cookie from between the two pages is worth nothing afterwards."""
    copy = halfway.get_cookie("__Host-blog")
    assert copy is not None
    thief = app.test_client()
    thief.set_cookie("__Host-blog", copy.value)
    assert thief.get(CODE).status_code == 200
    send(halfway, phone.at(clock.now))
    assert thief.get(CODE).status_code == 303


def test_a_new_password_ends_what_the_old_one_began(
    app: Flask, halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    makers.sign_in(app).post("/desk/account/password", data={"new_password": "ten lamps, no snow"})
    assert halfway.get(CODE).status_code == 303


def test_codes_switched_off_meanwhile(app: Flask, halfway: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        codes.switch_off(1, at=clock.now)
    assert "were switched off meanwhile" in words(send(halfway, "123456"))
    assert sign_in(halfway).location == "/desk/"


def test_a_right_password_buys_no_more_tries_at_the_code(
    halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    """Whoever knows the password would else begin again after every fourth code."""
    for _ in range(4):
        send(halfway, "000000")
    sign_in(halfway)
    page = send(halfway, "000000")
    assert "The next try has to wait a minute." in words(page)
    page = send(halfway, phone.at(clock.now))
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "60"
    assert "Now the code" in words(page)
    clock.move(seconds=60)
    assert send(halfway, phone.at(clock.now)).status_code == 303


def test_once_in_the_wrong_ones_are_forgiven(
    app: Flask, halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    for _ in range(4):
        send(halfway, "000000")
    send(halfway, phone.at(clock.now))
    assert "You have 4 more tries" in words(sign_in(app.test_client(), password="wrong"))


def test_the_session_is_a_new_one(
    halfway: FlaskClient, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    with halfway.session_transaction() as planted:
        planted["planted"] = "yes"
    send(halfway, phone.at(clock.now))
    with halfway.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_permanent", "csrf_token", "_id"}


def test_a_script_is_asked_for_the_code(
    phone: pyotp.TOTP, client: FlaskClient, clock: FrozenClock
) -> None:
    headers = JSON | {"X-CSRFToken": form(client.get("/login"))["csrf_token"]}
    known = {"username": makers.USERNAME, "password": makers.PASSWORD}
    asked = client.post("/login", data=known, headers=headers)
    assert (asked.status_code, asked.json["code"]) == (403, "code_needed")
    refused = client.post(CODE, data={"code": "000000"}, headers=headers)
    assert refused.status_code == 422
    assert list(refused.json["details"]["fields"]) == ["code"]
    let_in = client.post(CODE, data={"code": phone.at(clock.now)}, headers=headers)
    assert let_in.status_code == 200
    assert set(let_in.json) == {"csrf_token"}
    assert is_in(client)
