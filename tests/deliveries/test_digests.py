"""Letters of a week or a month: what has gathered, on time, and nothing when nothing is left."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.deliveries.letters import MOST_IN_DIGEST
from blog.following.models import Follower
from blog.posts import commands as posts
from blog.posts.models import Post
from blog.subjects.choice import Choice, Subject
from blog.topics.queries import tag_named
from tests import makers
from tests.conftest import FrozenClock
from tests.deliveries.office import Office

SUNDAY = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def withdraw(app: Flask, post: Post, at: datetime) -> None:
    with app.app_context(), transaction():
        posts.withdraw(session().get_one(Post, post.id), at=at)


def test_one_letter_for_all_of_a_week(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada", rhythm="weekly")
    numbers = []
    for title in ("First snow", "Second snow", "Third snow"):
        numbers.append(office.announce(makers.make_post(app, title=title, summary=f"{title}.")))
        office.work()
        clock.move(hours=6)
    assert (office.reached, set(office.states())) == ([], {"waiting"})
    clock.now = SUNDAY - timedelta(seconds=1)
    office.work()
    assert office.reached == []
    clock.now = SUNDAY
    office.work()
    (letter,) = office.mail.letters
    assert letter.message["subject"] == "Three new pieces: First snow, and more"
    assert [letter.text.count(f"# {name} snow\n") for name in ("First", "Second", "Third")] == [
        1,
        1,
        1,
    ]
    assert set(office.states()) == {"sent"}
    assert len({telling.letter for telling in office.tellings()}) == 1
    assert {office.delivery(number).state for number in numbers} == {"done"}
    clock.move(days=7)
    office.work()
    assert len(office.mail.letters) == 1


def test_the_first_of_a_month(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada", rhythm="monthly")
    office.announce(makers.make_post(app, title="Snow"))
    office.work()
    clock.now = datetime(2026, 12, 1, 7, 59, 59, tzinfo=UTC)
    office.work()
    assert office.reached == []
    clock.move(seconds=1)
    office.work()
    (letter,) = office.mail.letters
    assert letter.message["subject"] == "Snow"


@pytest.mark.parametrize(
    ("at", "sunday"),
    [
        # London goes to summer time on the morning of that Sunday itself, and back in October.
        (datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 7, 5, 6, 59, tzinfo=UTC), datetime(2026, 7, 5, 7, tzinfo=UTC)),
        (datetime(2026, 7, 5, 7, 0, tzinfo=UTC), datetime(2026, 7, 12, 7, tzinfo=UTC)),
    ],
)
def test_eight_on_the_clocks_of_the_blog(
    app: Flask, office: Office, clock: FrozenClock, at: datetime, sunday: datetime
) -> None:
    clock.now = at
    office.follower("ada", rhythm="weekly")
    office.announce(makers.make_post(app, published_at=at - timedelta(days=1)))
    office.work()
    assert [telling.due_at for telling in office.tellings()] == [sunday]


def test_what_was_withdrawn_is_left_out(app: Flask, office: Office, clock: FrozenClock) -> None:
    """With its delivery stopped, or, by hand in the database, only found gone."""
    office.follower("ada", rhythm="weekly")
    kept, taken, lost = (makers.make_post(app, title=title) for title in ("Kept", "Taken", "Lost"))
    for post in (kept, taken, lost):
        office.announce(post)
        office.work()
    withdraw(app, taken, clock.now)
    with app.app_context(), transaction():
        session().get_one(Post, lost.id).withdrawn_at = clock.now
    clock.now = SUNDAY
    office.work()
    (letter,) = office.mail.letters
    assert letter.message["subject"] == "Kept"
    assert "Taken" not in letter.text + letter.html
    assert "Lost" not in letter.text + letter.html
    assert office.states() == ["sent", "stopped", "stopped"]


def test_an_empty_one_is_not_sent(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada", rhythm="weekly")
    number = office.announce(post := makers.make_post(app))
    office.work()
    with app.app_context(), transaction():
        session().get_one(Post, post.id).withdrawn_at = clock.now
    clock.now = SUNDAY
    office.work()
    assert (office.reached, office.states()) == ([], ["stopped"])
    assert office.delivery(number).state == "done"


def test_what_is_no_longer_wanted_is_left_out(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    ada = office.follower("ada", rhythm="weekly")
    film = makers.make_post(app, title="A film", tags=("film",))
    book = makers.make_post(app, title="A book", tags=("book",))
    for post in (film, book):
        office.announce(post)
    office.work()
    with app.app_context():
        tag = tag_named("film")
        assert tag is not None
    office.choose(ada, Choice(subjects=frozenset({Subject("tag", tag.id)})))
    clock.now = SUNDAY
    office.work()
    (letter,) = office.mail.letters
    assert letter.message["subject"] == "A film"
    assert office.states() == ["sent", "stopped"]


def test_who_pauses_before_sunday(app: Flask, office: Office, clock: FrozenClock) -> None:
    ada = office.follower("ada", rhythm="weekly")
    number = office.announce(makers.make_post(app))
    office.work()
    office.change(ada, paused_at=clock.now)
    clock.now = SUNDAY
    office.work()
    assert (office.reached, office.states()) == ([], ["stopped"])
    assert office.delivery(number).state == "done"


def test_who_leaves_before_sunday(app: Flask, office: Office, clock: FrozenClock) -> None:
    ada = office.follower("ada", rhythm="weekly")
    number = office.announce(makers.make_post(app))
    office.work()
    with app.app_context(), transaction():
        session().delete(session().get_one(Follower, ada))
    clock.now = SUNDAY
    office.work()
    assert (office.reached, office.delivery(number).state) == ([], "done")


def test_a_very_full_month_says_how_much_more_there_is(
    app: Flask, office: Office, clock: FrozenClock
) -> None:
    office.follower("ada", rhythm="monthly")
    for number in range(MOST_IN_DIGEST + 5):
        office.announce(
            makers.make_post(app, title=f"雪 {number} " + "很长的题目" * 20, summary="很长" * 150)
        )
    office.work()
    clock.now = datetime(2026, 12, 1, 8, tzinfo=UTC)
    office.work()
    (letter,) = office.mail.letters
    shown = letter.text.count("# 雪")
    assert 2 <= shown < MOST_IN_DIGEST
    assert f"And {MOST_IN_DIGEST + 5 - shown} more" in letter.text
    assert f"And {MOST_IN_DIGEST + 5 - shown} more" in letter.html
    assert len(letter.raw) < 100_000
    assert set(office.states()) == {"sent"}
