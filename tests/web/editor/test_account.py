"""The account page: names, and the places where the owner is signed in."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from blog.accounts import queries
from blog.accounts.models import Owner, SignIn
from blog.db import session, transaction
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import sign_in, words

ADDRESS = "/desk/account/"
DETAILS = {"action": "save", "name": "Ada Winter", "username": "ada", "email": "ada@blog.example"}


def send(author: makers.Browser, **typed: str) -> TestResponse:
    return author.post(ADDRESS, data=typed)


def is_signed_in(browser: makers.Browser) -> bool:
    return browser.get(ADDRESS).status_code == 200


def owner(app: Flask) -> Owner:
    with app.app_context():
        found = queries.owner()
        assert found is not None
        return found


def test_names_are_changed(app: Flask, author: makers.Browser) -> None:
    typed = {"name": "艾达", "username": "Ada W", "email": "winter@blog.example"}
    answer = send(author, **(DETAILS | typed))
    assert (answer.status_code, answer.location) == (303, ADDRESS)
    page = author.get(ADDRESS)
    assert "Kept." in words(page)
    assert all(f'value="{value}"' in page.text for value in typed.values())
    assert sign_in(app.test_client(), username="ada w").status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Write a name."),
        ({"username": ""}, "Write a user name."),
        ({"email": "ada"}, "“ada” is not an email address."),
    ],
)
def test_wrong_details_come_back_with_what_was_typed(
    app: Flask, author: makers.Browser, typed: dict[str, str], sentence: str
) -> None:
    page = send(author, **(DETAILS | {"name": "Somebody else"} | typed))
    assert page.status_code == 422
    assert sentence in words(page)
    assert ('value="Somebody else"' in page.text) is ("name" not in typed)
    assert owner(app).name == "Ada Winter"


def test_the_places_are_listed(app: Flask, author: makers.Browser, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        session().add(
            SignIn(
                owner_id=1,
                token_hash="0" * 64,
                address="2001:db8::7",
                user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                created_at=clock.now - timedelta(days=6),
                seen_at=clock.now - timedelta(hours=3),
                expires_at=clock.now + timedelta(days=24),
            )
        )
    page = words(author.get(ADDRESS))
    assert "This browser" in page
    assert "Firefox on Linux" in page
    assert "Last seen 20 November 2026, 09:00" in page
    assert "signed in 14 November 2026" in page
    assert "from 2001:db8::7" in page


def test_a_place_is_signed_out(app: Flask, author: makers.Browser) -> None:
    elsewhere, another = makers.sign_in(app), makers.sign_in(app)
    with app.app_context():
        ids = session().scalars(sa.select(SignIn.id).order_by(SignIn.id)).all()
    assert send(author, action="sign-out", place=str(ids[1])).status_code == 303
    assert not is_signed_in(elsewhere)
    assert is_signed_in(another)
    assert send(author, action="sign-out", place=str(ids[1])).status_code == 404


def test_all_other_places_are_signed_out(app: Flask, author: makers.Browser) -> None:
    others = [makers.sign_in(app) for _ in range(2)]
    assert send(author, action="sign-out-others").status_code == 303
    assert not any(is_signed_in(other) for other in others)
    assert "Sign out everywhere else" not in words(author.get(ADDRESS))


@pytest.mark.parametrize("typed", [{}, {"action": "anything"}])
def test_a_form_without_a_known_button_is_refused(
    author: makers.Browser, typed: dict[str, str]
) -> None:
    assert send(author, **typed).status_code == 400
