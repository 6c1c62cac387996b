"""The only way out to other machines over HTTP, with a guard against being sent to our own.

The name is looked up once and the connection goes to the very address that was checked, so that a
name which leads elsewhere a moment later leads nowhere (DNS rebinding). Redirects are not followed,
and ten seconds are all there is, for the name and the answer together, however slowly they come.
"""

import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Final
from urllib.parse import SplitResult, urlencode, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

_SECONDS: Final = 10
# Left over where the name took all of the time: a timeout of 0 is another thing.
_LEAST_SECONDS: Final = 0.1
_MOST_BYTES: Final = 64 * 1024
_USER_AGENT: Final = "Commonplace (a blog; feeds)"
# All of IPv6 that was ever given out to the internet at large (IANA).
_GIVEN_OUT: Final = ip_network("2000::/3")
# IPv6 addresses that stand for an IPv4 one: NAT64 with its well-known prefix, and 6to4.
_NAT64, _6TO4 = ip_network("64:ff9b::/96"), ip_network("2002::/16")
_Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """No answer came back; the message is a sentence that says why."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def post_form(url: str, fields: Sequence[tuple[str, str]], *, is_owners: bool) -> Answer:
    """Send a form. What is answered is read up to 64 kB, in one go.

    Addresses in private networks are refused. Where the owner has written the address (`is_owners`)
    one is meant that is written out as such: `http://127.0.0.1:9000/`, `http://hub:8080/`; a name
    on the internet that leads into our network is refused all the same.

    :raises Unreachable: when the address cannot or may not be asked, or does not answer in time.
    """
    until = time.monotonic() + _SECONDS
    parts = _parts(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": _USER_AGENT,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    address = _reachable(host, port, is_owners=is_owners)
    seconds = max(_LEAST_SECONDS, until - time.monotonic())
    connection = _connection(parts.scheme, address, host, port, seconds)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    with _at_most(seconds, connection):
        return _send(connection, target, urlencode(fields).encode(), headers, host)


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet at large, in whatever way it is written."""
    plain = ip_address(address.partition("%")[0])
    if isinstance(plain, IPv4Address):
        return _is_global(plain)
    inner = _within(plain)
    if inner is None:
        return plain in _GIVEN_OUT and _is_global(plain)
    return _is_global(plain) and _is_global(inner)


def _is_global(address: _Address) -> bool:
    return address.is_global and not address.is_multicast


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _6TO4:
        return address.sixtofour
    return address.ipv4_mapped or (address.teredo[1] if address.teredo else None)


def _parts(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreachable(f"“{url}” is no address on the web.")
    return parts


def _reachable(host: str, port: int, *, is_owners: bool) -> str:
    """An address of the host that may be asked."""
    addresses = _looked_up(host, port)
    is_meant = is_owners and _is_named_as_ours(host)
    if not is_meant and not all(map(is_public, addresses)):
        raise Unreachable(f"“{host}” leads into this machine's own network.")
    return addresses[0]


def _looked_up(host: str, port: int) -> list[str]:
    """The system's resolver knows no limit of ours, so it works in a thread that may be left behind
    (glibc waits ten seconds for one silent nameserver, and thirty for three).
    """
    answer: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(each[4][0]) for each in found])
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=look, daemon=True).start()
    try:
        addresses = answer.get(timeout=_SECONDS)
    except Empty as error:
        raise Unreachable(f"Nobody said in time where “{host}” is.") from error
    if isinstance(addresses, Exception):
        raise Unreachable(f"There is no machine called “{host}”.") from addresses
    return addresses


def _is_named_as_ours(host: str) -> bool:
    """A bare address or a name without a dot: no name on the internet looks like that."""
    try:
        ip_address(host)
    except ValueError:
        return "." not in host
    return True


def _connection(scheme: str, address: str, host: str, port: int, seconds: float) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(
            address,
            port,
            timeout=seconds,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
        )
    return HTTPConnection(address, port, timeout=seconds)


@contextmanager
def _at_most(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Hang up then, whatever comes in: a timeout alone begins anew with each byte."""
    timer = threading.Timer(seconds, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection) -> None:
    # Before there is a connection, and after it is closed, there is nothing to hang up.
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _send(
    connection: HTTPConnection, target: str, body: bytes, headers: Mapping[str, str], host: str
) -> Answer:
    """Redirects are answers like any other, and nothing is tried twice."""
    try:
        connection.request("POST", target, body=body, headers=headers, preload_content=False)
        response = connection.getresponse()
        return Answer(response.status, response.read1(_MOST_BYTES) or b"")
    except (HTTPError, HTTPException, OSError) as error:
        raise Unreachable(f"“{host}” did not answer: {type(error).__name__}.") from error
