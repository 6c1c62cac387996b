"""A form that came when its sender was signed out: nothing of it is lost at the gate."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.accounts.models import SignIn
from blog.db import session, transaction
from tests import makers
from tests.conftest import FrozenClock
from tests.web import guarded
from tests.web.auth.pages import form, words

TYPED = [
    ("title", "慢车到雪岭 (Slow train) — “a & b” <c>"),
    ("source", "\r\n第一段，很慢。\r\n\r\n  Two spaces before, two after:  \r\n\tA tab.\r\n"),
    ("tags", "winter, 雪"),
    ("themes", "3"),
    ("themes", "1"),
    ("empty", ""),
    ("action", "save"),
]


@pytest.fixture(autouse=True)
def _area(app: Flask) -> None:
    guarded.put_into(app)


def signed_out(app: Flask) -> makers.Browser:
    """A browser in which the owner was signed in, until somebody deleted the row."""
    browser = makers.sign_in(app)
    with app.app_context(), transaction():
        session().execute(sa.delete(SignIn))
    return browser


def answer_page(client: FlaskClient, page: TestResponse, **typed: str) -> TestResponse:
    """Send the form on a page to the address the page came from, as a browser would."""
    sent = form(page)
    for name, text in typed.items():
        sent[name.replace("_", "-")] = text
    return client.post(guarded.ADDRESS, data=sent)


@pytest.mark.parametrize("lost", ["row", "cookie", "never there"])
def test_an_expired_login_loses_nothing(app: Flask, lost: str) -> None:
    """Both ways a session ends: the row is gone, or the browser has no cookie any more."""
    browser = signed_out(app) if lost == "row" else makers.sign_in(app)
    if lost == "cookie":
        browser.delete_cookie("__Host-blog")
    if lost == "never there":
        browser = makers.Browser(app, app.response_class, use_cookies=True)

    page = browser.post(guarded.ADDRESS, data=MultiDict(TYPED))
    assert page.status_code == 401
    assert "You have been signed out" in words(page)
    assert "Nothing you typed is lost. Sign in and it is saved." in words(page)

    answer = answer_page(
        browser, page, resume_username=makers.USERNAME, resume_password=makers.PASSWORD
    )
    assert sorted(answer.json) == sorted(list(pair) for pair in TYPED)
    assert [pair for pair in answer.json if pair[0] == "themes"] == [
        ["themes", "3"],
        ["themes", "1"],
    ]
    assert browser.get(guarded.ADDRESS).status_code == 200


def test_a_wrong_password_there_loses_nothing_either(app: Flask) -> None:
    browser = signed_out(app)
    page = browser.post(guarded.ADDRESS, data=MultiDict(TYPED))
    for _ in range(5):
        page = answer_page(browser, page, resume_username="ada", resume_password="wrong")
        assert page.status_code == 401
        assert "the password kept here for this name" in words(page)
    page = answer_page(browser, page, resume_username="ada", resume_password=makers.PASSWORD)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "60"
    assert form(page)["source"] == dict(TYPED)["source"]
    assert form(page)["resume-username"] == "ada"
    assert form(page)["resume-password"] == ""


def test_with_codes_on_it_asks_for_the_code_too_and_loses_nothing(
    app: Flask, clock: FrozenClock
) -> None:
    phone = makers.switch_codes_on(app)
    clock.move(seconds=30)
    browser = signed_out(app)
    page = browser.post(guarded.ADDRESS, data=MultiDict(TYPED))
    assert "resume-code" not in form(page), "a stranger is not told that codes are on"
    page = answer_page(browser, page, resume_username="ada", resume_password=makers.PASSWORD)
    assert page.status_code == 401
    assert "The password was right. Nothing you typed is lost." in words(page)
    assert makers.PASSWORD not in page.text
    page = answer_page(browser, page, resume_code="000000")
    assert page.status_code == 401
    assert "You have 4 more tries before a pause." in words(page)
    answer = answer_page(browser, page, resume_code=phone.at(clock.now))
    assert sorted(answer.json) == sorted(list(pair) for pair in TYPED)
    assert browser.get(guarded.ADDRESS).status_code == 200


def test_where_the_code_takes_too_long_it_begins_again_with_the_password(
    app: Flask, clock: FrozenClock
) -> None:
    phone = makers.switch_codes_on(app)
    browser = signed_out(app)
    page = browser.post(guarded.ADDRESS, data=MultiDict(TYPED))
    page = answer_page(browser, page, resume_username="ada", resume_password=makers.PASSWORD)
    clock.move(minutes=5)
    page = answer_page(browser, page, resume_code=phone.at(clock.now))
    assert "That took longer than five minutes." in words(page)
    page = answer_page(browser, page, resume_username="ada", resume_password=makers.PASSWORD)
    answer = answer_page(browser, page, resume_code=phone.at(clock.now))
    assert sorted(answer.json) == sorted(list(pair) for pair in TYPED)


def test_signing_in_that_way_needs_the_token_of_that_page(app: Flask) -> None:
    browser = signed_out(app)
    page = browser.post(guarded.ADDRESS, data=MultiDict(TYPED))
    sent = form(page)
    sent["resume-username"], sent["resume-password"] = makers.USERNAME, makers.PASSWORD
    del sent["csrf_token"]
    elsewhere = app.test_client()
    again = elsewhere.post(guarded.ADDRESS, data=sent)
    assert again.status_code == 401
    assert elsewhere.get(guarded.ADDRESS).status_code == 303


def test_passwords_are_never_written_into_a_page(app: Flask) -> None:
    typed = {"current_password": "nine lamps in the snow", "name": "Ada"}
    page = signed_out(app).post(guarded.ADDRESS, data=typed)
    assert "nine lamps" not in page.text
    assert "Current password, once more" in words(page)
    assert form(page)["current_password"] == ""


def test_a_long_text_can_be_copied_to_a_safe_place(app: Flask) -> None:
    long = "\n\nA long evening. " * 40
    page = signed_out(app).post(guarded.ADDRESS, data={"title": "Short", "source": long})
    assert page.text.count("A long evening.") == 80
    assert "copy to a safe place" in words(page)


def test_a_file_cannot_be_carried_and_the_page_says_so(app: Flask) -> None:
    sent = {"title": "A still", "picture": (BytesIO(b"..."), "still.jpg")}
    page = signed_out(app).post(guarded.ADDRESS, data=sent)
    assert "The file you chose could not be kept." in words(page)
    assert form(page)["title"] == "A still"
    without = signed_out(app).post(guarded.ADDRESS, data={"picture": (BytesIO(b""), "")})
    assert "The file" not in words(without)
