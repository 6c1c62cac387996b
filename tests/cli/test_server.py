"""The server as its clients meet it: limits, slow ones, and what a stop or a reload does to them.

Real processes and plain sockets; what is slow here waits for nothing but an answer.
"""

import http.client
import random
import selectors
import signal
import socket
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from blog.cli.server import THREADS_FOR_SLOW_CLIENTS
from blog.media import storage
from tests.journeys.conftest import PATIENCE_SECONDS, Blog, create_owner

SLOW_CLIENTS = 200
WORKERS = 2
PICTURE = random.Random(1).randbytes(8 * 1024 * 1024)


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A blog with an owner and one very large picture."""
    blog = Blog(tmp_path_factory.mktemp("served"))
    blog.environment["BLOG_WORKERS"] = str(WORKERS)
    blog.run("init")
    create_owner(blog)
    storage.keep(PICTURE, extension=".jpg", folder=blog.data / "media")
    return blog


@pytest.fixture(scope="module")
def served(blog: Blog) -> Iterator[Blog]:
    for _ in blog.serve():
        yield blog


def connect(blog: Blog, *, buffer: int | None = None) -> socket.socket:
    host, port = blog.bind.split(":")
    connection = socket.socket()
    connection.settimeout(PATIENCE_SECONDS)
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    try:
        connection.connect((host, int(port)))
    except OSError:
        connection.close()
        raise
    return connection


def head(blog: Blog, request: str, *lines: str) -> bytes:
    return "\r\n".join([f"{request} HTTP/1.1", f"Host: {blog.bind}", *lines, "", ""]).encode()


def form(blog: Blog, *lines: str, of: int) -> bytes:
    """The beginning of one, of this many bytes."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    return head(blog, "POST /login", kind, f"Content-Length: {of}", *lines)


def answers(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    with connection.makefile("rb") as stream:
        return stream.read()


def get(blog: Blog, *, within_seconds: float = PATIENCE_SECONDS) -> int:
    host, port = blog.bind.split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=within_seconds)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.read()
    connection.close()
    return answer.status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([f"X-{number}: a" for number in range(101)], b"431 Request Header Fields Too Large"),
        (["Content-Length: 3", "Content-Length: 4"], b"400 Bad Request"),
        (["X: a", " folded"], b"400 Bad Request"),
        (["Host: evil.example"], b"421 Misdirected Request"),
    ],
    ids=["many", "two lengths", "folded", "two hosts"],
)
def test_headers_have_limits(served: Blog, lines: list[str], status: bytes) -> None:
    with connect(served) as connection:
        connection.sendall(head(served, "GET /", "Connection: close", *lines))
        assert answers(connection).startswith(b"HTTP/1.1 " + status)
    assert get(served) == 200


@pytest.mark.slow
def test_headers_have_a_size(served: Blog) -> None:
    """Whoever sends more is cut off, perhaps before they have read why."""
    with connect(served) as connection, suppress(ConnectionError):
        connection.sendall(head(served, "GET /", f"Cookie: {'a' * 500_000}"))
        assert answers(connection).startswith(b"HTTP/1.1 431 Request Header Fields Too Large")
    assert get(served) == 200


@pytest.mark.slow
def test_a_connection_is_used_again(served: Blog) -> None:
    """Three requests at once over one, answered in their order; the last one ends it."""
    asked = ["GET /", "HEAD /", "GET /nowhere/"]
    with connect(served) as connection:
        last = head(served, "GET /robots.txt", "Connection: close")
        connection.sendall(b"".join(head(served, each) for each in asked) + last)
        said = answers(connection)
    statuses = [part[:3] for part in said.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"404", b"200"]
    assert said.count(b"connection: close") == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["headers", "bodies", "readers"])
def test_readers_get_their_pages_beside_slow_clients(served: Blog, kind: str) -> None:
    path = storage.path_of(storage.digest(PICTURE), extension=".jpg")
    with ExitStack() as held:
        for _ in range(SLOW_CLIENTS):
            slow = held.enter_context(connect(served, buffer=4096))
            slow.sendall(
                {
                    "headers": head(served, "GET /")[:-4],
                    "bodies": form(served, of=1000) + b"a",
                    "readers": head(served, f"GET /media/{path}"),
                }[kind]
            )
        # One slow client that held a reader up would do so for a quarter of a minute or for ever.
        assert [get(served, within_seconds=14) for _ in range(20)] == [200] * 20


@pytest.mark.slow
def test_those_beyond_the_places_are_told(served: Blog) -> None:
    asked = form(served, of=1000) + b"a"
    with ExitStack() as held, selectors.DefaultSelector() as waiting:
        for _ in range(SLOW_CLIENTS):
            slow = held.enter_context(connect(served))
            slow.sendall(asked)
            waiting.register(slow, selectors.EVENT_READ)
        for _ in range(SLOW_CLIENTS - WORKERS * THREADS_FOR_SLOW_CLIENTS):
            told = next(key.fileobj for key, _ in waiting.select(PATIENCE_SECONDS))
            assert isinstance(told, socket.socket)
            assert answers(told).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
            waiting.unregister(told)


def workers(blog: Blog, *, but: Collection[str] = ()) -> set[str]:
    """The processes that answer, once there are as many as there should be, and none of `but`."""
    children = Path(f"/proc/{blog.server.pid}/task/{blog.server.pid}/children")
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        found = set(children.read_text().split())
        if len(found) == WORKERS and found.isdisjoint(but):
            return found
        time.sleep(0.05)
    raise AssertionError("the workers do not come, or do not go")


@pytest.mark.slow
def test_a_stop_lets_requests_finish(served: Blog) -> None:
    """One that has begun is answered; connections that are only held open are not waited for."""
    sent = b"username=maren&password=wrong"
    with ExitStack() as held:
        for _ in range(SLOW_CLIENTS):
            held.enter_context(connect(served)).sendall(head(served, "GET /")[:-4])
        made = held.enter_context(begun(served, of=len(sent)))
        served.server.send_signal(signal.SIGTERM)
        refused(served)
        made.sendall(sent)
        assert b"connection: close" in answers(made)
    assert served.server.wait(PATIENCE_SECONDS) == 0
    served.start()


def begun(blog: Blog, *, of: int) -> socket.socket:
    """A form for whose body a view waits; the places of the last test become free by and by."""
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        connection = connect(blog)
        connection.sendall(form(blog, "Expect: 100-continue", of=of))
        if connection.recv(100).startswith(b"HTTP/1.1 100 Continue"):
            return connection
        connection.close()
    raise AssertionError("no place becomes free")


def refused(blog: Blog) -> None:
    """Wait until nobody listens any more."""
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        try:
            connect(blog).close()
        except ConnectionResetError:
            continue  # it was taken just as the listening ended
        except ConnectionRefusedError:
            return
    raise AssertionError("it still listens")


@pytest.mark.slow
def test_a_reload_under_load_fails_no_request(served: Blog) -> None:
    """Each asks over and over, and once more over a new connection where one is ended before an
    answer began, as browsers and proxies do (RFC 9110, section 9.2.2).
    """
    is_over = threading.Event()
    seen: list[int | str] = []

    def ask_again_and_again() -> None:
        while not is_over.is_set():
            try:
                seen.append(get(served))
            except (http.client.RemoteDisconnected, ConnectionResetError):
                seen.append(get(served))

    before = workers(served)
    readers = [threading.Thread(target=ask_again_and_again) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert get(served) == 200
    served.server.send_signal(signal.SIGHUP)
    workers(served, but=before)
    is_over.set()
    for reader in readers:
        reader.join()
    assert len(seen) > 100
    assert set(seen) == {200}
