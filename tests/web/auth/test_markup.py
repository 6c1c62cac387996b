"""The Nu Html Checker finds nothing on the pages of codes, confirmations and recoveries."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.accounts import codes, queries, recovery
from blog.db import transaction
from tests import makers, nu
from tests.conftest import URL, FrozenClock
from tests.web.auth.pages import sign_in

CODES = "/desk/account/codes/"


@pytest.mark.slow
def test_codes_and_recoveries(
    app: Flask, client: FlaskClient, author: makers.Browser, clock: FrozenClock
) -> None:
    pages = {"off": author.get(CODES).text}
    author.post(CODES, data={"action": "begin"})
    pages["begun"] = author.get(CODES).text
    pages["wrong"] = author.post(CODES, data={"action": "prove", "code": "1"}).text
    with app.app_context(), transaction():
        codes.switch_off(1, at=clock.now)
    makers.switch_codes_on(app)
    pages["on"] = author.get(CODES).text
    pages["made"] = author.post(CODES, data={"action": "renew"}).text
    pages["account"] = author.get("/desk/account/").text
    pages["password"] = author.get("/desk/account/password").text
    sign_in(client)
    pages["code"] = client.get("/login/code").text
    with app.app_context(), transaction():
        link = recovery.link(queries.the_owner(), site_url=URL, at=clock.now).removeprefix(URL)
    pages["recover"] = client.get(link).text
    pages["closed"] = client.get("/recover").text
    clock.move(minutes=10)
    pages["asked"] = author.get("/desk/account/confirm").text
    pages["carried"] = author.post(CODES, data={"action": "renew"}).text
    assert "\n".join(nu.findings(pages)) == ""
