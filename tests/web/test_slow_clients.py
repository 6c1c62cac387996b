"""Who sends or reads slowly takes one of few places; whoever asks for a page needs none."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from blog.web.slow_clients import LONG_BYTES, FewSlowClients

MOST = 2
PART = b"x" * (LONG_BYTES // 4)

Asked = tuple[Iterable[bytes], str, Any]


class Long:
    """Five parts, and whether the server has said that it is done with them."""

    def __init__(self) -> None:
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        return iter([PART] * 5)

    def close(self) -> None:
        self.is_closed = True


def ask(app: Any, **request: Any) -> Asked:
    """An answer of which the server has fetched nothing yet."""
    body, status, headers = run_wsgi_app(app, EnvironBuilder(**request).get_environ())
    return body, status, headers


def answering(answer: Callable[[], Iterable[bytes]], *, most: int = MOST) -> FewSlowClients:
    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return answer()

    return FewSlowClients(app, most=most, is_https=True)


def test_long_answers_take_a_place_until_they_are_closed() -> None:
    app = answering(Long)
    reading = [ask(app, path="/media/film.jpg") for _ in range(MOST)]
    _, status, headers = ask(app)
    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "60"
    for body, *_ in reading:
        assert b"".join(body) == PART * 5
        body.close()  # type: ignore[attr-defined]
        body.close()  # type: ignore[attr-defined]
    assert [ask(app)[1] for _ in range(MOST + 1)] == ["200 OK", "200 OK", "503 Service Unavailable"]


def test_an_answer_given_up_is_closed() -> None:
    given: list[Long] = []

    def answer() -> Long:
        given.append(Long())
        return given[-1]

    app = answering(answer)
    bodies = [ask(app)[0] for _ in range(MOST + 1)]
    assert [each.is_closed for each in given] == [False, False, True]
    bodies[0].close()  # type: ignore[attr-defined]
    assert given[0].is_closed


def test_short_answers_come_whole_and_take_no_place() -> None:
    app = answering(lambda: iter([b"a ", b"page"]))
    answers = [Client(app).get("/") for _ in range(MOST + 1)]
    assert [answer.text for answer in answers] == ["a page"] * (MOST + 1)


def test_a_body_takes_a_place_while_it_is_read() -> None:
    seen: list[int] = []

    def app(environ: Any, start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] != "/page":
            inner = [Client(gate).post("/x", data=b"b").status_code for _ in range(depth.pop())]
            seen.extend([*inner, Client(gate).get("/page").status_code])
        environ["wsgi.input"].read()
        start_response("200 OK", [])
        return []

    depth = [0, 2]
    gate = FewSlowClients(app, most=1, is_https=True)
    assert Client(gate).post("/x", data=b"b").status_code == 200
    assert seen == [503, 503, 200]
    assert Client(gate).post("/x", data=b"b").status_code == 200


@pytest.mark.parametrize("said", [{"CONTENT_LENGTH": "5"}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_what_counts_as_a_body(said: dict[str, str]) -> None:
    gate = FewSlowClients(lambda *_: [], most=0, is_https=True)
    assert ask(gate, method="PUT", environ_overrides=said)[1] == "503 Service Unavailable"


@pytest.mark.parametrize("said", [{}, {"CONTENT_LENGTH": "0"}, {"CONTENT_LENGTH": ""}])
def test_what_has_none(said: dict[str, str]) -> None:
    app = answering(list, most=0)
    assert ask(app, method="POST", environ_overrides=said)[1] == "200 OK"


def test_a_failure_gives_the_place_back() -> None:
    def app(*_: Any) -> list[bytes]:
        raise ZeroDivisionError

    gate = FewSlowClients(app, most=1, is_https=True)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            ask(gate, method="POST", environ_overrides={"CONTENT_LENGTH": "1"})
