"""Session cookies that nobody gave: forged, cut, from elsewhere, fixed beforehand."""

import pytest
from flask import Flask

from tests.makers import Browser, installation
from tests.web import identities
from tests.web.auth import pages
from tests.web.identities import COOKIE

DESK = "/desk/"


def status(app: Flask, value: str) -> int:
    browser = app.test_client()
    browser.set_cookie(COOKIE, value, secure=True)
    return browser.get(DESK).status_code


def held(browser: Browser) -> dict[str, object]:
    with browser.session_transaction() as cookie:
        return dict(cookie)


def value(browser: Browser) -> str:
    found = browser.get_cookie(COOKIE)
    assert found is not None
    return found.value


def test_the_right_key_opens_and_no_other(app: Flask, author: Browser) -> None:
    """The first line proves that the others fail for their key alone."""
    secret = installation(app).secret
    assert status(app, identities.signed(app, held(author), key=secret)) == 200
    for key in (secret[:-1], secret.upper(), "", "dev"):
        assert status(app, identities.signed(app, held(author), key=key or " ")) == 303


def test_a_cookie_that_is_not_whole_opens_nothing(app: Flask, author: Browser) -> None:
    good = value(author)
    assert status(app, good) == 200
    payload, time, signature = good.rsplit(".", 2)
    broken = [
        good[:-1],
        good[1:],
        f"{good}A",
        payload,
        f"{payload}.{time}",
        f"{payload}.{time}.",
        f".{time}.{signature}",
        f"{payload}.{time}.{signature[::-1]}",
        f"{payload[:-1]}.{time}.{signature}",
        "",
        ".",
        "..",
        "null",
        "\\000",
        "A" * 4000,
    ]
    assert {each: status(app, each) for each in broken if status(app, each) != 303} == {}


@pytest.mark.parametrize(
    "claims",
    [
        {"_user_id": "1"},
        {"_user_id": None},
        {},
        {"_user_id": ""},
        {"_user_id": "' OR 1=1 --"},
        {"_user_id": "x" * 3000},
    ],
)
def test_even_with_our_key_only_a_token_that_was_given_opens(
    app: Flask, author: Browser, claims: dict[str, object]
) -> None:
    secret = installation(app).secret
    assert status(app, identities.signed(app, claims, key=secret)) == 303


def test_a_session_from_before_is_worth_nothing_after_signing_in(app: Flask) -> None:
    """Fixation: somebody has put a session of their own into the owner's browser."""
    theirs, victim = identities.stranger(app), app.test_client()
    fixed = value(theirs)
    victim.set_cookie(COOKIE, fixed, secure=True)
    assert pages.sign_in(victim).status_code == 303
    assert victim.get(DESK).status_code == 200
    assert status(app, fixed) == 303
    assert theirs.get(DESK).status_code == 303
    answer = victim.post("/desk/tags/", data={"name": "x", "csrf_token": theirs.token})
    assert answer.status_code == 400
