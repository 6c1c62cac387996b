"""A worker hands out what it remembers without a WSGI request, and the very same."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from granian.server import mp
from granian.wsgi import _callback_wrapper
from werkzeug.test import Client

from blog.app import served
from blog.cli import worker as granian_worker
from blog.cli.server import Server
from blog.cli.worker import Remembering, asking
from blog.config import Settings
from blog.web.slow_clients import FewSlowClients
from tests.makers import make_post

Answer = tuple[int, dict[str, str], bytes]
REQUEST = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/feed.atom",
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.url_scheme": "http",
    "HTTP_HOST": "blog.example",
    "HTTP_ACCEPT_ENCODING": "br",
}


class Reply:
    """What granian gives for the answer."""

    def response_bytes(self, code: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer: Answer = code, dict(headers), body


class Worker:
    """One that has a blog, and counts how often the application is asked."""

    def __init__(self, installation: Settings) -> None:
        app = served(installation)
        around = FewSlowClients(app, most=1, is_https=True)
        self.asked_count = 0

        def counted(environ: Any, start_response: Any) -> Any:
            self.asked_count += 1
            return around(environ, start_response)

        self.app = Remembering(counted, recall=app.recall)
        self._in_wsgi = asking(_callback_wrapper, counted, {}, None)
        self._ask = asking(_callback_wrapper, self.app, {}, None)

    def ask(self, **changed: str) -> Answer:
        reply = Reply()
        self._ask(reply, REQUEST | changed)
        return reply.answer

    def ask_in_wsgi(self, **changed: str) -> Answer:
        reply = Reply()
        self._in_wsgi(reply, REQUEST | changed)
        return reply.answer


@pytest.fixture
def worker(app: Flask, installation: Settings) -> Worker:
    make_post(app, source="Some words. " * 80)
    return Worker(installation)


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/posts/a-piece/"])
@pytest.mark.parametrize("is_known", [False, True], ids=["whole", "unchanged"])
def test_what_is_remembered_is_the_same(worker: Worker, path: str, is_known: bool) -> None:
    first = worker.ask(PATH_INFO=path)
    asked = {"PATH_INFO": path} | ({"HTTP_IF_NONE_MATCH": first[1]["ETag"]} if is_known else {})
    known = worker.ask(**asked)
    assert worker.asked_count == 1
    assert known[0] == (304 if is_known else 200)
    assert known == worker.ask_in_wsgi(**asked)
    assert worker.asked_count == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"HTTP_HOST": "evil.example"}, 421),
        ({"HTTP_COOKIE": "__Host-blog=x"}, 200),
        ({"REQUEST_METHOD": "HEAD"}, 200),
        ({"REQUEST_METHOD": "POST"}, 405),
        ({"PATH_INFO": "/nowhere/"}, 404),
    ],
)
def test_all_else_is_for_the_application(
    worker: Worker, changed: dict[str, str], code: int
) -> None:
    worker.ask()
    answer = worker.ask(**changed)
    assert (answer[0], worker.asked_count) == (code, 2)
    if changed.get("REQUEST_METHOD") == "HEAD":
        assert answer[2] == b""


def test_what_is_remembered_is_counted(worker: Worker) -> None:
    for _ in range(3):
        _, headers, _ = worker.ask()
    worker.ask(HTTP_IF_NONE_MATCH=headers["ETag"])
    told = worker.ask(PATH_INFO="/-/metrics")[2].decode()
    for status, count in (("2xx", 2), ("3xx", 1)):
        assert f'commonplace_requests_total{{area="cached",status="{status}"}} {count}\n' in told


def test_a_name_that_a_proxy_tells(app: Flask, installation: Settings) -> None:
    worker = Worker(replace(installation, proxy_hops=1))
    named = {"HTTP_HOST": "127.0.0.1:8000", "HTTP_X_FORWARDED_HOST": "evil.example, blog.example"}
    assert worker.ask(**named)[0] == 200
    assert worker.ask(**named | {"HTTP_X_FORWARDED_HOST": "evil.example"})[0] == 421


def test_granian_lets_us_in() -> None:
    """Its worker finds what is called with each request under the name that is replaced."""
    theirs = mp.MPServer._spawn_wsgi_worker.__wrapped__
    assert granian_worker._WRAP in theirs.__code__.co_names
    assert Server._spawn_wsgi_worker is not mp.MPServer._spawn_wsgi_worker


def test_another_granian_serves_by_plain_wsgi(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[object, ...]] = []
    monkeypatch.delattr(mp, granian_worker._WRAP)
    monkeypatch.setattr(mp.MPServer, "_spawn_wsgi_worker", lambda *given: begun.append(given))
    granian_worker.run("what", "it", "needs")
    assert begun == [("what", "it", "needs")]
    assert not hasattr(mp, granian_worker._WRAP)
    answer = Client(worker.app).get("/", headers={"Host": "blog.example"})
    assert (answer.status_code, worker.asked_count) == (200, 1)
