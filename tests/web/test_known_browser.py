"""What is done to the account is told by a letter: a browser that was never seen before, and no
other; another email address, at the one before.
"""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.jobs import worker
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import form, sign_in

COOKIE = "__Host-known"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def letters(app: Flask) -> list[EmailMessage]:
    """Those that lie in the outbox, once the worker has come by."""
    with app.app_context():
        assert worker.drain(makers.work(app)).failed_count == 0
    files = sorted(makers.installation(app).outbox.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def sign_out(browser: FlaskClient) -> None:
    browser.post("/logout", data=form(browser.get("/logout")))


@pytest.fixture
def first(app: Flask) -> FlaskClient:
    """The first browser that the owner ever used."""
    browser = app.test_client()
    sign_in(browser)
    return browser


def test_of_the_first_browser_there_is_nothing_to_say(app: Flask, first: FlaskClient) -> None:
    assert letters(app) == []


def test_a_known_browser_is_no_news(app: Flask, first: FlaskClient, clock: FrozenClock) -> None:
    for _ in range(2):
        sign_out(first)
        clock.move(days=300)
        sign_in(first)
    assert letters(app) == []


def test_of_a_new_one_the_owner_is_told(app: Flask, first: FlaskClient) -> None:
    another = app.test_client()
    another.environ_base.update(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.9")
    assert sign_in(another).location == "/desk/"
    (letter,) = letters(app)
    assert letter["To"] == "ada@blog.example"
    assert letter["Subject"] == "The Ninth Lamp: signed in on a new browser"
    for kind in ("plain", "html"):
        part = letter.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert "20 November 2026, 12:00" in text
        assert "Firefox on Linux" in text
        assert "203.0.113.9" in text
        assert "https://blog.example/desk/account/#s-places" in text
        assert "blog owner recover --sign-out-everywhere" in text
    sign_out(another)
    sign_in(another)
    assert len(letters(app)) == 1


def test_it_goes_out_though_the_place_was_signed_out_again(app: Flask, first: FlaskClient) -> None:
    another = app.test_client()
    sign_in(another)
    sign_out(another)
    assert len(letters(app)) == 1


def test_a_wrong_password_makes_nobody_known(app: Flask, first: FlaskClient) -> None:
    another = app.test_client()
    sign_in(another, password="wrong")
    assert another.get_cookie(COOKIE) is None
    assert letters(app) == []


def test_the_cookie_opens_nothing_and_no_script_reads_it(app: Flask, first: FlaskClient) -> None:
    cookie = first.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, True, "Lax")
    thief = app.test_client()
    thief.set_cookie(COOKIE, cookie.value)
    assert thief.get("/desk/").status_code == 303


def test_a_made_up_cookie_is_no_known_browser(app: Flask, first: FlaskClient) -> None:
    another = app.test_client()
    another.set_cookie(COOKIE, "made up")
    sign_in(another)
    assert len(letters(app)) == 1


def test_readers_pages_have_no_such_cookie(first: FlaskClient) -> None:
    assert "Set-Cookie" not in first.get("/").headers


def test_of_another_email_address_the_one_before_is_told(
    app: Flask, author: makers.Browser
) -> None:
    details = {"username": "ada", "name": "Ada Winter", "email": "ada@blog.example"}
    for email in ("ada@elsewhere.example", "ada@elsewhere.example", "ada@blog.example"):
        author.post("/desk/account/", data={**details, "action": "save", "email": email})
    # Written in the same second, they have no order.
    first, second = sorted(letters(app), key=lambda letter: letter["To"])
    assert (first["To"], second["To"]) == ("ada@blog.example", "ada@elsewhere.example")
    assert first["Subject"] == "The Ninth Lamp: letters to you go elsewhere now"
    for kind in ("plain", "html"):
        part = first.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert "On 20 November 2026, 12:00, somebody at your desk gave this blog another" in text
        assert "https://blog.example/desk/account/" in text
        assert "elsewhere.example" not in text
