"""What readers are shown of posts."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.media.models import Picture
from blog.posts import reading
from blog.posts.models import Post
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme


@pytest.mark.parametrize(
    ("title", "excerpt", "called"),
    [
        ("Slow Train", "It stops.", "Slow Train"),
        ("", "It stops.", "It stops."),
        (" ", "", "Untitled"),
        ("", "word " * 30, "word word word word word word word word word word word word…"),
        ("", "雪" * 100, "雪" * 100),
    ],
)
def test_headline(title: str, excerpt: str, called: str) -> None:
    assert reading.headline(title, excerpt) == called


def test_latest_shows_what_is_live_with_its_heads(app: Flask, clock: FrozenClock) -> None:
    love, snow = make_theme(app, title="Love"), make_theme(app, title="Snow")
    make_post(app, title="Old", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    make_post(app, title="New", themes=(snow.id, love.id), summary="A dek.")
    make_post(app, title="Draft", published_at=None)
    make_post(app, title="A page", kind="page")
    with app.app_context():
        new, old = reading.latest(clock.now, limit=5)
        assert (new.title, new.dek, [head.title for head in new.heads]) == (
            "New",
            "A dek.",
            ["Love", "Snow"],
        )
        assert (old.title, old.dek, list(old.heads)) == ("Old", "Some words.", [])
        assert reading.count(clock.now) == 2


def test_what_is_hidden_for_two_reasons_is_left_out_of_the_count_once(
    app: Flask, clock: FrozenClock
) -> None:
    make_post(app, title="Seen")
    hidden = make_post(app, title="Not seen", published_at=datetime(2099, 1, 1, tzinfo=UTC))
    with app.app_context(), transaction():
        post = session().get_one(Post, hidden.id)
        post.withdrawn_at = post.trashed_at = clock.now
    with app.app_context():
        assert reading.count(clock.now) == 1


def test_a_cover_offers_every_width_in_every_form(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        picture = Picture(
            digest="d",
            upload_digest="d",
            name="still.jpg",
            path="ab/still.jpg",
            media_type="image/jpeg",
            width=1200,
            height=500,
            byte_count=1,
            tint="012",
            sizes=[
                {"width": 480, "path": "ab/480.jpg", "type": "image/jpeg"},
                {"width": 1200, "path": "ab/still.jpg", "type": "image/jpeg"},
                {"width": 1200, "path": "ab/1200.webp", "type": "image/webp"},
                {"width": 480, "path": "ab/480.webp", "type": "image/webp"},
                {"width": 480, "path": "ab/480.avif", "type": "image/avif"},
            ],
            created_at=clock.now,
        )
        session().add(picture)
        session().flush()
        picture_id = picture.id
    make_post(app, cover_id=picture_id, cover_alt="A train.")
    with app.app_context():
        (entry,) = reading.latest(clock.now, limit=1)
    assert entry.cover == reading.Cover(
        url="/media/ab/still.jpg",
        width=1200,
        height=500,
        srcset="/media/ab/480.jpg 480w, /media/ab/still.jpg 1200w",
        sources=(
            ("image/avif", "/media/ab/480.avif 480w"),
            ("image/webp", "/media/ab/480.webp 480w, /media/ab/1200.webp 1200w"),
        ),
        tint="012",
        alt="A train.",
    )


def test_navigation_holds_live_pages_in_order(app: Flask, clock: FrozenClock) -> None:
    for place, title in ((2, "Second"), (1, "First"), (None, "Not there")):
        post = make_post(app, title=title, kind="page")
        with app.app_context(), transaction():
            session().get_one(Post, post.id).navigation_position = place
    draft = make_post(app, title="Draft", kind="page", published_at=None)
    with app.app_context(), transaction():
        session().get_one(Post, draft.id).navigation_position = 3
    with app.app_context():
        assert [line.title for line in reading.navigation(clock.now).pages] == ["First", "Second"]
