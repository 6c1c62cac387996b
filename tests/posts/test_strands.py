"""A post's place in its themes."""

from flask import Flask

from blog.posts import strands
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme


def test_strand_counts_live_posts_and_begins_with_the_start(app: Flask, clock: FrozenClock) -> None:
    theme = make_theme(app, title="Love")
    posts = [make_post(app, title=str(number), themes=(theme.id,)) for number in range(3)]
    make_post(app, title="Draft", themes=(theme.id,), published_at=None)
    with app.app_context():
        (strand,) = strands.strands(posts[1].id, at=clock.now)
    assert (strand.number, strand.count) == (2, 3)
    assert strand.before is not None
    assert strand.after is not None
    assert (strand.before.title, strand.after.title) == ("0", "2")
