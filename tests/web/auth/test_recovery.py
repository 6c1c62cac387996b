"""A locked-out owner comes back with a link from the terminal: once, soon, and without mail."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.accounts import codes, queries, recovery, recovery_codes
from blog.accounts.models import Ceremony, Passkey
from blog.db import session, transaction
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.web.auth.pages import form, sign_in, words

NEW = "ten lamps, and no snow"


def new_link(app: Flask, clock: FrozenClock) -> str:
    with app.app_context(), transaction():
        link = recovery.link(queries.the_owner(), site_url=URL, at=clock.now)
    assert link.startswith(f"{URL}/recover?token=")
    return link.removeprefix(URL)


@pytest.fixture
def link(app: Flask, clock: FrozenClock) -> str:
    return new_link(app, clock)


def send(
    browser: FlaskClient, link: str, *, password: str = NEW, removes: tuple[str, ...] = ()
) -> TestResponse:
    token = form(browser.get(link))["csrf_token"]
    ticked = {f"removes_{name}": "y" for name in removes}
    return browser.post(link, data={"csrf_token": token, "password": password, **ticked})


def keep_passkey(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        session().add(
            Passkey(
                owner_id=1,
                credential_id=b"id",
                public_key=b"key",
                sign_count=0,
                name="A stolen laptop",
                transports=[],
                is_backed_up=False,
                created_at=clock.now,
            )
        )


def test_a_new_password_is_set_and_its_owner_is_in(
    app: Flask, client: FlaskClient, link: str
) -> None:
    elsewhere = makers.sign_in(app)
    answer = send(client, link)
    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 303
    assert sign_in(app.test_client(), password=NEW).location == "/desk/"
    assert sign_in(app.test_client()).status_code == 422


def test_the_link_works_once(app: Flask, client: FlaskClient, link: str) -> None:
    send(client, link)
    page = app.test_client().get(link)
    assert page.status_code == 410
    assert "This link is closed" in words(page)
    assert "Run “blog owner recover” on the server for another." in words(page)


def test_looking_at_it_does_not_use_it_up(client: FlaskClient, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert send(client, link).status_code == 303


def test_it_lasts_a_quarter_of_an_hour(client: FlaskClient, link: str, clock: FrozenClock) -> None:
    sent = form(client.get(link)).to_dict() | {"password": NEW}
    clock.move(minutes=15)
    assert client.get(link).status_code == 410
    assert client.post(link, data=sent).status_code == 410
    assert sign_in(client, password=NEW).status_code == 422


def test_a_newer_link_ends_it(
    app: Flask, client: FlaskClient, link: str, clock: FrozenClock
) -> None:
    newer = new_link(app, clock)
    assert client.get(link).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_new_password_ends_it(app: Flask, client: FlaskClient, link: str) -> None:
    makers.sign_in(app).post("/desk/account/password", data={"new_password": NEW})
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["", "made-up", "x" * 5000, "\0"])
def test_a_link_that_was_never_made_opens_nothing(client: FlaskClient, token: str) -> None:
    assert client.get("/recover", query_string={"token": token}).status_code == 410


def test_the_hash_in_the_database_opens_nothing(app: Flask, client: FlaskClient, link: str) -> None:
    with app.app_context():
        kept = session().scalars(sa.select(Ceremony.token_hash)).one()
    assert kept not in link
    assert client.get("/recover", query_string={"token": kept}).status_code == 410


def test_a_weak_password_is_refused_and_the_link_stays_good(client: FlaskClient, link: str) -> None:
    page = send(client, link, password="short")
    assert page.status_code == 422
    assert "This password has 5 characters." in words(page)
    assert send(client, link).status_code == 303


def test_codes_and_passkeys_stay_unless_they_are_lost_too(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    makers.switch_codes_on(app)
    keep_passkey(app, clock)
    link = new_link(app, clock)
    assert "Remove all passkeys" in words(client.get(link))
    assert send(client, link).location == "/desk/"
    with app.app_context():
        assert codes.are_on(1)
        assert session().scalar(sa.select(Passkey.name)) == "A stolen laptop"


def test_what_is_lost_is_switched_off(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    makers.switch_codes_on(app)
    keep_passkey(app, clock)
    with app.app_context(), transaction():
        recovery_codes.make(1, at=clock.now)
    send(client, new_link(app, clock), removes=("codes", "passkeys"))
    with app.app_context():
        assert not codes.are_on(1)
        assert recovery_codes.left_count(1) == 0
        assert session().scalars(sa.select(Passkey)).all() == []
    assert sign_in(app.test_client(), password=NEW).location == "/desk/"


def test_what_is_not_there_is_not_asked(client: FlaskClient, link: str) -> None:
    page = words(client.get(link))
    assert "one-time codes" not in page
    assert "passkeys" not in page
