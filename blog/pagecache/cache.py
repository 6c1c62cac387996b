"""The outermost layer but one: answers from memory what it can, and sends what the application
makes, packed and compared.

What may be kept says so itself, as to every cache: 200, `Vary: Accept-Encoding` (the same for
everybody, and holding no secret) or packed already, `Cache-Control: public`, and no cookie. What is
not kept may be `Whole` all the same.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from math import inf
from threading import Lock
from time import monotonic
from typing import Any, Final, Protocol, TypeAlias

from sqlalchemy.exc import DBAPIError

from blog import clock
from blog.db import LOOKED_EVERY
from blog.pagecache import notes
from blog.pagecache.edition import MOST_BYTES, Edition
from blog.pagecache.notes import Asked, Environ, Notes, Tell
from blog.pagecache.watch import Version
from blog.pagecache.whole import NOT_MODIFIED, Answer, Headers, Whole, value_of

Body: TypeAlias = Iterable[bytes]
Start: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[dict[str, Any], Start], Body]

_METHODS: Final = frozenset({"GET", "HEAD"})
# Said of one answer and true of no other.
_OF_ONE_ANSWER: Final = frozenset({"date", "x-request-id"})


class Site(Protocol):
    """What the cache asks of the site, at most once for each of its versions."""

    def changes_at(self, at: datetime) -> datetime:
        """When pages change next by time alone."""

    def detours(self) -> Collection[str]:
        """The queries that lead elsewhere, decoded."""


class PageCache:
    """`cookie` is the name of that by which the owner may be known: whoever sends it is answered
    by the application. `count` is told how many answers from memory had which status.
    """

    def __init__(
        self,
        app: Application,
        *,
        site: Site,
        version: Version,
        cookie: str,
        count: Callable[[str, int], None],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.app = app
        self._site = site
        self._version = version
        self._has_cookie = re.compile(rf"(?:^|[;\s]){re.escape(cookie)}=").search
        self._count = count
        self._most_bytes = most_bytes
        self._edition: Edition | None = None
        self._turning, self._looking = Lock(), Lock()
        # When the next look is due, and what the last one said.
        self._look = -inf, ""
        # Since the last look: whom to tell of it, the User-Agent that was answered, the status.
        self._sent: list[tuple[Tell | None, str, str]] = []

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Body:
        answer = self.recall(environ)
        if answer is not None:
            return _send(answer, environ, start_response)
        if environ["REQUEST_METHOD"] not in _METHODS:
            return self.app(environ, start_response)
        edition = self._current()
        if edition is None or self._is_known(environ):
            return self._ask(environ, start_response, edition, is_kept=False)
        with edition.one_by_one(environ["PATH_INFO"]):
            answer = self.recall(environ)
            if answer is not None:
                return _send(answer, environ, start_response)
            return self._ask(environ, start_response, edition, is_kept=True)

    def recall(self, asked: Asked) -> Answer | None:
        """What is sent from memory, if it is there; to HEAD without the body.

        A server may ask for this before it makes a WSGI request of what it was asked.
        """
        if asked["REQUEST_METHOD"] not in _METHODS:
            return None
        edition = self._current()
        if edition is None or self._is_known(asked):
            return None
        whole = edition.find(asked["PATH_INFO"], asked.get("QUERY_STRING", ""))
        if whole is None or (whole.takes_ranges and "HTTP_RANGE" in asked):
            return None
        whole.is_wanted = True
        answer, tell = whole.answer(asked), whole.tell
        user_agent = asked.get("HTTP_USER_AGENT", "") if tell else ""
        self._sent.append((tell, user_agent, answer.status))
        return answer

    def _pass_on_counts(self) -> None:
        sent, self._sent = self._sent, []
        for (tell, user_agent, status), times in Counter(sent).items():
            self._count(status, times)
            if tell is not None:
                tell(user_agent, status == NOT_MODIFIED, times)

    def _is_known(self, asked: Asked) -> bool:
        return "HTTP_COOKIE" in asked and self._has_cookie(asked["HTTP_COOKIE"]) is not None

    def _current(self) -> Edition | None:
        """None when the database cannot be read: the application says what that means."""
        try:
            now = monotonic()
            due_at, word = self._look
            if now > due_at:
                word = self._looked(now)
            edition, at = self._edition, clock.now()
            if edition is not None and edition.holds(word, at):
                return edition
            return self._turn(at)
        except (sqlite3.Error, DBAPIError):
            return None

    def _looked(self, now: float) -> str:
        """What a look said that began at most `LOOKED_EVERY` ago.

        When half of that is over one thread looks, and the others go on with what they have. A look
        gives way to them: it takes 3 µs alone and 200 among eight, who would all wait for it.
        """
        is_over = now > self._look[0] + LOOKED_EVERY / 2
        if self._looking.acquire(blocking=is_over):
            try:
                if now > self._look[0]:
                    # In this order: the word may be newer than the moment, never older.
                    self._look = monotonic() + LOOKED_EVERY / 2, self._version()
                    self._pass_on_counts()
            finally:
                self._looking.release()
        return self._look[1]

    def _turn(self, at: datetime) -> Edition:
        with self._turning:
            edition, version = self._edition, self._version()
            if edition is None or not edition.holds(version, at):
                edition = self._edition = Edition(
                    version,
                    since=at,
                    changes_at=self._site.changes_at(at),
                    detours=self._site.detours,
                    most_bytes=self._most_bytes,
                )
            return edition

    def _ask(
        self, environ: Environ, start_response: Start, edition: Edition | None, *, is_kept: bool
    ) -> Body:
        """What the application says; `is_kept`: if it may be."""
        self._pass_on_counts()
        noted = Notes(method=environ["REQUEST_METHOD"])
        if edition is not None:
            noted.version, noted.can_be_shared = edition.version, edition.can_be_shared
        asked = {**environ, "REQUEST_METHOD": "GET"}
        notes.leave(asked, noted)
        heard = _Heard()
        body = self.app(asked, heard)
        if not heard.is_whole(noted):
            start_response(heard.status, heard.headers, *heard.exc_info)
            return body if noted.method == "GET" else _unread(body)
        headers = heard.headers
        is_kept = is_kept and heard.is_public()
        if is_kept:
            headers = [each for each in headers if each[0].lower() not in _OF_ONE_ANSWER]
        whole = Whole(headers, _read(body), noted)
        if is_kept and edition is not None:
            edition.keep(whole, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        answer = whole.answer(environ)
        if whole.tell is not None:
            whole.tell(environ.get("HTTP_USER_AGENT", ""), answer.status == NOT_MODIFIED, 1)
        return _send(answer, environ, start_response)


class _Heard:
    """Takes down what the application begins its answer with (PEP 3333)."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = ()
        self.exc_info: tuple[Any, ...] = ()

    def __call__(self, status: str, headers: Headers, *exc_info: Any) -> None:
        self.status, self.headers, self.exc_info = status, headers, exc_info

    def is_whole(self, noted: Notes) -> bool:
        """Whether it has all of its bytes, and may be packed or is."""
        return (
            self.status.startswith("200")
            and value_of(self.headers, "Vary") == ("Accept-Encoding" if noted.pack else "")
            and bool(value_of(self.headers, "ETag"))
        )

    def is_public(self) -> bool:
        is_for_all = value_of(self.headers, "Cache-Control").startswith("public")
        return is_for_all and not value_of(self.headers, "Set-Cookie")


def _send(answer: Answer, environ: Environ, start_response: Start) -> Body:
    # The server may do with the list what it likes.
    start_response(answer.status, list(answer.headers))
    return [answer.body] if environ["REQUEST_METHOD"] == "GET" else []


def _read(body: Body) -> bytes:
    try:
        return b"".join(body)
    finally:
        _unread(body)


def _unread(body: Body) -> Body:
    """Nothing of it; a file is closed."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return []
