"""What somebody follows, changed by the link that their letters carry."""

import json
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.deliveries import commands as deliveries
from blog.following import choices
from blog.following.models import Follower
from blog.posts import commands as posts
from blog.posts.models import Post
from blog.subjects.choice import Choice, Subject
from blog.topics import themes
from blog.topics.models import Theme
from tests.conftest import CountQueries, FrozenClock
from tests.following.choosing import only
from tests.makers import make_post
from tests.web.follow.reader import EMAIL, Reader, words

LOVE, SLOW, FILM = Subject("theme", 1), Subject("theme", 2), Subject("kind", "film")


def follower(app: Flask) -> Follower:
    with app.app_context():
        return session().scalars(select(Follower)).one()


def chosen(app: Flask) -> Choice:
    with app.app_context():
        return choices.of(session().scalars(select(Follower)).one())


def test_the_last_five_that_it_would_have_brought(
    kept: Flask, reader: Reader, clock: FrozenClock
) -> None:
    for number in range(6):
        published_at = clock.now - timedelta(days=number + 1)
        make_post(kept, title=f"Number {number}", tags=("film",), published_at=published_at)
    said = words(reader.client.get(reader.follow("?tag=film")))
    assert [f"Number {number}" in said for number in range(6)] == [True] * 5 + [False]
    assert "A train" not in said


def test_the_choice_is_changed(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love")
    sent = {"what": "some", "theme": ["slow"], "kind": ["film"], "often": "instant"}
    answer = reader.client.post(own, data=sent)
    assert answer.status_code == 303
    assert chosen(kept) == only(SLOW, FILM)
    page = words(reader.client.get(answer.location))
    assert "Kept. From the next piece on" in page
    assert "The next letter comes with the next piece that fits." in page


def test_a_refused_change_keeps_what_was_ticked(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love")
    for typed, sentence in (
        ({"what": "some", "often": "weekly"}, "Pick at least one theme or tag"),
        ({"what": "some", "more": "x", "often": "weekly"}, "There is no tag “x”."),
        ({"what": "all", "often": "never"}, "Choose how often letters may come."),
    ):
        answer = reader.client.post(own, data=typed)
        assert answer.status_code == 422
        assert sentence in words(answer)
    assert chosen(kept) == only(LOVE)


def test_a_pause_with_and_without_a_day(kept: Flask, reader: Reader, clock: FrozenClock) -> None:
    own = reader.follow()
    assert reader.client.post(f"{own}pause", data={"until": "2026-12-24"}).status_code == 303
    assert "No letters for now, until 24 December 2026." in words(reader.client.get(own))
    assert not follower(kept).hears(clock.now)
    assert reader.client.post(f"{own}resume").status_code == 303
    assert follower(kept).hears(clock.now)
    reader.client.post(f"{own}pause", data={"until": ""})
    assert "No letters for now." in words(reader.client.get(own))
    clock.move(days=400)
    assert not follower(kept).hears(clock.now)


def test_a_pause_until_a_day_that_is_none(kept: Flask, reader: Reader, clock: FrozenClock) -> None:
    own = reader.follow()
    for typed, sentence in (
        ("2026-11-01", "Choose a day that is still to come."),
        ("soon", "“soon” is not a date and time."),
    ):
        answer = reader.client.post(f"{own}pause", data={"until": typed})
        assert answer.status_code == 422
        assert sentence in words(answer)
    assert follower(kept).hears(clock.now)


def test_letters_that_came_back_are_told(kept: Flask, reader: Reader, clock: FrozenClock) -> None:
    own = reader.follow()
    with kept.app_context(), transaction():
        held = session().scalars(select(Follower)).one()
        held.held_at, held.bounce_count = clock.now, 3
    assert "Several letters to you came back" in words(reader.client.get(own))
    reader.client.post(f"{own}resume")
    assert follower(kept).bounce_count == 0


def test_what_is_gone_is_told(kept: Flask, reader: Reader, clock: FrozenClock) -> None:
    own = reader.follow("?theme=love")
    with kept.app_context(), transaction():
        themes.remove(session().get_one(Theme, 1), at=clock.now)
    assert "What you chose is not kept here any more" in words(reader.client.get(own))


def test_ones_data_can_be_taken_along(reader: Reader) -> None:
    own = reader.follow("?theme=love&not=kind:film")
    answer = reader.client.get(f"{own}data.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    data = json.loads(answer.text)
    assert data["address"] == EMAIL
    assert data["follows"] == "Love, mostly unsaid, without films"
    assert data["letters"] == []


def test_ones_data_tells_no_title_of_what_is_not_out(
    kept: Flask, reader: Reader, clock: FrozenClock
) -> None:
    own = reader.follow()
    post = make_post(kept, title="As readers had it")
    with kept.app_context(), transaction():
        deliveries.announce(session().get_one(Post, post.id), at=clock.now, minutes=0)
    reader.letters()

    def told() -> str:
        (letter,) = reader.client.get(f"{own}data.json").get_json()["letters"]
        return str(letter["piece"])

    assert told() == "As readers had it"
    with kept.app_context(), transaction():
        posts.withdraw(session().get_one(Post, post.id), at=clock.now)
    assert told() == "A piece that is not out at the moment"


def test_a_letter_that_was_passed_on_shows_little(reader: Reader) -> None:
    own = reader.follow("?theme=love")
    page = reader.client.get(own)
    assert EMAIL not in page.text
    assert "a…@harbourlane.example" in words(page)
    assert "Did somebody pass a letter on to you?" in words(page)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.text
    # Opening whatever it links to changes nothing.
    for path in ("", "stop", "one-click", "data.json"):
        assert reader.client.get(own + path).status_code == 200
    assert reader.client.get(own).status_code == 200


def test_the_price_of_the_page(reader: Reader, count_queries: CountQueries) -> None:
    own = reader.follow("?theme=love&tag=railways&kind=film&not=winter")
    with count_queries() as queries:
        reader.client.get(own)
    assert len(queries) <= 22
