"""Every route, every method, everybody: what is answered, and that looking changes nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.makers import Browser
from tests.web import everything, identities
from tests.web.everything import SECRET, Address

METHODS = frozenset("GET HEAD OPTIONS POST PUT PATCH DELETE TRACE CONNECT BREW".split())
JSON = {"Accept": "application/json"}
READING = ("GET", "HEAD", "OPTIONS")
# What is not simply there: doors that are shut, pages that want to be told of what, moved ones.
UNUSUAL = {
    "auth.code": {303},
    "auth.login": {200, 303},
    "auth.logout": {200, 303},
    "auth.recover": {410},
    "auth.setup": {410},
    "editor.change_address": {404},
    "editor.confirm": {303},
    "editor.confirm_address_removal": {404},
    "editor.confirm_merge": {404},
    "editor.confirm_people_merge": {422},
    "editor.confirm_work_merge": {422},
    "editor.download_backup": {404},
    "follow.show_sent": {404},
    "public.favicon": {301},
    "public.show_stray": {301},
}
# Written while somebody looks, and about the looking: the log of downloads, counts of feeds.
ABOUT_LOOKING = frozenset({"log_entries", "feed_days", "feed_readers", "misses"})


@pytest.fixture(autouse=True)
def _full(app: Flask) -> None:
    everything.fill(app)


def ask(browser: FlaskClient, address: Address, method: str) -> TestResponse:
    with browser.open(address.path, method=method) as answer:
        answer.get_data()
        return answer


def is_usual(address: Address, answer: TestResponse, method: str) -> bool:
    if address.path.endswith("/page/1/"):
        return answer.status_code == 308
    if method == "OPTIONS":
        return answer.status_code == 200
    return answer.status_code in UNUSUAL.get(address.endpoint, {200})


def leads_to_the_login(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.location.startswith("/login?next=/desk/")


def test_the_owner_reads_everything_and_changes_nothing_by_it(
    app: Flask, author: FlaskClient
) -> None:
    before = everything.rows(app, besides=ABOUT_LOOKING)
    wrong = []
    for address in everything.addresses(app):
        for method in sorted(address.methods.intersection(READING)):
            answer = ask(author, address, method)
            if not is_usual(address, answer, method):
                wrong.append((method, address.path, answer.status_code))
            if method == "HEAD" and answer.data:
                wrong.append((method, address.path, "a body"))
    assert wrong == []
    assert everything.rows(app, besides=ABOUT_LOOKING) == before


@pytest.mark.parametrize("who", identities.NOT_THE_OWNER)
def test_nobody_else_reads_of_the_desk(app: Flask, who: str) -> None:
    browser = identities.NOT_THE_OWNER[who](app)
    before = everything.rows(app, besides=ABOUT_LOOKING)
    wrong = []
    for address in everything.addresses(app):
        if not address.is_of_the_desk and who != "stranger":
            continue  # what is for everybody asks nobody who they are
        for method in sorted(address.methods.intersection(READING)):
            answer = ask(browser, address, method)
            as_it_should = (
                leads_to_the_login(answer)
                if address.is_of_the_desk
                else is_usual(address, answer, method) or address.endpoint == "auth.code"
            )
            says_it = SECRET.encode() in answer.data and not address.opens_by_key
            if not as_it_should or says_it:
                wrong.append((method, address.path, answer.status_code, says_it))
    assert wrong == []
    assert everything.rows(app, besides=ABOUT_LOOKING) == before


@pytest.mark.parametrize("who", identities.NOT_THE_OWNER)
def test_nobody_else_changes_anything_on_the_desk(app: Flask, who: str) -> None:
    """Not even with a good token: the form is carried to the login, in a page or as JSON."""
    browser = identities.NOT_THE_OWNER[who](app)
    before = everything.rows(app)
    wrong = []
    for address in everything.addresses(app):
        if not address.is_of_the_desk or "POST" not in address.methods:
            continue
        for headers in ({}, JSON):
            answer = browser.post(address.path, data={"action": "save"}, headers=headers)
            if answer.status_code != 401 or SECRET in answer.text:
                wrong.append((address.path, headers, answer.status_code))
    assert wrong == []
    assert everything.rows(app) == before


def test_what_is_not_known_is_refused(app: Flask, client: FlaskClient) -> None:
    """Reading is left out: any path may be an old address."""
    known = defaultdict(set)
    for address in everything.addresses(app):
        known[address.path] |= address.methods
    assert len(known) > 100
    wrong = []
    for path, methods in known.items():
        for method in METHODS - methods - set(READING):
            answer = client.open(path, method=method, headers=JSON)
            is_refused = answer.status_code == 405 and methods <= set(answer.allow)
            if not (is_refused or answer.status_code == 308):
                wrong.append((method, path, answer.status_code, answer.allow))
    assert wrong == []


def test_an_empty_form_breaks_nothing(app: Flask) -> None:
    """Whatever the owner sends, it is answered with a page and not with a fault."""
    answers = posted(app, everything.addresses(app), lambda browser, path: browser.post(path))
    assert {path: code for path, code in answers.items() if code >= 500} == {}


def test_neither_does_nonsense(app: Flask) -> None:
    fields = "title source tags themes slug version published_at ids q name action".split()
    typed = dict.fromkeys(fields, "\x00\ud7ff" * 20)
    known = everything.addresses(app)
    answers = posted(app, known, lambda browser, path: browser.post(path, data=typed))
    assert {path: code for path, code in answers.items() if code >= 500} == {}


def posted(
    app: Flask, known: Sequence[Address], post: Callable[[Browser, str], TestResponse]
) -> dict[str, int]:
    """The status of each, asked by an owner who is signed in anew where the last form ended it."""
    browser, answers = identities.owner(app), {}
    for address in known:
        if "POST" in address.methods:
            answers[address.path] = post(browser, address.path).status_code
            if browser.get("/desk/tags/known").status_code != 200:
                browser = identities.owner(app)
    return answers
