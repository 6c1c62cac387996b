"""What programs say of their readers, and how often there was nothing new; never who asked."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.db import session
from blog.feeds.models import FeedDay, FeedReader
from blog.feeds.readers import Claim, claim_in, read_by
from blog.web.readers import write_counts
from tests.conftest import FrozenClock
from tests.makers import make_post


@pytest.mark.parametrize(
    ("user_agent", "claim"),
    [
        (
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like Google)",
            Claim("Feedly", 16),
        ),
        (
            "Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 26 subscribers; )",
            Claim("Inoreader", 26),
        ),
        (
            "NewsBlur Feed Fetcher - 5 subscribers - https://www.newsblur.com/site/1 (Mozilla)",
            Claim("NewsBlur Feed Fetcher", 5),
        ),
        ("Feedbin feed-id:1373711 - 1 subscribers", Claim("Feedbin", 1)),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; "
            "theoldreader.com; 4 subscribers; feed-id=abc)",
            Claim("theoldreader.com", 4),
        ),
        ("BazQux/2.4 (+https://bazqux.com/fetcher; 1 subscriber)", Claim("BazQux", 1)),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", None),
        ("NetNewsWire (RSS Reader; https://netnewswire.com/)", None),
        ("curl/8.5.0", None),
        ("", None),
        ("9999999999 subscribers", None),
        ("(3 subscribers)", None),
        ("\x00\x01Odd\x02 reader/1 (2 readers)", Claim("Odd reader", 2)),
        ("x" * 500 + "/1.0 (999999999 subscribers)", Claim("x" * 100, 10_000_000)),
    ],
)
def test_what_a_program_says(user_agent: str, claim: Claim | None) -> None:
    assert claim_in(user_agent) == claim


def test_it_is_written_rarely_and_without_addresses(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, tags=("winter",))
    feedly = {"User-Agent": "Feedly/1.0 (+http://www.feedly.com; 16 subscribers)"}
    held = {"If-None-Match": client.get("/feed.atom", headers=feedly).headers["ETag"]}
    client.get("/feed.atom", headers={"User-Agent": "Feedly/1.0 (17 subscribers)", **held})
    client.get("/tags/winter/feed.rss", headers=feedly)
    client.get("/feed.atom", headers=held | {"Accept-Encoding": "br"})
    client.get("/feeds/nix.atom", headers=feedly)
    client.get("/feed/", headers=feedly)
    with app.app_context():
        assert session().scalars(select(FeedDay)).all() == []
    clock.move(minutes=10)
    client.get("/feed.json")
    with app.app_context():
        day = session().scalars(select(FeedDay)).one()
        assert (day.asked_count, day.unchanged_count) == (5, 2)
        kept = session().execute(select(FeedReader.path, FeedReader.subscriber_count)).all()
        assert set(map(tuple, kept)) == {("/feed.atom", 17), ("/tags/winter/feed.rss", 16)}
        found = read_by(clock.now)
        assert (found.programs, found.subscriber_count) == ([Claim("Feedly", 33)], 33)
        assert (found.asked_count, found.unchanged_share) == (5, 0.4)
        assert read_by(clock.now + timedelta(days=31)).programs == []


def test_who_stopped_asking_is_forgotten(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    client.get("/feed.atom", headers={"User-Agent": "Feedly/1.0 (16 subscribers)"})
    with app.test_request_context():
        write_counts()
    clock.move(days=31)
    client.get("/feed.atom", headers={"User-Agent": "Inoreader/1.0 (2 subscribers)"})
    with app.test_request_context():
        write_counts()
        assert session().scalars(select(FeedReader.name)).all() == ["Inoreader"]
