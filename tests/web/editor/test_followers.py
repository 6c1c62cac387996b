"""Followers on the desk: counted, found, shown in short, released, forgotten."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select

from blog.db import session, transaction
from blog.deliveries.models import Delivery, Telling, TellingState
from blog.feeds import readers
from blog.following import followers
from blog.following.models import Follower, FollowerSubject, FollowRequest
from blog.subjects.choice import EVERYTHING, Subject
from tests.conftest import CountQueries, FrozenClock
from tests.following.choosing import ask, make_follower, make_tags, only
from tests.makers import LONG_AGO, make_post, make_theme
from tests.web.editor import page
from tests.web.reading import words

FOLLOWERS = "/desk/followers/"


def bars(author: FlaskClient) -> list[tuple[str, str]]:
    """Names and numbers, as the bars have them."""
    root = html.document_fromstring(author.get(FOLLOWERS).text)
    names = words(root, '//dl[@class="bars"]/dt')
    return list(zip(names, words(root, '//dl[@class="bars"]/dd[@class="bar-n"]'), strict=True))


def listed(author: FlaskClient, query: str = "") -> list[str]:
    root = html.document_fromstring(author.get(f"{FOLLOWERS}{query}").text)
    return words(root, '//table[contains(@class, "people")]/tbody//th')


def change(app: Flask, follower_id: int, **values: object) -> None:
    with app.app_context(), transaction():
        follower = followers.known(follower_id)
        for name, value in values.items():
            setattr(follower, name, value)


def test_nobody_follows(author: FlaskClient) -> None:
    shown = page.words(author.get(FOLLOWERS))
    assert "Nobody follows by email yet." in shown
    assert "Month by month" not in shown


def test_counted_by_topic_and_rhythm(app: Flask, author: FlaskClient) -> None:
    film, winter = make_tags(app, "film", "Winter 冬")
    snow = Subject("theme", make_theme(app, "Snow and distance").id)
    make_follower(app, "a@one.example")
    make_follower(app, "b@one.example", only(film, snow), rhythm="at_once")
    make_follower(app, "c@one.example", only(film, without=(winter,)), rhythm="at_once")
    assert bars(author) == [
        ("Everything", "1"),
        ("film", "2"),
        ("Snow and distance", "1"),
        ("Email, as it goes", "2"),
        ("Email, weekly", "1"),
        ("Email, monthly", "0"),
    ]


def test_what_each_chose(app: Flask, author: FlaskClient) -> None:
    film, winter = make_tags(app, "film", "winter")
    make_follower(app, "a@one.example", only(film, winter, is_all=True))
    make_follower(app, "b@one.example", only(film, without=(winter, Subject("kind", "book"))))
    shown = page.words(author.get(FOLLOWERS))
    assert "Film and winter" in shown
    assert "Film, without winter or books" in shown


def test_addresses_are_in_short_until_asked_for(app: Flask, author: FlaskClient) -> None:
    make_follower(app, "anna@harbourlane.example")
    assert listed(author) == ["a…@harbourlane.example"]
    assert "anna@" not in author.get(FOLLOWERS).text
    assert listed(author, "?open=1") == ["anna@harbourlane.example"]


def test_find(app: Flask, author: FlaskClient) -> None:
    make_follower(app, "anna@harbourlane.example")
    make_follower(app, "hui@nordsken.example")
    assert listed(author, "?q=HARBOUR") == ["a…@harbourlane.example"]
    assert listed(author, "?q=hui+nord") == ["h…@nordsken.example"]
    assert "No address here has “%” in it." in page.words(author.get(f"{FOLLOWERS}?q=%25"))


def test_which_of_them(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    now = clock.now
    for name in ("hears", "paused", "held", "rested"):
        make_follower(app, f"{name}@{name}.example")
    change(app, 2, paused_at=now)
    change(app, 3, held_at=now, bounced_at=now, bounce_count=3)
    change(app, 4, paused_at=now, resumes_at=now + timedelta(days=3))
    with app.app_context(), transaction():
        ask("waits@waits.example", network="waits")
        ask("waits@waits.example", network="waits")
        ask("hears@hears.example", network="hears")
    clock.move(days=4)
    assert listed(author, "?show=paused") == ["p…@paused.example"]
    assert listed(author, "?show=held") == ["h…@held.example"]
    assert listed(author, "?show=waiting") == ["w…@waits.example"]
    assert len(listed(author)) == 4
    shown = page.words(author.get(FOLLOWERS))
    assert "All 4 Waiting for a yes 1 Paused 1 Came back too often 1" in shown


def test_month_by_month(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app, "first@one.example")
    clock.move(days=11)
    make_follower(app, "second@one.example")
    root = html.document_fromstring(author.get(FOLLOWERS).text)
    months = words(root, '//details[@class="months"]//tbody//th')
    numbers = words(root, '//details[@class="months"]//tbody//td')
    assert len(months) == len(numbers) == 12
    assert (months[-2:], numbers[-3:]) == (["November 2026", "December 2026"], ["0", "1", "2"])
    (line,) = root.xpath('//svg[@class="growth"]/path/@d')
    assert line.endswith(" 195.091 54 216.545 28 238 2")


def test_one_follower(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    post = make_post(app, title="Slow Train")
    follower_id = make_follower(app, "anna@harbourlane.example", rhythm="at_once")
    with app.app_context(), transaction():
        delivery = Delivery(post_id=post.id, state="done", created_at=clock.now, due_at=clock.now)
        session().add(delivery)
        session().flush()
        session().add(
            Telling(
                delivery_id=delivery.id,
                post_id=post.id,
                follower_id=follower_id,
                rhythm="at_once",
                state=TellingState.REFUSED,
                due_at=clock.now,
                answer="550 no such user",
            )
        )
    shown = page.words(author.get(f"{FOLLOWERS}{follower_id}/"))
    assert "Address anna@harbourlane.example" in shown
    assert "Slow Train550 no such user Refused 20 November 2026" in shown


def test_release(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    follower_id = make_follower(app)
    now = clock.now
    change(app, follower_id, held_at=now, bounced_at=now, bounce_count=3, last_answer="550 gone")
    here = f"{FOLLOWERS}{follower_id}/"
    assert "Came back 3 times, the last time just now" in page.words(author.get(here))
    assert author.post(f"{here}release").status_code == 303
    shown = page.words(author.get(here))
    assert "Letters go to this address again." in shown
    assert "Came back" not in shown


def test_remove_for_good(app: Flask, author: FlaskClient) -> None:
    (film,) = make_tags(app, "film")
    follower_id = make_follower(app, "anna@harbourlane.example", only(film))
    asked = page.words(author.get(f"{FOLLOWERS}{follower_id}/remove"))
    assert "Remove a…@harbourlane.example for good?" in asked
    assert "anna@harbourlane.example" in asked
    author.post(f"{FOLLOWERS}{follower_id}/remove")
    assert "a…@harbourlane.example is forgotten." in page.words(author.get(FOLLOWERS))
    assert author.get(f"{FOLLOWERS}{follower_id}/").status_code == 404
    with app.app_context():
        for table in (Follower, FollowerSubject, FollowRequest):
            assert session().scalar(select(func.count()).select_from(table)) == 0


def test_forget_who_never_answered(app: Flask, author: FlaskClient) -> None:
    with app.app_context(), transaction():
        asked = ask("waits@waits.example")
    author.post(f"{FOLLOWERS}requests/{asked.id}/remove")
    assert listed(author, "?show=waiting") == []


def test_costs_the_same_with_five_thousand(
    app: Flask, author: FlaskClient, count_queries: CountQueries
) -> None:
    subjects = make_tags(app, *(f"tag {number}" for number in range(30)))
    with app.app_context(), transaction():
        made = [
            Follower(
                address=f"f{number}@lists.example",
                key=f"f{number}@lists.example",
                rhythm="weekly",
                is_everything=number % 2 == 0,
                since=LONG_AGO,
            )
            for number in range(5000)
        ]
        session().add_all(made)
        session().flush()
        session().add_all(
            FollowerSubject(follower_id=each.id, tag_id=subjects[each.id % 30].id)
            for each in made
            if not each.is_everything
        )
        for number in range(60):
            ask(f"w{number}@lists.example", EVERYTHING, network=str(number))
    for query in ("", "?show=waiting", "?q=example&open=1"):
        with count_queries() as queries:
            assert author.get(f"{FOLLOWERS}{query}").status_code == 200
        assert len(queries) <= 18


def test_readers_by_feed(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app, "a@one.example")
    assert "Nobody has asked for a feed within 30 days." in page.words(author.get(FOLLOWERS))
    tally = readers.Tally()
    feedly = readers.claim_in("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; )")
    tally.note("/feed.atom", feedly, is_unchanged=False, at=clock.now)
    for _ in range(3):
        tally.note("/feed.atom", None, is_unchanged=True, at=clock.now)
    with app.app_context(), transaction():
        readers.write(tally, at=clock.now)
    assert ("Feedly", "12") in bars(author)
    shown = page.words(author.get(FOLLOWERS))
    assert "Feeds were asked for 4 times within 30 days; 75 % of it" in shown
