"""Every form: nothing happens without its token, nor with it from another site."""

import pytest
from flask import Flask

from tests.makers import Browser
from tests.web import everything, identities
from tests.web.everything import Address

ELSEWHERE = "https://elsewhere.example"
# A mail program calls it, from nowhere (RFC 8058); the key in its address is all that it needs.
FROM_ANYWHERE = {"follow.stop_at_once"}
# Forms for readers, who have no session: `follow/stamp.py` and the first wall stand in for it.
WITHOUT_SESSION = "follow."


@pytest.fixture(autouse=True)
def _full(app: Flask) -> None:
    everything.fill(app)


def forms(app: Flask) -> list[Address]:
    return [
        address
        for address in everything.addresses(app)
        if "POST" in address.methods and address.endpoint not in FROM_ANYWHERE
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ELSEWHERE},
        {"Origin": "http://blog.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_from_another_site(app: Flask, author: Browser, headers: dict[str, str]) -> None:
    before = everything.rows(app)
    json = {"Accept": "application/json", **headers}
    answers = {
        address.path: author.post(address.path, data={"action": "save"}, headers=json)
        for address in forms(app)
    }
    assert {
        path: each.status_code for path, each in answers.items() if each.status_code != 403
    } == {}
    assert everything.rows(app) == before
    assert author.get("/desk/").status_code == 200, "still signed in"


@pytest.mark.parametrize("token", [None, "", "forged", "IjEi.aaaa.bbbb", "of another session"])
def test_without_its_token(app: Flask, token: str | None) -> None:
    owner, other = identities.owner(app), identities.stranger(app)
    owner.token = other.token if token == "of another session" else token or ""
    before = everything.rows(app)
    wrong = {}
    for address in forms(app):
        if address.endpoint.startswith(WITHOUT_SESSION):
            continue
        answer = owner.post(address.path, json={"action": "save"})
        if answer.status_code != 400 or answer.json["code"] != "token_missing":
            wrong[address.path] = answer.status_code
    assert wrong == {}
    assert everything.rows(app) == before


def test_only_what_mail_programs_ask_is_open_to_all(app: Flask) -> None:
    """Whoever opens another door to other sites has to say so here."""
    client = app.test_client()
    answered = {
        address.endpoint
        for address in everything.addresses(app)
        if "POST" in address.methods
        and client.post(address.path, headers={"Origin": ELSEWHERE}).status_code != 403
    }
    assert answered == FROM_ANYWHERE
