"""Counting what was asked for in vain: little is written, and little is kept."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.redirects import misses
from blog.redirects.misses import MOST_WAITING, PAUSE, Tally
from blog.redirects.models import Miss
from tests.conftest import FrozenClock


def kept() -> dict[str, int]:
    return {miss.path: miss.count for miss in session().scalars(select(Miss))}


def write(tally: Tally, clock: FrozenClock) -> None:
    with transaction():
        misses.write(tally, at=clock.now)


def test_counts_are_added_up(app: Flask, clock: FrozenClock) -> None:
    tally, began_at = Tally(), clock.now
    with app.app_context():
        for _ in range(3):
            tally.note("/old/", at=clock.move(seconds=1))
        write(tally, clock)
        tally.note("/old/", at=clock.move(hours=1))
        tally.note("/other/", at=clock.now)
        write(tally, clock)
        assert kept() == {"/old/": 4, "/other/": 1}
        miss = session().get_one(Miss, "/old/")
        assert (miss.first_at, miss.last_at) == (began_at + timedelta(seconds=1), clock.now)


def test_a_process_writes_now_and_then(app: Flask, clock: FrozenClock) -> None:
    tally = Tally()
    assert not tally.is_due(clock.now)
    tally.note("/old/", at=clock.now)
    assert tally.is_due(clock.now)
    with app.app_context():
        write(tally, clock)
    tally.note("/old/", at=clock.now)
    assert not tally.is_due(clock.now)
    clock.now += PAUSE
    assert tally.is_due(clock.now)


def test_a_flood_waits_in_few_places(clock: FrozenClock) -> None:
    tally = Tally()
    for number in range(10 * MOST_WAITING):
        tally.note(f"/flood/{number}/", at=clock.now)
    tally.note("/flood/0/", at=clock.now)
    taken = tally.take(at=clock.now)
    assert len(taken) == MOST_WAITING
    assert taken["/flood/0/"].count == 2


def test_what_was_asked_for_least_gives_way(
    app: Flask, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(misses, "MOST_KEPT", 3)
    tally = Tally()
    with app.app_context():
        for path in ("/often/", "/often/", "/never/", "/once/"):
            tally.note(path, at=clock.move(seconds=1))
        write(tally, clock)
        with transaction():
            session().get_one(Miss, "/never/").is_dismissed = True
        for number in range(20):
            tally.note(f"/flood/{number}/", at=clock.move(seconds=1))
        write(tally, clock)
        assert kept() == {"/often/": 2, "/never/": 1, "/flood/19/": 1}


def test_what_nobody_asks_for_any_more_is_forgotten(app: Flask, clock: FrozenClock) -> None:
    tally = Tally()
    with app.app_context():
        tally.note("/old/", at=clock.now)
        write(tally, clock)
        clock.move(days=181)
        tally.note("/new/", at=clock.now)
        write(tally, clock)
        assert kept() == {"/new/": 1}


@pytest.mark.parametrize(
    "path",
    [
        "/index.php",
        "/shop/cart.PHP/x",
        "/.env",
        "/.git/config",
        "/wp-login",
        "/blog/wp-includes/x.js",
        "/db.sql",
        "/backup.tar.gz",
        "/cgi-bin/x",
        "/" + "a" * 300,
        "/a\x07b",
    ],
)
def test_junk_is_not_counted(path: str) -> None:
    assert not misses.is_worth_counting(path)


@pytest.mark.parametrize(
    "path", ["/2019/05/first-snow/", "/慢车/", "/first-snow.html", "/old.picture/", "/wpa-winter/"]
)
def test_what_a_reader_may_ask_for_is(path: str) -> None:
    assert misses.is_worth_counting(path)
