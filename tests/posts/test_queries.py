"""What is live, and what is not: of every post exactly one of the two is true."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import commands, queries
from blog.posts.models import Post
from tests import makers
from tests.conftest import FrozenClock


def test_what_is_not_live_is_all_the_rest(app: Flask, clock: FrozenClock) -> None:
    tomorrow = clock.now + timedelta(days=1)
    makers.make_post(app, title="Live")
    makers.make_post(app, title="A draft", published_at=None)
    makers.make_post(app, title="Tomorrow", published_at=tomorrow)
    makers.make_post(app, title="About", kind="page")
    taken_back, thrown_away = (makers.make_post(app, title=title) for title in ("Back", "Gone"))
    with app.app_context(), transaction():
        commands.withdraw(session().merge(taken_back), at=clock.now)
        commands.trash(session().merge(thrown_away), at=clock.now)

    assert titles(app, clock) == {"Live"}
    clock.move(days=1)
    assert titles(app, clock) == {"Live", "Tomorrow"}


def titles(app: Flask, clock: FrozenClock) -> set[str]:
    with app.app_context():
        live = {post.title for post in session().scalars(queries.live(clock.now))}
        others = select(Post.title).where(Post.id.not_in(queries.not_live(clock.now)))
        assert set(session().scalars(others)) == live
    return live
