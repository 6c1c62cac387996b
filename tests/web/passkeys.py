"""Sends what the scripts of passkeys send, with a device made of software."""

import json

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.authenticator import Authenticator
from tests.conftest import URL
from tests.makers import Browser

JSON = {"Accept": "application/json"}
NEW = "/desk/account/passkeys/new"
CONFIRM = "/desk/account/confirm/passkey"


def device() -> Authenticator:
    return Authenticator(origin=URL, rp_id=URL.removeprefix("https://"))


def add(author: Browser, one: Authenticator | None = None) -> Authenticator:
    one = one or device()
    begun = author.post("/desk/account/passkeys/begin", headers=JSON)
    assert begun.status_code == 200, begun.text
    sent = {"ceremony": begun.json["ceremony"], "credential": one.make(begun.json["options"])}
    kept = author.post(NEW, data=sent, headers=JSON)
    assert kept.status_code == 200, kept.text
    return one


def token(client: FlaskClient) -> dict[str, str]:
    """What a stranger's page sends along."""
    (found,) = html.fromstring(client.get("/login").text).xpath(
        "//input[@name='csrf_token']/@value"
    )
    return {"csrf_token": found}


def begin(client: FlaskClient, at: str = "/login/passkey") -> dict[str, str]:
    """A ceremony with nothing signed yet; what is to be signed as JSON in “credential”."""
    sent = {} if isinstance(client, Browser) else token(client)
    begun = client.post(f"{at}/begin", data=sent, headers=JSON)
    assert begun.status_code == 200, begun.text
    challenge = json.dumps(begun.json["options"])
    return sent | {"ceremony": begun.json["ceremony"], "credential": challenge}


def sign(
    client: FlaskClient, one: Authenticator, *, at: str = "/login/passkey", **typed: str
) -> TestResponse:
    sent = begin(client, at)
    sent["credential"] = one.use(json.loads(sent["credential"]))
    return client.post(at, data=sent | typed, headers=JSON)
