"""After the login one stays on this site, however the way back is spelt."""

import pytest
from flask.testing import FlaskClient

from blog.web.ways_back import way_back
from tests.web.auth.pages import sign_in

HERE = [
    "/desk/",
    "/desk/posts/12/",
    "/desk/posts/new?kind=page&then=https://elsewhere.example/",
    "/posts/%E6%85%A2%E8%BD%A6/",
    "/posts/慢车到雪岭/",
    "/tags/a%20b/#end",
    "/",
]

ELSEWHERE = [
    "https://elsewhere.example/",
    "HTTPS://elsewhere.example",
    "http:elsewhere.example",
    "//elsewhere.example",
    "///elsewhere.example",
    "////elsewhere.example/%2e%2e",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "\\/elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "/\r\n/elsewhere.example",
    "\t//elsewhere.example",
    " //elsewhere.example",
    "/%09/elsewhere.example",
    "/%0a/elsewhere.example",
    "/%0d%0aSet-Cookie:a=b",
    "/desk/\r\nSet-Cookie: a=b",
    "/%2felsewhere.example",
    "/%2F%2Felsewhere.example",
    "/%5celsewhere.example",
    "/%5C%5Celsewhere.example",
    "/.//elsewhere.example",
    "/..//elsewhere.example",
    "/desk/..//elsewhere.example",
    "/\u202e/elsewhere.example",
    "/\x00/elsewhere.example",
    "/\u200b/elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "elsewhere.example",
    "desk/",
    "?next=//elsewhere.example",
    "@elsewhere.example",
    ":80",
    "",
    "/" + "a" * 2001,
]


@pytest.mark.parametrize("address", HERE)
def test_a_path_on_this_site_is_kept(address: str) -> None:
    assert way_back(address) == address


@pytest.mark.parametrize("address", ELSEWHERE)
def test_everything_else_leads_to_the_desk(address: str) -> None:
    assert way_back(address) == "/desk/"


def test_no_wish_leads_to_the_desk() -> None:
    assert way_back(None) == "/desk/"


@pytest.mark.parametrize(
    "address", ["//elsewhere.example", "/\\elsewhere.example", "https://e.example"]
)
def test_the_login_does_not_send_anybody_away(client: FlaskClient, address: str) -> None:
    token = client.get("/login", query_string={"next": address})
    assert "elsewhere" not in token.text
    assert sign_in(client, next=address).location == "/desk/"
    assert client.get("/login", query_string={"next": address}).location == "/desk/"
