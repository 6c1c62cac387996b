"""The login and the logout, through a browser's eyes."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.accounts import queries
from blog.app import create_app
from blog.config import Settings
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import form, sign_in, words

COOKIE = "__Host-blog"
JSON = {"Accept": "application/json"}
LOGIN = {"username": makers.USERNAME, "password": makers.PASSWORD}


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/logout").status_code == 200


def test_signing_in_leads_to_the_desk(client: FlaskClient) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert is_signed_in(client)


@pytest.mark.parametrize("name", ["ADA", " ada ", "Ada@Blog.example", "ａｄａ"])
def test_the_name_is_read_as_people_type_it(client: FlaskClient, name: str) -> None:
    assert sign_in(client, username=name).status_code == 303


def test_signing_in_leads_back_to_where_one_was(client: FlaskClient) -> None:
    asked = client.get("/desk/posts/new?kind=page")
    assert asked.status_code == 303
    assert asked.location == "/login?next=/desk/posts/new?kind%3Dpage"
    assert sign_in(client, at=asked.location).location == "/desk/posts/new?kind=page"


def test_whoever_is_signed_in_need_not_do_it_again(author: FlaskClient) -> None:
    assert author.get("/login?next=/desk/posts/new").location == "/desk/posts/new"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "nine lamps in the rain"}, "the password kept here for this name"),
        ({"username": "nobody"}, "the password kept here for this name"),
        ({"username": ""}, "Write your user name."),
        ({"password": ""}, "Write your password."),
    ],
)
def test_a_wrong_login_comes_back_with_a_sentence(
    client: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = sign_in(client, **typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert form(answer)["password"] == ""
    assert not is_signed_in(client)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(app: Flask) -> None:
    wrong_name = sign_in(app.test_client(), username="nobody")
    wrong_password = sign_in(app.test_client(), password="nine lamps in the rain")
    assert words(wrong_name) == words(wrong_password)


def test_a_script_signs_in_where_it_stands(app: Flask, author: makers.Browser) -> None:
    """The page stays open: a new token is all that it needs to send its form once more."""
    sent = {"data": {"title": "慢车", "action": "save"}, "headers": JSON}
    for lost in ("row", "cookie"):
        if lost == "row":
            author.post("/logout")
        else:
            author.delete_cookie(COOKIE)
        asked = author.post("/desk/posts/new", **sent)
        assert (asked.status_code, asked.json["code"]) == (401, "unauthorized")
        author.token = asked.json["details"]["csrf_token"]
        refused = author.post("/login", data=LOGIN | {"password": "guess"}, headers=JSON)
        assert refused.status_code == 422
        assert "the password kept here for this name" in refused.json["message"]
        assert list(refused.json["details"]["fields"]) == ["password"]
        let_in = author.post("/login", data=LOGIN, headers=JSON)
        assert let_in.status_code == 200
        assert let_in.headers["Cache-Control"] == "no-store"
        author.token = let_in.json["csrf_token"]
        assert author.post("/desk/posts/new", **sent).status_code == 200


def test_a_script_is_told_to_wait(client: FlaskClient) -> None:
    token = form(client.get("/login"))["csrf_token"]
    headers = JSON | {"X-CSRFToken": token}
    for _ in range(6):
        answer = client.post("/login", data=LOGIN | {"password": "guess"}, headers=headers)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert answer.json["code"] == "too_many_attempts"


def test_the_session_is_a_new_one(client: FlaskClient) -> None:
    """What somebody planted in the browser before the login is worthless after it."""
    client.get("/login")
    with client.session_transaction() as planted:
        planted["planted"] = "yes"
        token = planted["csrf_token"]
    sign_in(client)
    client.get("/logout")
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["csrf_token"] != token


@pytest.mark.parametrize("made_up", ["1", "ada", "", "x" * 5000])
def test_a_token_that_was_never_given_opens_nothing(client: FlaskClient, made_up: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = made_up
    assert not is_signed_in(client)


def test_the_hash_in_the_database_opens_nothing(app: Flask, author: FlaskClient) -> None:
    with author.session_transaction() as cookie:
        cookie["_user_id"] = queries.hashed(cookie["_user_id"])
    assert not is_signed_in(author)


def test_each_browser_has_a_token_of_its_own(app: Flask) -> None:
    tokens = set()
    for _ in range(2):
        browser = app.test_client()
        sign_in(browser)
        with browser.session_transaction() as cookie:
            tokens.add(cookie["_user_id"])
    assert len(tokens) == 2


def test_signing_out_ends_this_browser_and_every_copy_of_its_cookie(app: Flask) -> None:
    leaving, staying = makers.sign_in(app), makers.sign_in(app)
    copy = leaving.get_cookie(COOKIE)
    assert copy is not None
    answer = leaving.post("/logout")
    assert (answer.status_code, answer.location) == (303, "/")
    assert not is_signed_in(leaving)
    assert is_signed_in(staying)
    leaving.set_cookie(COOKIE, copy.value)
    assert not is_signed_in(leaving)


def test_signing_out_needs_a_button(author: FlaskClient) -> None:
    assert "Sign out here?" in words(author.get("/logout"))
    assert is_signed_in(author)


def test_signing_in_again_leaves_no_place_behind(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        first = cookie["_user_id"]
    token = form(client.get("/logout"))["csrf_token"]
    known = {"username": makers.USERNAME, "password": makers.PASSWORD}
    assert client.post("/login", data={**known, "csrf_token": token}).status_code == 303
    with app.app_context():
        assert queries.signed_in(first, at=makers.clock.now()) is None


def test_over_https_the_cookie_never_travels_in_the_clear(client: FlaskClient) -> None:
    sign_in(client)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.secure
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"
    assert cookie.origin_only
    assert cookie.expires is not None


def test_over_http_the_cookie_works_too(app: Flask, installation: Settings) -> None:
    plain = create_app(replace(installation, url="http://127.0.0.1:8000"))
    client = plain.test_client()
    sign_in(client)
    cookie = client.get_cookie("blog")
    assert cookie is not None
    assert not cookie.secure
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert is_signed_in(client)


@pytest.mark.parametrize("address", ["/login", "/logout", "/setup"])
def test_the_doors_are_kept_out_of_caches(author: FlaskClient, address: str) -> None:
    assert author.get(address).headers["Cache-Control"] == "no-store"


def test_too_many_wrong_passwords(client: FlaskClient, clock: FrozenClock) -> None:
    for left in (4, 3, 2):
        answer = sign_in(client, password="nine lamps in the rain")
        assert f"You have {left} more tries before a pause." in words(answer)
    assert "You have 1 more try before a pause." in words(sign_in(client, password="wrong"))
    assert "The next try has to wait a minute." in words(sign_in(client, password="wrong"))
    answer = sign_in(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "Too many wrong tries. Wait a minute, then try again." in words(answer)
    assert not is_signed_in(client)
    clock.move(seconds=60)
    again = sign_in(client, password="wrong")
    assert "The next try has to wait 2 minutes." in words(again)
    clock.move(seconds=120)
    assert sign_in(client).status_code == 303


def test_a_right_password_clears_the_count(client: FlaskClient) -> None:
    for _ in range(4):
        sign_in(client, password="nine lamps in the rain")
    assert sign_in(client).status_code == 303
    client.post("/logout", data=form(client.get("/logout")))
    assert "You have 4 more tries" in words(sign_in(client, password="nine lamps in the rain"))


def test_all_workers_count_together(app: Flask, installation: Settings) -> None:
    """Two applications on one database: the count holds across workers and after a restart."""
    workers = [create_app(installation), create_app(installation)]
    answers = [
        sign_in(workers[number % 2].test_client(), password="nine lamps in the rain")
        for number in range(6)
    ]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_before_the_set_up_the_login_says_where_to_go(empty_app: Flask) -> None:
    page = empty_app.test_client().get("/login")
    assert "This blog has no owner yet." in words(page)
    assert sign_in(empty_app.test_client()).status_code == 422
