"""Choices as rows and as JSON, and two of them made one."""

import pytest
from flask import Flask
from hypothesis import given

from blog.db import session, transaction
from blog.errors import Refused
from blog.following import choices, followers
from blog.subjects.choice import EVERYTHING, Choice, Subject
from blog.subjects.matching import wants
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme
from tests import makers
from tests.conftest import CountQueries, FrozenClock
from tests.following.choosing import CHOICES, SETS, make_follower, make_tags, only, tag

BOOK = Subject("kind", "book")


def test_rows_hold_what_was_chosen(app: Flask, count_queries: CountQueries) -> None:
    film, snow = make_tags(app, "film", "snow")
    theme = Subject("theme", makers.make_theme(app).id)
    chosen = [
        only(film, theme, BOOK, is_all=True, without=(snow,)),
        Choice(is_everything=True, excluded=frozenset({BOOK})),
        EVERYTHING,
    ]
    ids = [make_follower(app, f"{n}@blog.example", each) for n, each in enumerate(chosen)]
    with app.app_context(), count_queries() as queries:
        assert choices.of_all(ids) == dict(zip(ids, chosen, strict=True))
    assert len(queries) == 2


def test_a_request_forgets_what_is_gone(app: Flask, clock: FrozenClock) -> None:
    film, snow = make_tags(app, "film", "snow")
    theme = Subject("theme", makers.make_theme(app).id)
    chosen = only(film, theme, BOOK, without=(snow,))
    kept = choices.to_json(chosen)
    with app.app_context():
        assert choices.from_json(kept) == chosen
        with transaction():
            tags.remove(session().get_one(Tag, snow.id), at=clock.now)
            themes.remove(session().get_one(Theme, theme.id), at=clock.now)
        assert choices.from_json(kept) == only(film, BOOK)


def test_many_requests_are_read_at_once(app: Flask, count_queries: CountQueries) -> None:
    film, snow = make_tags(app, "film", "snow")
    theme = Subject("theme", makers.make_theme(app).id)
    chosen = [only(film, BOOK, is_all=True), only(theme, without=(snow,)), EVERYTHING]
    kept = [choices.to_json(each) for each in chosen]
    with app.app_context(), count_queries() as queries:
        assert choices.all_from_json(kept) == chosen
    assert len(queries) == 2


def test_followers_keep_the_rest_of_what_they_chose(app: Flask, clock: FrozenClock) -> None:
    film, snow = make_tags(app, "film", "snow")
    follower_id = make_follower(app, choice=only(film, snow))
    with app.app_context():
        for number, left in ((film.id, only(snow)), (snow.id, only())):
            with transaction():
                tags.remove(session().get_one(Tag, number), at=clock.now)
            assert choices.of_all([follower_id])[follower_id] == left


@pytest.mark.parametrize("choice", [only(), only(without=(BOOK,))])
def test_nothing_is_no_choice(app: Flask, choice: Choice) -> None:
    with app.app_context(), pytest.raises(Refused, match="Pick at least one") as refused:
        choices.refuse_unusable(choice)
    assert refused.value.details == {"field": "what"}


def test_a_choice_has_an_end(app: Flask) -> None:
    many = frozenset(tag(number) for number in range(101))
    with pytest.raises(Refused, match="These are 101 subjects; at most 100"):
        choices.refuse_unusable(Choice(subjects=many))


def test_changing_leaves_nothing_behind(app: Flask) -> None:
    film, snow = make_tags(app, "film", "snow")
    follower_id = make_follower(app, choice=only(film, without=(snow,)))
    with app.app_context():
        for wanted in (only(snow, film, is_all=True), EVERYTHING, only(BOOK)):
            with transaction():
                followers.change(followers.known(follower_id), wanted, rhythm="monthly")
            assert choices.of_all([follower_id])[follower_id] == wanted


@given(CHOICES, CHOICES, SETS)
def test_two_choices_made_one_bring_what_either_brings(
    one: Choice, other: Choice, subjects: frozenset[Subject]
) -> None:
    if not choices.can_be_joined(one, other):
        return
    joined = choices.both(one, other)
    if wants(joined, subjects):
        is_new = not (one.excluded | other.excluded).isdisjoint(subjects)
        assert wants(one, subjects) or wants(other, subjects) or is_new
    if wants(one, subjects) and wants(other, subjects):
        assert wants(joined, subjects)
