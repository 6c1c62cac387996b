"""What is kept, how much, what gives way, and that many who want one page have it made once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Semaphore
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.pagecache.cache import PageCache, Start
from blog.pagecache.edition import Edition
from blog.pagecache.notes import Environ, Notes, of
from blog.pagecache.whole import Whole

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MOST = 200_000
HEADERS = [
    ("ETag", '"tag"'),
    ("Vary", "Accept-Encoding"),
    ("Cache-Control", "public"),
]


def edition(*, detours: frozenset[str] = frozenset()) -> Edition:
    return Edition(
        "word",
        since=AT,
        changes_at=AT + timedelta(days=1),
        detours=lambda: detours,
        most_bytes=MOST,
    )


def whole(size: int = 1000, **noted: Any) -> Whole:
    return Whole(HEADERS, b"x" * size, Notes(**noted))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40_000)), max_size=60))
def test_it_never_holds_more_than_it_may(pages: list[tuple[int, int]]) -> None:
    held = edition()
    for number, size in pages:
        held.keep(whole(size), f"/{number}/", "")
        kept = [found for each in range(31) if (found := held.find(f"/{each}/", ""))]
        assert sum(each.size for each in kept) <= MOST


def test_what_is_read_stays_when_many_pages_are_asked_for_once() -> None:
    held = edition()
    held.keep(whole(), "/", "")
    for number in range(500):
        read = held.find("/", "")
        assert read is not None
        read.is_wanted = True
        held.keep(whole(), f"/{number}/", "")
    assert held.find("/0/", "") is None


def test_what_was_read_long_ago_gives_way() -> None:
    held = edition()
    for number in range(500):
        held.keep(whole(), f"/{number}/", "")
        read = held.find(f"/{number}/", "")
        assert read is not None
        read.is_wanted = True
    assert held.find("/0/", "") is None


def test_one_page_does_not_push_out_the_others() -> None:
    held = edition()
    held.keep(whole(), "/", "")
    held.keep(whole(MOST // 2), "/large/", "")
    assert held.find("/large/", "") is None
    assert held.find("/", "") is not None


def test_what_is_made_again_takes_its_room_once() -> None:
    held = edition()
    held.keep(whole(), "/", "")
    for _ in range(500):
        held.keep(whole(), "/again/", "")
    assert held.find("/", "") is not None


def test_a_query_that_was_not_read_changes_nothing() -> None:
    held = edition(detours=frozenset({"p=12", "ü=1"}))
    held.keep(whole(), "/", "utm=1")
    page = held.find("/", "")
    assert page is not None
    for query in ("utm=2", "x", "&&&", "=", "a" * 9000, "%FF", "p=1"):
        assert held.find("/", query) is page
    for query in ("p=12", "%70=12", "%C3%BC=1"):
        assert held.find("/", query) is None


def test_a_query_that_was_read_is_kept_only_where_it_is_known() -> None:
    held = edition()
    held.keep(whole(names={"q"}), "/search/", "q=a")
    assert held.find("/search/", "q=a") is held.find("/search/", "") is None
    held.keep(whole(names={"q"}), "/search/", "")
    empty = held.find("/search/", "")
    assert held.find("/search/", "utm=1") is empty
    for query in ("q=a", "utm=1&q=a", "q", "%71=a"):
        assert held.find("/search/", query) is None
    held.keep(whole(names={"page"}, is_known_query=True), "/search/", "page=2")
    assert held.find("/search/", "page=2") not in {empty, None}


def test_an_answer_that_read_all_of_it_serves_no_other() -> None:
    held = edition()
    held.keep(whole(names={""}), "/", "")
    assert held.find("/", "") is not None
    assert held.find("/", "x=1") is None


def test_a_question_mark_in_a_path_is_no_query() -> None:
    held = edition()
    held.keep(whole(names={"b"}, is_known_query=True), "/a", "b=1")
    assert held.find("/a?b=1", "") is None


class Site:
    def changes_at(self, at: datetime) -> datetime:
        return at + timedelta(days=1)

    def detours(self) -> frozenset[str]:
        return frozenset()


def cached(app: Callable[[Environ, Start], list[bytes]]) -> PageCache:
    return PageCache(
        app, site=Site(), version=lambda: "word", cookie="blog", count=lambda status, times: None
    )


def ask(cache: PageCache, path: str, query: str = "") -> bytes:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    return b"".join(cache(environ, lambda status, headers: None))


@pytest.mark.parametrize(
    ("status", "headers", "times"),
    [
        ("200 OK", {}, 1),
        ("404 Not Found", {}, 2),
        ("200 OK", {"Set-Cookie": "a=b"}, 2),
        ("200 OK", {"Cache-Control": "private"}, 2),
        ("200 OK", {"Cache-Control": "no-store"}, 2),
        ("200 OK", {"Vary": "Accept-Encoding, Cookie"}, 2),
        ("200 OK", {"Vary": ""}, 2),
        ("200 OK", {"ETag": ""}, 2),
    ],
)
def test_only_what_says_so_is_kept(status: str, headers: dict[str, str], times: int) -> None:
    made = []

    def app(environ: Environ, start: Start) -> list[bytes]:
        made.append(environ["PATH_INFO"])
        start(status, [*(dict(HEADERS) | headers).items()])
        return [b"page"]

    cache = cached(app)
    assert [ask(cache, "/"), ask(cache, "/")] == [b"page"] * 2
    assert len(made) == times


def test_a_page_that_many_want_is_made_once() -> None:
    """It is made only when all of them have looked for it and not found it."""
    has_looked, made = Semaphore(0), []

    class Asked(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            if key == "QUERY_STRING":
                has_looked.release()
            return super().get(key, default)

    def app(environ: Environ, start: Start) -> list[bytes]:
        made.append(environ["QUERY_STRING"])
        assert all(has_looked.acquire(timeout=5) for _ in range(8))
        start("200 OK", HEADERS)
        return [b"page"]

    cache = cached(app)

    def want(number: int) -> bytes:
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": f"utm={number}"}
        return b"".join(cache(Asked(asked), lambda status, headers: None))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(want, range(8))) == {b"page"}
    assert len(made) == 1


def test_nobody_waits_for_what_is_not_kept() -> None:
    """Both searches are under way at once: each waits for the other to have begun."""
    together = Barrier(2)

    def app(environ: Environ, start: Start) -> list[bytes]:
        of(environ).names.add("q")
        if environ["QUERY_STRING"] != "q=first":
            together.wait(5)
        start("200 OK", HEADERS)
        return [environ["QUERY_STRING"].encode()]

    cache = cached(app)
    ask(cache, "/search/", "q=first")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda query: ask(cache, "/search/", query), ["q=a", "q=b"]))
    assert found == [b"q=a", b"q=b"]


@pytest.mark.timeout(30)
def test_one_that_breaks_lets_the_others_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.pagecache.edition._MOST_WAIT_SECONDS", 300)
    answers = iter([ZeroDivisionError(), b"page"])

    def app(environ: Environ, start: Start) -> list[bytes]:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        start("200 OK", HEADERS)
        return [answer]

    cache = cached(app)
    with pytest.raises(ZeroDivisionError):
        ask(cache, "/")
    assert ask(cache, "/") == b"page"
