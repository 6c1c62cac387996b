"""While one thread looks for a new version the others go on, as long as what they know is young."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest

from blog.db import LOOKED_EVERY
from blog.pagecache.cache import PageCache
from tests.pagecache.test_edition import HEADERS, Site, ask

PATIENCE_SECONDS = 10


class Blog:
    """Its one page is its version. A look takes until it `may_end`."""

    def __init__(self) -> None:
        self.word = "old"
        self.look_count = 0
        self.has_begun, self.may_end = Event(), Event()
        self.may_end.set()
        self.cache = PageCache(
            self._page,
            site=Site(),
            version=self._version,
            cookie="blog",
            count=lambda status, times: None,
        )

    def _version(self) -> str:
        self.look_count += 1
        word = self.word
        self.has_begun.set()
        assert self.may_end.wait(PATIENCE_SECONDS)
        return word

    def _page(self, environ: object, start: object) -> list[bytes]:
        start("200 OK", HEADERS)  # type: ignore[operator]
        return [self.word.encode()]

    def ask(self) -> bytes:
        return ask(self.cache, "/")


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock of the cache says."""
    now = [0.0]
    monkeypatch.setattr("blog.pagecache.cache.monotonic", lambda: now[0])
    return now


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def looking(moment: list[float], pool: ThreadPoolExecutor) -> Iterator[tuple[Blog, Future[bytes]]]:
    """A blog whose page is known, with a look under way that is ahead of time."""
    blog = Blog()
    assert [blog.ask(), blog.ask()] == [b"old"] * 2
    moment[0] += LOOKED_EVERY * 0.75
    blog.has_begun.clear()
    blog.may_end.clear()
    first = pool.submit(blog.ask)
    assert blog.has_begun.wait(PATIENCE_SECONDS)
    yield blog, first
    blog.may_end.set()


def test_the_others_need_not_wait(looking: tuple[Blog, Future[bytes]]) -> None:
    blog, first = looking
    looks = blog.look_count
    assert [blog.ask() for _ in range(3)] == [b"old"] * 3
    assert blog.look_count == looks
    assert not first.done()


def test_nobody_is_given_what_may_be_old(
    looking: tuple[Blog, Future[bytes]], moment: list[float], pool: ThreadPoolExecutor
) -> None:
    """The look under way began before the change: it counts no longer for who asks after it."""
    blog, _ = looking
    blog.word = "new"
    moment[0] += LOOKED_EVERY
    second = pool.submit(blog.ask)
    with suppress(TimeoutError):
        second.result(0.05)
    blog.may_end.set()
    assert second.result(PATIENCE_SECONDS) == b"new"
