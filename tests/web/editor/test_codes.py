"""One-time codes on the desk: on with an app, off again; the recovery codes are seen once."""

import re

import pyotp
import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from blog.accounts import codes, recovery_codes
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import sign_in, words

ADDRESS = "/desk/account/codes/"


def send(author: makers.Browser, action: str, **typed: str) -> TestResponse:
    return author.post(ADDRESS, data={"action": action, **typed})


def letters(page: TestResponse) -> str:
    (shown,) = html.fromstring(page.text).xpath("//p[@class='letters']")
    return shown.text_content().replace(" ", "")


def shown_codes(page: TestResponse) -> list[str]:
    return [code.text_content() for code in html.fromstring(page.text).xpath("//ol//code")]


@pytest.fixture
def phone(author: makers.Browser) -> pyotp.TOTP:
    """What an app knows that was shown the page."""
    assert send(author, "begin").location == ADDRESS
    return pyotp.TOTP(letters(author.get(ADDRESS)))


def are_on(app: Flask) -> bool:
    with app.app_context():
        return codes.are_on(1)


def test_the_picture_and_the_letters_say_the_same(
    author: makers.Browser, phone: pyotp.TOTP
) -> None:
    page = html.fromstring(author.get(ADDRESS).text)
    (link,) = page.xpath("//a[starts-with(@href, 'otpauth:')]/@href")
    read = pyotp.parse_uri(link)
    assert (read.secret, read.name, read.issuer) == (phone.secret, "ada", "The Ninth Lamp")
    (drawn,) = page.xpath("//*[@class='qr']/*/@d")
    assert len(re.findall(r"M\d+ \d+h1v1h-1z", drawn)) > 300


def test_one_right_code_switches_them_on(
    app: Flask, author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    page = send(author, "prove", code="000000")
    assert page.status_code == 422
    assert "Type the 6 digits that your app shows now." in words(page)
    assert letters(page) == phone.secret, "the app need not be set up again"
    assert not are_on(app)

    page = send(author, "prove", code=phone.at(clock.now))
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert len(set(shown_codes(page))) == 10
    assert are_on(app)
    assert sign_in(app.test_client()).location.startswith("/login/code")

    again = author.get(ADDRESS)
    assert "10 of 10 are left." in words(again)
    assert "Since 20 November 2026" in words(again)
    assert phone.secret not in again.text.replace(" ", "")
    assert not any(code in again.text for code in shown_codes(page))


def test_a_form_sent_twice_changes_nothing(
    app: Flask, author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    made = shown_codes(send(author, "prove", code=phone.at(clock.now)))
    page = send(author, "prove", code=phone.at(clock.now))
    assert page.status_code == 409
    assert "Codes are on" in words(page)
    with app.app_context():
        assert recovery_codes.still_good(1, made) == made
    assert send(author, "begin").status_code == 409


def test_recovery_codes_are_taken_along_as_a_file(
    author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    made = shown_codes(send(author, "prove", code=phone.at(clock.now)))
    file = author.post(ADDRESS, data={"action": "file", "kept": [*made, "<b>not one</b>"]})
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"] == "attachment; filename=recovery-codes.txt"
    assert file.text.splitlines()[0] == (
        "Recovery codes for The Ninth Lamp. Each opens the door once."
    )
    assert file.text.splitlines()[2:] == made


def test_new_recovery_codes_end_the_old_ones(
    app: Flask, author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    old = shown_codes(send(author, "prove", code=phone.at(clock.now)))
    new = shown_codes(send(author, "renew"))
    assert len(set(old + new)) == 20
    with app.app_context():
        assert recovery_codes.still_good(1, old + new) == new


def test_switching_off_leaves_nothing_behind(
    app: Flask, author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    made = shown_codes(send(author, "prove", code=phone.at(clock.now)))
    answer = send(author, "off")
    assert answer.location == "/desk/account/#s-codes"
    assert "The password alone opens this blog." in words(author.get("/desk/account/"))
    with app.app_context():
        assert recovery_codes.still_good(1, made) == []
    assert sign_in(app.test_client()).location == "/desk/"


def test_the_account_says_how_it_stands(
    author: makers.Browser, phone: pyotp.TOTP, clock: FrozenClock
) -> None:
    assert "Switch codes on…" in words(author.get("/desk/account/"))
    send(author, "prove", code=phone.at(clock.now))
    page = words(author.get("/desk/account/"))
    assert "since 20 November 2026. 10 of 10 recovery codes are left." in page


def test_all_of_it_asks_first_who_is_there(
    app: Flask, author: makers.Browser, clock: FrozenClock
) -> None:
    clock.move(minutes=10)
    assert author.get(ADDRESS).location == f"/desk/account/confirm?next={ADDRESS}"
    for action in ("begin", "prove", "renew", "file", "off"):
        assert send(author, action).status_code == 403
    assert not are_on(app)


@pytest.mark.parametrize("typed", [{}, {"action": "anything"}])
def test_a_form_without_a_known_button_is_refused(
    author: makers.Browser, typed: dict[str, str]
) -> None:
    assert author.post(ADDRESS, data=typed).status_code == 400
