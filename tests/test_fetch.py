"""Nobody sends this blog into its own network, nor keeps it waiting."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from blog import fetch
from blog.fetch import Unreachable


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::93.184.215.14", True),
        ("64:ff9b:1::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("::7f00:1", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("fec0::1", False),
        ("2001:db8::1", False),
        ("4000::1", False),
        ("192.0.0.1", False),
        ("198.18.0.1", False),
        ("203.0.113.1", False),
        ("240.0.0.1", False),
    ],
)
def test_which_addresses_are_the_internet_s(address: str, is_public: bool) -> None:
    assert fetch.is_public(address) is is_public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://0177.0.0.1:9/",
        "http://[::1]:9/",
        "http://[::ffff:7f00:1]:9/",
        "http://user@127.0.0.1:9/",
        "http://localhost.:9/",
        "http://LOCALHOST:9/",
        "http://127.1:9/",
        "http://0:9/",
        "http://017700000001:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://[64:ff9b::7f00:1]:9/",
        "http://[2002:7f00:1::]:9/",
        "http://[fe80::1]:9/",
        "http://１２７.０.０.１:9/",
        "http://hub.example@127.0.0.1:9/",
    ],
)
def test_a_stranger_s_address_never_leads_home(url: str) -> None:
    with pytest.raises(Unreachable, match=r"own network|no machine called"):
        fetch.post_form(url, [], is_owners=False)


@pytest.mark.parametrize("url", ["ftp://hub.example/", "hub.example", "file:///etc/passwd", ""])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(Unreachable, match="no address on the web"):
        fetch.post_form(url, [], is_owners=True)


def test_the_owner_may_mean_a_machine_beside_this_one() -> None:
    with pytest.raises(Unreachable, match="did not answer"):
        fetch.post_form("http://127.0.0.1:9/", [], is_owners=True)
    with pytest.raises(Unreachable, match="own network"):
        fetch.post_form("http://0x7f.1:9/", [], is_owners=True)


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that hears one request and answers it."""

    def serve() -> None:
        with suppress(OSError), listening.accept()[0] as connection:
            connection.recv(65536)
            answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    thread.join(60)
    assert not thread.is_alive()


def sending(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


def test_a_redirect_is_an_answer_and_leads_nowhere() -> None:
    moved = b"HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    with server(sending(moved)) as url:
        assert fetch.post_form(url, [], is_owners=True).status == 307


def test_an_answer_is_read_so_far_and_no_further() -> None:
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000
    with server(sending(endless)) as url:
        assert 0 < len(fetch.post_form(url, [], is_owners=True).body) <= 64 * 1024


@pytest.mark.parametrize("said", [b"", b"nonsense", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_answer_is_none(said: bytes) -> None:
    with server(sending(said)) as url, pytest.raises(Unreachable, match="did not answer"):
        fetch.post_form(url, [], is_owners=True)


def test_a_server_that_drips_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte in time, and no end: this would last for hours."""
    monkeypatch.setattr(fetch, "_SECONDS", 0.3)
    dripped: list[int] = []
    whole = b"HTTP/1.1 200 OK\r\nX: " + b"a" * 60

    def drip(connection: socket.socket) -> None:
        connection.settimeout(0.05)
        for byte in whole:
            connection.sendall(bytes([byte]))
            dripped.append(byte)
            with suppress(TimeoutError):
                if connection.recv(1) == b"":
                    return

    with server(drip) as url, pytest.raises(Unreachable, match="did not answer"):
        fetch.post_form(url, [], is_owners=True)
    assert len(dripped) < len(whole)


def test_a_name_that_nobody_knows_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def silent(*asked: object, **how: object) -> list[object]:
        is_over.wait(5)
        return []

    monkeypatch.setattr(fetch, "_SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with pytest.raises(Unreachable, match="Nobody said in time"):
        fetch.post_form("https://hub.example/", [], is_owners=False)
    is_over.set()


def test_it_goes_to_the_very_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second time, the name leads somewhere else."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **given: object) -> object:
        asked.append(host)
        return real("127.0.0.1", *rest, **given)

    answer = b"HTTP/1.1 204 No Content\r\n\r\n"
    with server(sending(answer)) as url:
        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        named = url.replace("127.0.0.1", "hub")
        assert fetch.post_form(named, [], is_owners=True).status == 204
    assert asked == ["hub", "127.0.0.1"]
