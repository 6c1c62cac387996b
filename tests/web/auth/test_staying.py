"""“Stay signed in on this device”: thirty days. Else the browser is closed, or a day is over."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from flask.testing import FlaskClient

from tests import makers
from tests.conftest import FrozenClock
from tests.web import passkeys
from tests.web.auth.pages import form

COOKIE = "__Host-blog"
PASSWORD = {"username": makers.USERNAME, "password": makers.PASSWORD}
RESUMED = {"resume-username": makers.USERNAME, "resume-password": makers.PASSWORD}

SignIn: TypeAlias = Callable[[FlaskClient, makers.Browser, dict[str, str]], object]


def by_password(client: FlaskClient, author: makers.Browser, ticked: dict[str, str]) -> None:
    sent = form(client.get("/login"))
    assert sent.pop("stay") == "y"
    client.post("/login", data={**sent, **PASSWORD, **ticked})


def by_passkey(client: FlaskClient, author: makers.Browser, ticked: dict[str, str]) -> None:
    passkeys.sign(client, passkeys.add(author), **ticked)


def over_a_form(client: FlaskClient, author: makers.Browser, ticked: dict[str, str]) -> None:
    """One that came too late."""
    page = client.post("/desk/posts/new", data={"title": "Kept", "action": "save"})
    sent = form(page)
    assert sent.pop("resume-stay") == "y"
    resumed = {"resume-stay": "y"} if ticked else {}
    client.post("/desk/posts/new", data={**sent, **RESUMED, **resumed})


@pytest.mark.parametrize("sign_in", [by_password, by_passkey, over_a_form])
@pytest.mark.parametrize(("ticked", "days"), [({"stay": "y"}, 30), ({}, 1)])
def test_it_lasts(
    client: FlaskClient,
    author: makers.Browser,
    clock: FrozenClock,
    sign_in: SignIn,
    ticked: dict[str, str],
    days: int,
) -> None:
    sign_in(client, author, ticked)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.expires is not None) is bool(ticked)
    clock.move(days=days, seconds=-1)
    assert client.get("/desk/account/").status_code == 200
    clock.move(seconds=1)
    assert client.get("/desk/account/").status_code == 303


def test_a_choice_not_to_stay_is_kept_when_the_password_was_wrong(client: FlaskClient) -> None:
    page = client.post("/desk/posts/new", data={"title": "Kept"})
    sent = form(page) | {"resume-username": makers.USERNAME, "resume-password": "wrong"}
    del sent["resume-stay"]
    assert not form(client.post("/desk/posts/new", data=sent))["resume-stay"]


def test_signing_in_beside_the_text_stays_as_before(client: FlaskClient) -> None:
    """The editor asks nobody: what was chosen at the door goes on."""
    hidden = '<input type="hidden" name="stay" value="y">'
    for ticked in ({"stay": "y"}, {}):
        sent = form(client.get("/login"))
        del sent["stay"]
        client.post("/login", data={**sent, **PASSWORD, **ticked})
        assert (hidden in client.get("/desk/posts/new").text) is bool(ticked)
        client.post("/logout", data=form(client.get("/logout")))
