"""What is set aside can be restored for thirty days, and is forgotten after them."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import commands, trash
from blog.posts.models import Post, Revision
from tests.conftest import FrozenClock
from tests.makers import make_post


def test_what_lay_there_for_thirty_days_is_forgotten(app: Flask, clock: FrozenClock) -> None:
    for title in ("Kept", "Older", "Newer"):
        make_post(app, title=title)
    with app.app_context(), transaction():
        commands.trash(session().get_one(Post, 2), at=clock.now)
        commands.trash(session().get_one(Post, 3), at=clock.now + timedelta(seconds=1))
    clock.move(days=30, seconds=-1)
    with app.app_context(), transaction():
        assert trash.purge(at=clock.now) == 0
    clock.move(seconds=1)
    with app.app_context(), transaction():
        assert trash.purge(at=clock.now) == 1
        assert trash.purge(at=clock.now) == 0
    with app.app_context():
        titles = session().scalars(select(Post.title).order_by(Post.id)).all()
        assert titles == ["Kept", "Newer"]
        assert session().scalars(select(Revision).where(Revision.post_id == 2)).all() == []
        left = session().get_one(Post, 3)
        assert left.trashed_at is not None
        assert trash.gone_at(left.trashed_at) == clock.now + timedelta(seconds=1)
