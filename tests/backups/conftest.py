"""A blog with a piece, a picture and a follower who waits for a letter; and a backup of it."""

from pathlib import Path

import pytest
from flask import Flask

from blog.backups import making
from blog.config import Settings
from blog.db import session, transaction
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.following.models import Follower
from blog.jobs import queue
from blog.media import commands as media
from tests.conftest import FrozenClock
from tests.makers import LONG_AGO, make_post, sign_in
from tests.media import samples


@pytest.fixture
def furnished(app: Flask, installation: Settings, clock: FrozenClock) -> Flask:
    with app.app_context(), transaction():
        data = samples.jpeg(60, 40)
        picture = media.store(data, name="a.jpg", at=LONG_AGO, folder=installation.media)
        url = picture.url
    (installation.data / "secret").write_text(installation.secret)
    post = make_post(app, title="First", source=f"Words.\n\n![Snow]({url})")
    sign_in(app)
    with app.app_context(), transaction():
        reader = "reader@post.example"
        follower = Follower(address=reader, key=reader, rhythm="at_once", since=clock.now)
        delivery = Delivery(
            post_id=post.id, state=DeliveryState.SENDING, created_at=clock.now, due_at=clock.now
        )
        session().add_all([follower, delivery])
        session().flush()
        session().add(
            Telling(
                delivery_id=delivery.id,
                post_id=post.id,
                follower_id=follower.id,
                rhythm="at_once",
                state=TellingState.WAITING,
                due_at=clock.now,
            )
        )
        queue.later("deliveries.send", {}, due_at=clock.now)
        queue.later("following.write", {"request_id": 1}, due_at=clock.now)
    return app


@pytest.fixture
def backup(furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock) -> Path:
    with furnished.app_context():
        return making.make(installation, to=tmp_path / "one.zip", at=clock.now).file
