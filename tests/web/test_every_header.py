"""The headers of every answer there is: pages, feeds, pictures, files, redirects, 304s, errors."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from blog.app import served
from blog.config import Settings
from blog.web.slow_clients import FewSlowClients
from tests.web import everything, identities, observatory
from tests.web.crawling import crawl

PARTS = ("text/css", "text/javascript", "font/", "image/")


@pytest.fixture(autouse=True)
def _full(app: Flask) -> None:
    everything.fill(app)


def faults(answer: TestResponse, kind: str | None = None) -> list[str]:
    """What is missing, or too much. A 304 does not say itself of what `kind` it is."""
    headers, kind = answer.headers, kind or answer.mimetype or ""
    is_part = kind.startswith(PARTS) and kind != "image/svg+xml"
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=",
        "Cross-Origin-Resource-Policy": "cross-origin" if kind.startswith("image/") else "",
    }
    if not is_part:
        wanted |= {
            "Content-Security-Policy": "default-src 'none'",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=()",
        }
    if not is_part and headers.get("Referrer-Policy") not in observatory.PRIVATE:
        return ["Referrer-Policy"]
    found = [name for name, start in wanted.items() if not headers.get(name, "").startswith(start)]
    found += [name for name in wanted if len(headers.getlist(name)) > 1]
    if "unsafe" in headers.get("Content-Security-Policy", "").replace(_OF_LETTERS, ""):
        found.append("unsafe")
    if answer.data and "charset=utf-8" not in headers["Content-Type"] and kind.startswith("text/"):
        found.append("charset")
    return found + [name for name in ("Server", "X-Powered-By") if name in headers]


# A letter on the desk stands in a frame that runs nothing, with its sheet in its elements.
_OF_LETTERS = "style-src 'unsafe-inline'"


def faults_at(browser: FlaskClient, paths: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Of each address, asked for in every way of reading, and once more by who has it already."""
    for path in paths:
        for method in ("GET", "HEAD", "OPTIONS"):
            with browser.open(path, method=method) as answer:
                answer.get_data()
            yield f"{method} {path}", faults(answer)
            if method == "GET" and answer.headers.get("ETag"):
                with browser.get(path, headers={"If-None-Match": answer.headers["ETag"]}) as same:
                    yield f"304 {path}", faults(same, answer.mimetype)


@pytest.mark.parametrize("is_owner", [True, False])
def test_every_route(app: Flask, is_owner: bool) -> None:
    browser = identities.owner(app) if is_owner else identities.stranger(app)
    everywhere = [each for each in everything.addresses(app) if each.is_of_the_desk == is_owner]
    paths = sorted({address.path for address in everywhere})
    assert [(asked, found) for asked, found in faults_at(browser, paths) if found] == []


@pytest.mark.slow
@pytest.mark.usefixtures("sample")
def test_every_page_of_the_sample_blog(client: FlaskClient) -> None:
    wrong = {}
    for path in crawl(client, "/", one_of_a_kind=True):
        answer = client.get(path)
        if faults(answer) or "Set-Cookie" in answer.headers or observatory.score(answer) < 125:
            wrong[path] = (faults(answer), observatory.score(answer))
    assert wrong == {}


def test_every_error(app: Flask, author: FlaskClient, client: FlaskClient) -> None:
    errors = {
        400: author.post("/desk/tags/", headers={"X-CSRFToken": "forged"}),
        401: client.post("/desk/tags/"),
        403: client.post("/login", headers={"Origin": "https://elsewhere.example"}),
        404: client.get("/nowhere/"),
        405: client.delete("/"),
        410: client.get("/setup"),
        413: client.post("/login", data={"username": "a" * 17_000_000}),
        422: author.post("/desk/posts/new", data={"action": "publish"}),
    }
    errors[409] = author.post("/desk/posts/1/letters/", data={"minutes": "10"})
    for status, answer in errors.items():
        assert answer.status_code == status
        assert faults(answer) == []
        assert answer.headers["Cache-Control"] == "no-store", status
    assert faults(author.get("/nowhere/", headers={"Accept": "application/json"})) == []


def test_a_fault_of_our_own(app: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("broken for a test")

    app.view_functions["public.home"] = broken
    app.testing = False
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert faults(answer) == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_what_is_said_before_the_application(installation: Settings, method: str) -> None:
    gate = Client(FewSlowClients(served(installation), most=0, is_https=True))
    full = gate.post("/login", data=b"x", headers={"Host": "blog.example"})
    assert (full.status_code, faults(full)) == (503, [])
    elsewhere = gate.open("/", method=method, headers={"Host": "evil.example"})
    # Of HTTPS it may speak for its own name only.
    assert (elsewhere.status_code, faults(elsewhere)) == (421, ["Strict-Transport-Security"])


@pytest.mark.parametrize("path", ["/", "/posts/a-piece/", "/login", "/follow/", "/nowhere/"])
def test_the_observatory_would_say_a_plus(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    lost = [(name, points) for name, points in observatory.results(answer) if points < 0]
    assert lost == []
    assert observatory.score(answer) >= (135 if path == "/login" else 130)


def test_the_list_of_rules_tells_bad_from_good(client: FlaskClient) -> None:
    answer = client.get("/login")
    good = observatory.score(answer)
    worse = {
        "Content-Security-Policy": "script-src 'unsafe-inline'",
        "Set-Cookie": "a=b; HttpOnly",
        "Strict-Transport-Security": "max-age=60",
        "X-Content-Type-Options": "sniff",
        "Referrer-Policy": "unsafe-url",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    for name, value in worse.items():
        kept = answer.headers.getlist(name)
        answer.headers[name] = value
        assert observatory.score(answer) < good, name
        answer.headers.setlist(name, kept)
    assert observatory.score(answer) == good
