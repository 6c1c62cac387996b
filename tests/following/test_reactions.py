"""A tag that is merged takes its followers along."""

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.following import choices
from blog.following.models import FollowRequest
from blog.subjects.choice import Choice, Subject
from blog.topics import tags
from blog.topics.models import Tag
from tests.conftest import FrozenClock
from tests.following.choosing import ask, make_follower, make_tags, only

BOOK = Subject("kind", "book")
OLD, NEW, OTHER = (Subject("tag", number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (only(OLD), only(NEW)),
        (only(OLD, OTHER, BOOK, is_all=True), only(NEW, OTHER, BOOK, is_all=True)),
        (only(OLD, NEW), only(NEW)),
        (only(OTHER, without=(OLD,)), only(OTHER, without=(NEW,))),
        (only(OTHER, without=(OLD, NEW)), only(OTHER, without=(NEW,))),
        (only(OLD, without=(NEW,)), only(NEW)),
        (only(NEW, without=(OLD, OTHER)), only(NEW, without=(OTHER,))),
        (only(OTHER), only(OTHER)),
    ],
)
def test_followers_move_with_a_tag(
    app: Flask, clock: FrozenClock, before: Choice, after: Choice
) -> None:
    assert make_tags(app, "cinema", "film", "snow") == [OLD, NEW, OTHER]
    follower_id = make_follower(app, choice=before)
    other_id = make_follower(app, "bo@blog.example", only(OTHER))
    with app.app_context():
        with transaction():
            request_id = ask("eve@blog.example", before).id
        with transaction():
            old, new = (session().get_one(Tag, each.id) for each in (OLD, NEW))
            tags.merge(old, into=new, at=clock.now)
        found = choices.of_all([follower_id, other_id])
        assert found == {follower_id: after, other_id: only(OTHER)}
        asked = session().get_one(FollowRequest, request_id)
        assert choices.from_json(asked.choice).subjects == after.subjects
