"""The headers of every kind of answer."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from tests.makers import make_post, make_theme

READERS = ("/", "/posts/a-piece/", "/archive/", "/tags/", "/themes/", "/tags/winter/")
MACHINES = ("/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/robots.txt")
OTHERS = ("/nowhere/", "/posts/a-piece", "/favicon.ico", "/static/icons/mark.svg", "/setup")
PARTS = ("/static/css/site.css", "/static/js/paper.js", "/static/fonts/hanken-grotesk.woff2")
DOORS = ("/login", "/desk/")


def headers_of(client: FlaskClient, path: str) -> Headers:
    with client.get(path) as answer:
        return answer.headers


@pytest.fixture(autouse=True)
def pieces(app: Flask) -> None:
    make_theme(app)
    make_post(app, tags=("winter",), themes=(1,))


@pytest.mark.parametrize("path", [*READERS, *MACHINES, *OTHERS, *DOORS])
def test_everything_is_protected(client: FlaskClient, path: str) -> None:
    headers = headers_of(client, path)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "; style-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("path", "embedded_by"),
    [
        *((path, "same-origin") for path in (*READERS, *MACHINES, "/login", *PARTS)),
        ("/favicon.ico", "cross-origin"),
        ("/static/icons/mark.svg", "cross-origin"),
    ],
)
def test_pictures_may_stand_elsewhere_and_pages_may_not(
    client: FlaskClient, path: str, embedded_by: str
) -> None:
    assert headers_of(client, path)["Cross-Origin-Resource-Policy"] == embedded_by


@pytest.mark.parametrize("path", PARTS)
def test_parts_of_pages_are_what_they_say_and_short(client: FlaskClient, path: str) -> None:
    headers = headers_of(client, path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Content-Security-Policy" not in headers


@pytest.mark.parametrize("path", [*READERS, *MACHINES, *OTHERS, *PARTS])
def test_what_is_public_knows_no_reader(author: FlaskClient, path: str) -> None:
    headers = headers_of(author, path)
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize("path", READERS)
def test_a_page_claims_no_age_that_nobody_knows(client: FlaskClient, path: str) -> None:
    headers = headers_of(client, path)
    assert "Last-Modified" not in headers
    assert client.get(path, headers={"If-None-Match": headers["ETag"]}).status_code == 304
