"""Who is signed in is asked once more before the account changes, and loses nothing by it."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blog.accounts import queries
from tests import makers
from tests.conftest import FrozenClock
from tests.web.auth.pages import form, sign_in, words

ACCOUNT, PASSWORD = "/desk/account/", "/desk/account/password"
CONFIRM = "/desk/account/confirm"
TYPED = {"action": "save", "name": "艾达", "username": "ada", "email": "winter@blog.example"}
NEW = "ten lamps, and no snow"


@pytest.fixture
def author(author: makers.Browser, clock: FrozenClock) -> makers.Browser:
    """The owner, signed in ten minutes ago."""
    clock.move(minutes=10)
    return author


def go_on(
    author: makers.Browser, page: TestResponse, to: str, password: str = makers.PASSWORD
) -> TestResponse:
    """Answer the question on a page."""
    sent = form(page)
    sent["resume-password"] = password
    if "new_password" in sent:
        sent["new_password"] = NEW
    return author.post(to, data=sent)


def name(app: Flask) -> str:
    with app.app_context():
        return queries.the_owner().name


def test_a_page_is_shown_after_the_question(author: makers.Browser) -> None:
    asked = author.get(PASSWORD)
    assert (asked.status_code, asked.location) == (303, f"{CONFIRM}?next={PASSWORD}")
    page = author.get(asked.location)
    assert "Is it you?" in words(page)
    answer = go_on(author, page, asked.location)
    assert (answer.status_code, answer.location) == (303, PASSWORD)
    assert author.get(PASSWORD).status_code == 200


def test_a_form_goes_on_with_all_that_was_typed(app: Flask, author: makers.Browser) -> None:
    page = author.post(ACCOUNT, data=TYPED)
    assert page.status_code == 403
    assert "Nothing you typed is lost." in words(page)
    assert name(app) == "Ada Winter"
    assert go_on(author, page, ACCOUNT).status_code == 303
    assert name(app) == "艾达"


def test_it_is_not_asked_again_for_ten_minutes(author: makers.Browser, clock: FrozenClock) -> None:
    page = author.get(CONFIRM)
    go_on(author, page, CONFIRM)
    clock.move(minutes=9)
    assert author.get(PASSWORD).status_code == 200
    assert author.get(f"{CONFIRM}?next={PASSWORD}").location == PASSWORD
    clock.move(minutes=1)
    assert author.get(PASSWORD).status_code == 303


def test_a_clock_that_was_put_back_makes_it_last_no_longer(app: Flask, clock: FrozenClock) -> None:
    browser = makers.sign_in(app)
    clock.move(hours=-1)
    assert browser.get(PASSWORD).status_code == 303


def test_each_place_is_asked_for_itself(app: Flask, author: makers.Browser) -> None:
    makers.sign_in(app)
    assert author.get(PASSWORD).status_code == 303


def test_signing_in_is_an_answer(app: Flask, clock: FrozenClock) -> None:
    browser = app.test_client()
    sign_in(browser)
    assert browser.get(PASSWORD).status_code == 200


def test_a_wrong_password_changes_nothing_and_loses_nothing(
    app: Flask, author: makers.Browser
) -> None:
    page = author.post(ACCOUNT, data=TYPED)
    for _ in range(5):
        page = go_on(author, page, ACCOUNT, "wrong")
        assert page.status_code == 403
        assert "the password kept here for this name" in words(page)
    page = go_on(author, page, ACCOUNT)
    assert (page.status_code, page.headers["Retry-After"]) == (429, "60")
    assert form(page)["email"] == TYPED["email"]
    assert name(app) == "Ada Winter"


def test_a_new_password_is_not_written_into_the_question(
    app: Flask, author: makers.Browser
) -> None:
    page = author.post(PASSWORD, data={"new_password": NEW})
    assert NEW not in page.text
    assert "New password, once more" in words(page)
    assert go_on(author, page, PASSWORD).status_code == 303
    assert sign_in(app.test_client(), password=NEW).status_code == 303


def test_a_script_is_told_where_to_ask(author: makers.Browser) -> None:
    for answer in (
        author.get(PASSWORD, headers={"Accept": "application/json"}),
        author.post(ACCOUNT, data=TYPED, headers={"Accept": "application/json"}),
    ):
        assert answer.status_code == 403
        assert answer.json["code"] == "confirmation_needed"
        assert answer.json["details"] == {"confirm": CONFIRM}


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_the_question_leads_nowhere_else(author: makers.Browser, elsewhere: str) -> None:
    address = f"{CONFIRM}?next={elsewhere}"
    answer = go_on(author, author.get(address), address)
    assert answer.location == "/desk/"


def test_whatever_changes_the_account_is_behind_it(app: Flask, author: makers.Browser) -> None:
    """But for the answers to the question itself, and the form whose buttons ask for themselves."""
    open_to_all = {"begin_confirmation", "confirm_by_passkey", "change_account"}
    changes = {
        str(rule).replace("<int:passkey_id>", "1")
        for rule in app.url_map.iter_rules()
        if str(rule).startswith(ACCOUNT)
        and "POST" in (rule.methods or ())
        and rule.endpoint.removeprefix("editor.") not in open_to_all
    }
    assert len(changes) > 5
    for address in changes:
        assert "Is it you?" in words(author.post(address)), address


def test_signing_out_needs_no_confirmation(app: Flask, author: makers.Browser) -> None:
    """Whoever fears that somebody else is in acts at once."""
    elsewhere = makers.sign_in(app)
    assert author.post(ACCOUNT, data={"action": "sign-out-others"}).status_code == 303
    assert elsewhere.get(ACCOUNT).status_code == 303


def test_with_codes_on_the_password_is_not_enough(
    app: Flask, author: makers.Browser, clock: FrozenClock
) -> None:
    phone = makers.switch_codes_on(app)
    clock.move(seconds=30)
    sent = form(author.get(CONFIRM)).to_dict() | {"resume-password": makers.PASSWORD}
    for code, sentence in (("", "Type the 6 digits"), ("0000 0000 0000 0000", "recovery codes")):
        page = author.post(CONFIRM, data=sent | {"resume-code": code})
        assert page.status_code == 403
        assert sentence in words(page)
    wrong = {"resume-password": "wrong", "resume-code": phone.at(clock.now)}
    assert author.post(CONFIRM, data=sent | wrong).status_code == 403
    answer = author.post(CONFIRM, data=sent | {"resume-code": phone.at(clock.now)})
    assert answer.status_code == 303
    assert author.get(PASSWORD).status_code == 200
