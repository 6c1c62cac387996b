"""The guard: the owner comes in, nobody else does, and no form is lost at the gate."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.accounts.models import SignIn
from blog.db import session, transaction
from blog.web import attempts, login
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
