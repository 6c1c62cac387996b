"""A client that sends or reads slowly keeps a thread of the server, so only some may be kept.

Plain WSGI, around everything. A server of threads learns of a body by waiting for it, and sends a
long file as fast as its reader takes it. So at most `most` requests at a time may do either; the
next are told to come back. What is left of the threads makes pages.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from threading import Semaphore
from typing import TYPE_CHECKING, Any, Final

from blog.web.headers import OF_SENTENCES, STRICT_TRANSPORT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Below this an answer is handed over whole, and the server sends it without a thread. Pictures at
# the widths of a page are smaller.
LONG_BYTES: Final = 1024 * 1024

_SENTENCE: Final = b"Too many are sending or fetching much at this moment. Try again in a minute.\n"
_HEADERS: Final = (
    *OF_SENTENCES,
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_SENTENCE))),
    ("Retry-After", "60"),
)


class FewSlowClients:
    """The application, with at most `most` bodies coming in or long answers going out at a time."""

    def __init__(self, app: "WSGIApplication", *, most: int, is_https: bool) -> None:
        self.app = app
        self.places = Semaphore(most)
        of_https = [("Strict-Transport-Security", STRICT_TRANSPORT)] if is_https else []
        self.headers = [*_HEADERS, *of_https]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        said = _Said()
        if not _has_body(environ):
            return self._sent(self.app(environ, said), said, start_response)
        if not self.places.acquire(blocking=False):
            return self._come_back(start_response)
        try:
            answer = self.app(environ, said)
        finally:
            self.places.release()
        return self._sent(answer, said, start_response)

    def _sent(
        self, answer: Iterable[bytes], said: "_Said", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if isinstance(answer, list):
            start_response(*said.first)
            return answer
        with ExitStack() as at_the_end:
            at_the_end.callback(getattr(answer, "close", _nothing))
            parts = iter(answer)
            start = list(_up_to(LONG_BYTES, parts))
            is_long = sum(map(len, start)) >= LONG_BYTES
            if is_long and not self.places.acquire(blocking=False):
                return self._come_back(start_response)
            start_response(*said.first)
            if not is_long:
                return start
            at_the_end.callback(self.places.release)
            return _Long(chain(start, parts), at_the_end.pop_all())

    def _come_back(self, start_response: "StartResponse") -> Iterable[bytes]:
        start_response("503 Service Unavailable", self.headers)
        return [_SENTENCE]


class _Said:
    """The status and headers that go before an answer, kept until it is known to go out."""

    __slots__ = ("first",)
    first: tuple[Any, ...]

    def __call__(self, *first: Any) -> Callable[[bytes], object]:
        self.first = first
        return _nothing


class _Long:
    """An answer that goes out part by part. The server closes it when all is sent, or given up."""

    def __init__(self, parts: Iterator[bytes], at_the_end: ExitStack) -> None:
        self.parts = parts
        self.close = at_the_end.close

    def __iter__(self) -> Iterator[bytes]:
        return self.parts


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH", "0") not in {"", "0"} or (
        "HTTP_TRANSFER_ENCODING" in environ
    )


def _up_to(size: int, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The next parts, until they are this long together."""
    for part in parts:
        yield part
        size -= len(part)
        if size <= 0:
            return


def _nothing(*_: object) -> None:
    """For what has no end of its own, and for `write`, which no application of ours calls."""
