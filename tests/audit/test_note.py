"""What the log keeps of the facts it is given."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from blog import events
from blog.accounts.events import OwnerSignedIn, SignInFailed
from blog.audit import hands
from blog.audit.facts import FACTS
from blog.audit.hands import Hand, Way
from blog.audit.jobs import forget
from blog.audit.models import LogEntry
from blog.audit.note import MOST_NETWORKS, note
from blog.db import session, transaction
from blog.errors import Refused
from blog.networks import network_of
from blog.posts import commands
from blog.posts.models import Post
from blog.wiring.reactions import REACTIONS
from tests import makers
from tests.conftest import FrozenClock


def lines() -> Sequence[LogEntry]:
    return session().scalars(select(LogEntry).order_by(LogEntry.id)).all()


def kinds(app: Flask) -> list[str]:
    with app.app_context():
        return [line.kind for line in lines()]


def from_network(number: int) -> Hand:
    return Hand(way=Way.BROWSER, browser="Firefox", network=f"198.51.{number}.0/24")


def test_every_fact_of_the_list_is_told_under_a_name_of_its_own() -> None:
    assert all(note in REACTIONS[fact] for fact in FACTS)
    assert len({each.kind for each in FACTS.values()}) == len(FACTS)


def test_the_life_of_a_piece(app: Flask, clock: FrozenClock) -> None:
    post_id = makers.make_post(app, title="Slack Water", published_at=None).id
    steps = (
        lambda post: commands.schedule(post, for_=clock.now.replace(year=2027), at=clock.now),
        lambda post: commands.publish(post, at=clock.now),
        lambda post: commands.publish(post, at=clock.now),
        lambda post: commands.trash(post, at=clock.now),
        lambda post: commands.restore(post, at=clock.now),
        lambda post: commands.restore(post, at=clock.now),
        lambda post: commands.trash(post, at=clock.now),
        lambda post: commands.remove(post, at=clock.now),
    )
    for step in steps:
        clock.move(minutes=1)
        with app.app_context(), transaction():
            step(session().get_one(Post, post_id))
    said = ["scheduled", "published", "withdrawn", "trashed", "restored", "trashed", "removed"]
    assert kinds(app) == said
    with app.app_context():
        assert {(line.about, line.post_id) for line in lines()} == {("Slack Water", post_id)}


def test_what_did_not_happen_leaves_no_line(app: Flask, clock: FrozenClock) -> None:
    def undone() -> None:
        with transaction():
            events.emit(OwnerSignedIn(way="with a password", at=clock.now))
            raise Refused("not_now", "Not now.")

    with app.app_context(), pytest.raises(Refused):
        undone()
    assert kinds(app) == []


def test_what_is_done_at_one_moment_is_one_line(app: Flask, clock: FrozenClock) -> None:
    for number in range(3):
        makers.make_post(app, title=f"Piece {number}", slug=f"piece-{number}")
    with app.app_context():
        (line,) = lines()
        assert (line.about, line.count) == ("Piece 0", 3)
    clock.move(seconds=1)
    makers.make_post(app, title="Another", slug="another")
    assert kinds(app) == ["published", "published"]


def test_different_hands_have_different_lines(app: Flask, clock: FrozenClock) -> None:
    for hand in (from_network(1), from_network(2), hands.TERMINAL, hands.ITSELF):
        with app.app_context(), transaction(), hands.at_work(hand):
            events.emit(OwnerSignedIn(way="with a password", at=clock.now))
    with app.app_context():
        assert [line.way for line in lines()] == ["browser", "browser", "terminal", "itself"]
    assert hands.current() is hands.ITSELF


def test_failures_are_counted_by_hour_and_network(app: Flask, clock: FrozenClock) -> None:
    clock.now = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    for minutes in (0, 20, 20):
        clock.move(minutes=minutes)
        with app.app_context(), transaction(), hands.at_work(from_network(1)):
            events.emit(SignInFailed(at=clock.now))
    with app.app_context():
        told = [(f"{line.at:%H:%M}", f"{line.last_at:%H:%M}", line.count) for line in lines()]
        assert told == [("12:30", "12:50", 2), ("13:10", "13:10", 1)]
        assert {line.browser for line in lines()} == {""}


def test_a_thousand_networks_are_a_handful_of_lines(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        for number in [*range(100), *range(100)]:
            with hands.at_work(from_network(number)):
                events.emit(SignInFailed(at=clock.now))
    with app.app_context():
        found = {line.network: line.count for line in lines()}
    assert len(found) == MOST_NETWORKS + 1
    assert found.pop("") == 200 - 2 * MOST_NETWORKS
    assert set(found.values()) == {2}


def test_an_address_that_is_none_fits_all_the_same(app: Flask, clock: FrozenClock) -> None:
    hand = Hand(way=Way.BROWSER, network=network_of("x" * 300))
    with app.app_context(), hands.at_work(hand):
        for fact in (SignInFailed(at=clock.now), OwnerSignedIn(way="y" * 900, at=clock.now)):
            for _ in range(2):
                with transaction():
                    events.emit(fact)
        assert [(len(line.network), line.count) for line in lines()] == [(50, 2), (50, 2)]


def test_it_is_kept_for_a_year(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        events.emit(OwnerSignedIn(way="with a password", at=clock.now))
    clock.move(days=364)
    with app.app_context():
        forget(at=clock.now)
        assert len(lines()) == 1
        forget(at=clock.move(days=1))
        assert lines() == []
