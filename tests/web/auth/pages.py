"""What a browser reads from a page with a form, and sends back."""

import re

from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests import makers


def form(page: TestResponse) -> MultiDict[str, str]:
    """The fields of the form on a page, as a browser would send them untouched.

    Reading a page makes every line end LF, sending a form makes every line end CRLF (HTML 4.10.21).
    """
    (found,) = html.fromstring(page.text).forms
    return MultiDict(
        (control.name, re.sub(r"\r\n?|\n", "\r\n", control.value or ""))
        for control in found.inputs
        if control.name
    )


def words(page: TestResponse) -> str:
    """The text of a page, in single spaces."""
    return " ".join(html.fromstring(page.text).text_content().split())


def sign_in(client: FlaskClient, *, at: str = "/login", **typed: str) -> TestResponse:
    """Open the login, type, send."""
    sent = form(client.get(at))
    for name, text in ({"username": makers.USERNAME, "password": makers.PASSWORD} | typed).items():
        sent[name] = text
    return client.post("/login", data=sent)
