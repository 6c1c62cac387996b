"""The blog answers by its own name, and to whoever the proxies before it say is asking."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from blog.accounts.models import SignIn
from blog.app import create_app, served
from blog.config import Settings
from blog.db import session
from blog.web.hosts import own_names
from tests.conftest import URL
from tests.web.auth.pages import sign_in

AT_HOME = "http://127.0.0.1:8000"


def ask(
    settings: Settings, host: str, path: str = "/", *, method: str = "GET", **headers: str
) -> TestResponse:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(served(settings)).open(
        path, method=method, headers={"Host": host, **told}, buffered=True
    )


@pytest.mark.parametrize(
    "host", ["blog.example", "blog.example:443", "Blog.Example"], ids=["plain", "port", "capitals"]
)
def test_its_own_name(app: Flask, installation: Settings, host: str) -> None:
    assert ask(installation, host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "blog.example.evil.example", "blog.example:80", "blog.example@evil"),
        *("127.0.0.1:8000", "localhost", "", "blog.example,evil.example"),
    ],
)
def test_another_name(app: Flask, installation: Settings, host: str) -> None:
    answer = ask(installation, host)
    assert answer.status == "421 Misdirected Request"
    assert f'This blog answers at <a href="{URL}/">{URL}/</a>' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_link_leads_to_the_same_page(app: Flask, installation: Settings) -> None:
    answer = ask(installation, "evil.example", "/posts/慢车/?q=<b>&r=%22")
    assert f'href="{URL}/posts/%E6%85%A2%E8%BD%A6/?q=%3Cb%3E&amp;r=%22"' in answer.text


def test_nothing_is_written_under_another_name(app: Flask, installation: Settings) -> None:
    answer = ask(installation, "evil.example", "/login", method="POST")
    assert answer.status_code == 421
    assert ask(installation, "evil.example", method="HEAD").data == b""


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_at_home_every_name_of_this_machine(app: Flask, installation: Settings, host: str) -> None:
    assert ask(replace(installation, url=AT_HOME), host).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9000", "evil.example:8000"])
def test_at_home_no_other(app: Flask, installation: Settings, host: str) -> None:
    assert ask(replace(installation, url=AT_HOME), host).status_code == 421


def test_names_of_all_kinds() -> None:
    assert own_names("https://bücher.example") == {
        "xn--bcher-kva.example",
        "xn--bcher-kva.example:443",
    }
    assert own_names("http://[2001:db8::1]:8000") == {"[2001:db8::1]:8000"}
    assert own_names("http://localhost") == {
        *("localhost", "localhost:80", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80"),
        *("0.0.0.0", "0.0.0.0:80", "[::]", "[::]:80"),
    }


@pytest.mark.parametrize(
    ("hops", "told", "status"),
    [
        (0, "blog.example", 421),
        (1, "blog.example", 200),
        (1, "evil.example", 421),
        # What a stranger wrote stands left of what the proxies added.
        (1, "blog.example, 127.0.0.1:8000", 421),
        (1, "evil.example, blog.example", 200),
        (2, "blog.example, 127.0.0.1:8000", 200),
        (2, "blog.example", 421),
        (2, "evil.example, blog.example, 127.0.0.1", 200),
    ],
)
def test_a_proxy_that_keeps_the_name_for_itself(
    app: Flask, installation: Settings, hops: int, told: str, status: int
) -> None:
    settings = replace(installation, proxy_hops=hops)
    answer = ask(settings, "127.0.0.1:8000", X_Forwarded_Host=told)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("hops", "told", "seen"),
    [
        (0, "198.51.100.1", "192.0.2.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        # Fewer than the proxies there are: somebody reached us past them.
        (2, "198.51.100.1", "192.0.2.7"),
    ],
)
def test_who_asks(app: Flask, installation: Settings, hops: int, told: str, seen: str) -> None:
    """The address that sign-ins are counted by, and that the owner is shown."""
    behind = create_app(replace(installation, proxy_hops=hops))
    browser = behind.test_client()
    browser.environ_base |= {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": told}
    sign_in(browser)
    with app.app_context():
        assert session().scalars(select(SignIn.address)).one() == seen


def test_nobody_forges_a_scheme(app: Flask, installation: Settings) -> None:
    """Links, cookies and redirects are those of BLOG_URL, whatever a header says."""
    answer = ask(
        replace(installation, proxy_hops=1),
        *("blog.example", "/posts/a-piece"),
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
    )
    assert answer.status_code in {301, 308, 404}
    assert "evil.example" not in str(answer.headers) + answer.text


@pytest.mark.parametrize("path", ["/-/health", "/-/ready", "/-/metrics"])
def test_watches_ask_by_any_name(app: Flask, installation: Settings, path: str) -> None:
    assert ask(installation, "10.0.0.1:8000", path).status_code != 421
