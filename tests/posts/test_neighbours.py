"""What stands beside a post."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from blog.posts import in_full, neighbours
from blog.posts.models import Post
from blog.posts.neighbours import Beside
from blog.topics import queries
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme

DAY = timedelta(days=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def beside(app: Flask, post: Post, at: datetime) -> Beside:
    with app.app_context():
        piece = in_full.piece(post.slug, kind="post")
        assert piece is not None
        return neighbours.beside(
            piece,
            heads=queries.heads_of([post.id]).get(post.id, []),
            tags=queries.tags_of(post.id),
            at=at,
        )


def test_before_and_after_by_date(app: Flask, clock: FrozenClock) -> None:
    made = [
        make_post(app, title=str(number), published_at=FIRST + number * DAY) for number in range(3)
    ]
    make_post(app, title="Not yet", published_at=clock.now + DAY)
    found = beside(app, made[1], clock.now)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.title, found.after.title) == ("0", "2")
    assert beside(app, made[2], clock.now).after is None


def test_posts_of_one_moment_follow_each_other(app: Flask, clock: FrozenClock) -> None:
    one, two = (make_post(app, title=title, published_at=FIRST) for title in ("One", "Two"))
    after, before = beside(app, one, clock.now).after, beside(app, two, clock.now).before
    assert after is not None
    assert before is not None
    assert (after.title, before.title) == ("Two", "One")


def test_a_theme_relates_more_than_two_tags(app: Flask, clock: FrozenClock) -> None:
    theme = make_theme(app, title="Love")
    post = make_post(app, title="Here", tags=("winter", "snow"), themes=(theme.id,))
    make_post(app, title="Tags", tags=("winter", "snow"))
    make_post(app, title="Theme", themes=(theme.id,))
    make_post(app, title="Tag, later", tags=("winter",), published_at=FIRST + DAY)
    make_post(app, title="Tag", tags=("winter",), published_at=FIRST)
    make_post(app, title="Draft", tags=("winter", "snow"), themes=(theme.id,), published_at=None)
    make_post(app, title="Nothing shared")
    related = [entry.title for entry in beside(app, post, clock.now).related]
    assert related == ["Theme", "Tags", "Tag, later"]
