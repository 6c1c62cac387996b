"""The database and the pure function agree on who wants what; and who hears nothing for now."""

from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from blog import clock
from blog.db import session, transaction
from blog.following import choices, followers, queries
from blog.following.models import Follower
from blog.subjects.choice import Choice, Subject
from blog.subjects.matching import wants
from tests import makers
from tests.conftest import FrozenClock
from tests.following.choosing import CHOICES, SETS, make_follower, make_tags, only


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(CHOICES, min_size=1, max_size=6), subjects=SETS)
def test_who_wants_a_post(app: Flask, chosen: list[Choice], subjects: frozenset[Subject]) -> None:
    usable = [each for each in chosen if each.is_everything or each.subjects]
    with app.app_context():
        if not session().scalar(select(Follower.id).limit(1)):
            make_tags(app, *"abcd")
            for title in "abcd":
                makers.make_theme(app, title)
        with transaction():
            session().execute(delete(Follower))
            made = [_follower(number, each) for number, each in enumerate(usable)]
        wanting = session().scalars(select(Follower.id).where(queries.wanting(subjects)))
        assert set(wanting) == {
            follower_id
            for follower_id, each in zip(made, usable, strict=True)
            if wants(each, subjects)
        }


def _follower(number: int, choice: Choice) -> int:
    follower = Follower(
        address=f"{number}@blog.example",
        key=f"{number}@blog.example",
        rhythm="weekly",
        since=clock.now(),
    )
    session().add(follower)
    session().flush()
    choices.write(follower, choice)
    return follower.id


def test_somebody_left_with_nothing_wants_nothing(app: Flask) -> None:
    film, snow = make_tags(app, "film", "snow")
    follower_id = make_follower(app, choice=only(film))
    with app.app_context():
        choice = choices.of_all([follower_id])[follower_id]
        assert not wants(choice, {snow})
        wanting = select(Follower.id).where(queries.wanting([snow]))
        assert session().scalars(wanting).all() == []


def test_a_pause_ends_on_its_day(app: Flask, clock: FrozenClock) -> None:
    follower_id = make_follower(app)

    def hears() -> bool:
        heard = select(Follower.id).where(queries.hears(clock.now))
        return session().scalar(heard) == follower_id

    with app.app_context():
        assert hears()
        with transaction():
            until = clock.now + timedelta(days=7)
            followers.pause(followers.known(follower_id), at=clock.now, until=until)
        assert not hears()
        clock.move(days=7)
        assert hears()
        with transaction():
            followers.pause(followers.known(follower_id), at=clock.now, until=None)
        clock.move(days=700)
        assert not hears()
        with transaction():
            followers.resume(followers.known(follower_id))
        assert hears()
        with transaction():
            followers.known(follower_id).held_at = clock.now
        assert not hears()


def test_what_a_choice_would_have_brought(app: Flask, clock: FrozenClock) -> None:
    for number in range(7):
        published_at = clock.now - timedelta(days=100 * number + 1)
        makers.make_post(app, title=f"{number}", tags=("film",), published_at=published_at)
    makers.make_post(app, title="another", tags=("book",))
    makers.make_post(app, title="draft", tags=("film",), published_at=None)
    (film,) = make_tags(app, "film")
    with app.app_context():
        lines = queries.latest_for(only(film), at=clock.now, limit=5)
        assert [line.title for line in lines] == list("01234")
        assert queries.yearly_count(only(film), at=clock.now) == 4
        assert queries.latest_for(only(), at=clock.now, limit=5) == []
