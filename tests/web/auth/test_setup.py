"""The set-up, in a browser."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.accounts.models import Owner
from blog.accounts.setup import setup_link
from blog.config import Settings
from blog.db import session
from blog.settings import queries
from tests.conftest import URL
from tests.web.auth.pages import form, words

TYPED = {
    "blog_name": "第九排 · The Ninth Row",
    "name": "Ada Winter",
    "username": "ada",
    "email": "ada@blog.example",
    "password": "nine lamps in the snow",
    "language": "zh-Hans",
    "time_zone": "Asia/Shanghai",
}


@pytest.fixture
def link(installation: Settings) -> str:
    return setup_link(installation).removeprefix(URL)


@pytest.fixture
def newcomer(empty_app: Flask) -> FlaskClient:
    return empty_app.test_client()


def answer(client: FlaskClient, link: str, **typed: str) -> TestResponse:
    """Open the link, fill the form in, send it."""
    sent = form(client.get(link))
    for name, text in (TYPED | typed).items():
        sent[name] = text
    return client.post(link, data=sent)


def test_it_asks_makes_and_signs_in(empty_app: Flask, newcomer: FlaskClient, link: str) -> None:
    done = answer(newcomer, link)
    assert (done.status_code, done.location) == (303, "/desk/")
    assert newcomer.get("/logout").status_code == 200
    with empty_app.app_context():
        assert queries.current().name == "第九排 · The Ninth Row"
        assert queries.current().time_zone == "Asia/Shanghai"


def test_what_is_chosen_already_fits_most(newcomer: FlaskClient, link: str) -> None:
    page = newcomer.get(link)
    assert "js/zone" in page.text
    shown = form(page)
    assert (shown["language"], shown["time_zone"]) == ("en-GB", "UTC")


def test_a_wrong_form_comes_back_whole(newcomer: FlaskClient, link: str) -> None:
    page = answer(newcomer, link, password="short", email="ada")
    assert page.status_code == 422
    assert "“ada” is not an email address." in words(page)
    assert "js/zone" not in page.text, "it would choose over the one that was chosen"
    kept = form(page)
    for name in ("blog_name", "name", "username", "language", "time_zone"):
        assert kept[name] == TYPED[name]
    assert kept["password"] == ""


@pytest.mark.parametrize(("name", "value"), [("language", "tlh"), ("time_zone", "Mars")])
def test_only_what_was_offered_is_taken(
    newcomer: FlaskClient, link: str, name: str, value: str
) -> None:
    assert answer(newcomer, link, **{name: value}).status_code == 422


@pytest.mark.parametrize("address", ["/setup", "/setup?token=", "/setup?token=made-up"])
def test_without_the_link_there_is_nothing(newcomer: FlaskClient, link: str, address: str) -> None:
    sent = form(newcomer.get(link)).to_dict() | TYPED
    for page in (newcomer.get(address), newcomer.post(address, data=sent)):
        assert page.status_code == 404
        assert "opens with the link that “blog serve” prints" in words(page)
        assert 'href="/login"' not in page.text


def test_it_works_once(newcomer: FlaskClient, link: str) -> None:
    sent = form(newcomer.get(link)).to_dict() | TYPED
    answer(newcomer, link)
    sent["csrf_token"] = form(newcomer.get("/logout"))["csrf_token"]
    for page in (newcomer.get(link), newcomer.post(link, data=sent)):
        assert page.status_code == 410
        assert "This blog has its owner already. Nobody else can set it up." in words(page)
        assert 'href="/login"' in page.text


def test_of_two_at_the_same_moment_one_becomes_the_owner(empty_app: Flask, link: str) -> None:
    browsers = [empty_app.test_client() for _ in range(2)]
    forms = [form(browser.get(link)).to_dict() | TYPED for browser in browsers]
    start, statuses = Barrier(2), []

    def send(number: int) -> None:
        forms[number]["username"] = f"owner{number}"
        start.wait()
        statuses.append(browsers[number].post(link, data=forms[number]).status_code)

    threads = [Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 410]
    with empty_app.app_context():
        assert len(session().scalars(sa.select(Owner)).all()) == 1


def test_the_form_needs_its_token(newcomer: FlaskClient, link: str) -> None:
    assert newcomer.post(link, data=TYPED).status_code == 400
