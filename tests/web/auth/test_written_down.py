"""Whoever comes to the door, and whatever changes about it, stands in the log."""

from flask import Flask

from blog.accounts import queries, recovery
from blog.db import transaction
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.web.auth.pages import form, sign_in, words

CODES = "/desk/account/codes/"
NEW = "ten lamps, and no snow"


def log(app: Flask) -> str:
    return words(makers.sign_in(app).get("/desk/log/"))


def test_the_story_of_codes(app: Flask, author: makers.Browser, clock: FrozenClock) -> None:
    phone = makers.switch_codes_on(app)
    clock.move(seconds=30)
    author.post(CODES, data={"action": "renew"})
    browser = app.test_client()
    for code in ("000000", phone.at(clock.now)):
        sign_in(browser)
        browser.post(
            "/login/code", data=form(browser.get("/login/code")).to_dict() | {"code": code}
        )
    author.post(CODES, data={"action": "off"})
    page = log(app)
    for sentence in (
        "One-time codes were switched on",
        "New recovery codes were made",
        "Somebody could not sign in",
        "Signed in with a password and a code",
        "One-time codes were switched off",
    ):
        assert sentence in page


def test_the_story_of_a_recovery(app: Flask, author: makers.Browser, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        link = recovery.link(queries.the_owner(), site_url=URL, at=clock.now).removeprefix(URL)
    browser = app.test_client()
    browser.post(link, data=form(browser.get(link)).to_dict() | {"password": NEW})
    page = log(app)
    for sentence in (
        "A link to recover the account was made",
        "The password changed",
        "Signed out: ",
        "The account was recovered with a link",
        "Signed in with a recovery link",
    ):
        assert sentence in page


def test_the_sixth_wrong_password_begins_a_pause(app: Flask) -> None:
    browser = app.test_client()
    for _ in range(6):
        sign_in(browser, password="wrong")
    assert "Too many wrong tries, so the next had to wait" in log(app)
