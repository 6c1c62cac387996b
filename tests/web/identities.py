"""Everybody who may stand at the door, each as a browser: the owner, and those who are not."""

from collections.abc import Callable, Mapping
from typing import Final

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from blog import clock
from blog.accounts.models import SignIn
from blog.db import session, transaction
from tests import makers
from tests.makers import Browser
from tests.web.auth import pages

COOKIE: Final = "__Host-blog"


def owner(app: Flask) -> Browser:
    return makers.sign_in(app)


def stranger(app: Flask) -> Browser:
    """With a session, so that forms have a token."""
    browser = _browser(app)
    browser.token = pages.form(browser.get("/login"))["csrf_token"]
    return browser


def expired(app: Flask) -> Browser:
    browser = makers.sign_in(app)
    with app.app_context(), transaction():
        session().execute(sa.update(SignIn).values(expires_at=clock.now()))
    return browser


def signed_out(app: Flask) -> Browser:
    browser = makers.sign_in(app)
    with app.app_context(), transaction():
        session().execute(sa.delete(SignIn))
    return browser


def forger(app: Flask) -> Browser:
    """Has all that the owner's cookie holds, and not the key that it is signed with."""
    known = makers.sign_in(app)
    with known.session_transaction() as cookie:
        held = dict(cookie)
    browser = stranger(app)
    browser.set_cookie(COOKIE, signed(app, held, key="another key"), secure=True)
    return browser


def halfway(app: Flask) -> Browser:
    """The password was right; the code has not come yet."""
    makers.switch_codes_on(app)
    browser = _browser(app)
    pages.sign_in(browser)
    browser.token = pages.form(browser.get("/login/code"))["csrf_token"]
    return browser


NOT_THE_OWNER: Final[Mapping[str, Callable[[Flask], Browser]]] = {
    "stranger": stranger,
    "expired": expired,
    "signed out": signed_out,
    "forger": forger,
    "halfway": halfway,
}


def signed(app: Flask, held: dict[str, object], *, key: str) -> str:
    """A session cookie as the application writes it, but with this key."""
    other = Flask("other")
    other.secret_key = key
    serializer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert serializer is not None
    made = serializer.dumps(held)
    assert isinstance(made, str)
    return made


def _browser(app: Flask) -> Browser:
    return Browser(app, app.response_class, use_cookies=True)
