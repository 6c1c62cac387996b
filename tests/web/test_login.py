"""The guard: the owner comes in, nobody else does."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from blog.accounts.models import SignIn
from blog.db import session, transaction
from blog.web import attempts, login
from tests import makers
from tests.conftest import FrozenClock
from tests.web import guarded

TYPED = [("title", "慢车"), ("themes", "3"), ("themes", "1"), ("empty", "")]


@pytest.fixture(autouse=True)
def _area(app: Flask) -> None:
    guarded.put_into(app)


def test_the_owner_comes_in(author: makers.Browser) -> None:
    assert author.get(guarded.ADDRESS).status_code == 200
    assert author.post(guarded.ADDRESS, data=MultiDict(TYPED)).json == [
        list(pair) for pair in TYPED
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stranger_who_looks_is_led_to_the_login(client: FlaskClient, method: str) -> None:
    answer = client.open(guarded.ADDRESS, method=method)
    assert (answer.status_code, answer.location) == (303, "/login?next=/guarded/form?part%3D2")


def test_a_deleted_row_signs_out_at_once(app: Flask, author: makers.Browser) -> None:
    assert author.get(guarded.ADDRESS).status_code == 200
    with app.app_context(), transaction():
        session().execute(sa.delete(SignIn))
    assert author.get(guarded.ADDRESS).status_code == 303


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "headers": {"Accept": "application/json"}},
        {"method": "POST", "headers": {"Accept": "application/json"}, "data": {"a": "b"}},
        {"method": "POST", "json": {"a": "b"}},
        {"method": "DELETE", "json": {}},
    ],
)
def test_a_program_gets_its_answer_in_json(
    client: FlaskClient, request_: dict[str, object]
) -> None:
    answer = client.open(guarded.ADDRESS, **request_)
    assert answer.status_code == 401
    assert answer.json["code"] == "unauthorized"
    assert answer.json["message"] == "You are signed out. Sign in and try again."


def test_guarded_pages_are_kept_out_of_caches(author: makers.Browser, client: FlaskClient) -> None:
    for answer in (
        author.get(guarded.ADDRESS),
        client.get(guarded.ADDRESS),
        client.post(guarded.ADDRESS),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_noted_when_the_owner_was_last_seen(
    app: Flask, author: makers.Browser, clock: FrozenClock
) -> None:
    first = clock.now
    clock.move(minutes=9)
    author.get(guarded.ADDRESS)
    assert seen_at(app) == first
    clock.move(minutes=1)
    author.get(guarded.ADDRESS)
    assert seen_at(app) == clock.now


def seen_at(app: Flask) -> object:
    with app.app_context():
        return session().scalar(sa.select(SignIn.seen_at))


def test_a_cookie_of_the_login_library_opens_nothing(app: Flask, client: FlaskClient) -> None:
    """flask-login's remember cookie is not ours: nothing here gives one or takes one."""
    client.set_cookie("remember_token", "1|" + "0" * 128)
    assert client.get(guarded.ADDRESS).status_code == 303


def test_every_address_of_the_desk_is_guarded(app: Flask, client: FlaskClient) -> None:
    """The whole URL map, with each method that an address answers to."""
    adapter = app.url_map.bind("blog.example", url_scheme="https")
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/desk")]
    assert len(rules) > 10
    for rule in rules:
        choices = {name: getattr(of, "items", [1]) for name, of in rule._converters.items()}
        path = adapter.build(rule.endpoint, {name: min(some) for name, some in choices.items()})
        for method in (rule.methods or set()) - {"OPTIONS"}:
            answer = client.open(path, method=method)
            expected = 303 if method in {"GET", "HEAD"} else 401
            assert answer.status_code == expected, f"{method} {path}"


def test_a_name_is_looked_at_only_as_far_as_names_go(app: Flask) -> None:
    """To fold ten megabytes of it took 18 seconds."""
    typed = makers.USERNAME + " " * attempts.LONGEST_NAME + "x" * 1_000_000
    with app.test_request_context():
        assert login.recognise(typed, makers.PASSWORD).username == makers.USERNAME
