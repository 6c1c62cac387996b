"""Forms from elsewhere, forged, stale and honest ones."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.app import create_app
from blog.config import Settings
from tests import makers
from tests.conftest import URL, CountQueries
from tests.web import guarded
from tests.web.auth.pages import form, sign_in, words


@pytest.fixture(autouse=True)
def _area(app: Flask) -> None:
    guarded.put_into(app)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": URL},
        {"Origin": f"{URL}:443"},
        {"Origin": URL.upper()},
        {"Origin": URL, "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_forms_come_through(author: makers.Browser, headers: dict[str, str]) -> None:
    assert author.post(guarded.ADDRESS, data={"a": "b"}, headers=headers).json == [["a", "b"]]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://blog.example"},
        {"Origin": f"{URL}:8443"},
        {"Origin": "https://blog.example.elsewhere.example"},
        {"Origin": "https://www.blog.example"},
        {"Origin": "https://elsewhere.example", "Host": "elsewhere.example"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://[not an address"},
        {"Origin": ""},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_forms_from_elsewhere_do_not_even_with_a_token(
    author: makers.Browser, headers: dict[str, str], method: str
) -> None:
    headers = {"X-CSRFToken": author.token, **headers}
    answer = author.open(guarded.ADDRESS, method=method, headers=headers)
    assert answer.status_code == 403
    assert f"This blog answers at {URL}" in words(answer)


def test_a_stranger_is_not_asked_to_sign_in_for_a_form_from_elsewhere(client: FlaskClient) -> None:
    """Signing in there would send somebody else's words."""
    answer = client.post(
        guarded.ADDRESS, data={"title": "Theirs"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403
    assert "Theirs" not in answer.text


def test_the_other_name_of_this_machine_is_named(app: Flask, installation: Settings) -> None:
    local = create_app(replace(installation, url="http://127.0.0.1:8000"))
    answer = local.test_client().post("/login", headers={"Origin": "http://localhost:8000"})
    assert answer.status_code == 403
    assert (
        "This blog answers at http://127.0.0.1:8000, and the form came from http://localhost:8000."
        in (words(answer))
    )


def test_a_name_in_another_script_is_the_same_name(app: Flask, installation: Settings) -> None:
    named = create_app(replace(installation, url="https://博客.example"))
    page = named.test_client().post("/login", headers={"Origin": "https://xn--9krq6q.example"})
    assert page.status_code != 403


@pytest.mark.parametrize("token", [None, "", "forged", "IjEi.aaaa.bbbb"])
def test_without_its_token_a_form_changes_nothing_and_is_asked_for_again(
    author: makers.Browser, token: str | None
) -> None:
    typed = {"title": "慢车", "source": "a\r\nb"}
    data = typed if token is None else typed | {"csrf_token": token}
    page = author.post(guarded.ADDRESS, data=data, headers={"X-CSRFToken": ""})
    assert page.status_code == 400
    assert page.headers["Cache-Control"] == "no-store"
    assert "Send it again" in words(page)
    sent = form(page)
    assert sent.pop("csrf_token") != token
    assert sent.to_dict() == typed


def test_a_form_from_before_the_last_login_can_be_sent_again(client: FlaskClient) -> None:
    """Two tabs: signing in again in one makes the token in the other worthless."""
    sign_in(client)
    old = form(client.get("/logout"))
    client.get("/login")
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "the token of the next session"
    page = client.post(guarded.ADDRESS, data={"title": "慢车", **old})
    assert page.status_code == 400
    assert ["title", "慢车"] in client.post(guarded.ADDRESS, data=form(page)).json


def test_the_token_of_one_browser_is_nothing_in_another(app: Flask) -> None:
    mine, theirs = app.test_client(), app.test_client()
    sign_in(mine)
    stolen = form(theirs.get("/login"))["csrf_token"]
    assert mine.post(guarded.ADDRESS, data={"csrf_token": stolen}).status_code == 400


def test_a_program_is_told_in_json(author: makers.Browser) -> None:
    answer = author.post(guarded.ADDRESS, json={}, headers={"X-CSRFToken": ""})
    assert answer.status_code == 400
    assert answer.json["code"] == "token_missing"
    fresh = {"X-CSRFToken": answer.json["details"]["csrf_token"]}
    assert author.post(guarded.ADDRESS, data={"a": "b"}, headers=fresh).json == [["a", "b"]]


@pytest.mark.parametrize("address", ["/login", "/logout", "/setup"])
def test_the_doors_are_behind_both_walls(client: FlaskClient, address: str) -> None:
    assert client.post(address, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.post(address, data={"password": "nine lamps in the snow"}).status_code == 400
    assert "nine lamps" not in client.post(address, data={"password": "nine lamps"}).text


def test_a_login_without_a_token_does_not_sign_in(client: FlaskClient) -> None:
    client.post("/login", data={"username": makers.USERNAME, "password": makers.PASSWORD})
    assert client.get(guarded.ADDRESS).status_code == 303


@pytest.mark.parametrize("address", ["/", "/tags/", "/themes/", "/archive/", "/nothing-here/"])
def test_readers_get_no_cookie(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_owner_reads_like_a_reader(author: makers.Browser, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        answer = author.get("/")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not [query for query in queries if "sign_ins" in query], "nobody asked who reads"
