"""A picture in a verdict is a picture of the piece."""

from flask import Flask

from blog import clock
from blog.db import session, transaction
from blog.media import commands as media
from blog.media.models import Picture
from blog.posts import picture_changes, picture_uses, picture_words
from blog.posts.fields import fields_of
from blog.posts.models import Post, PostPicture
from blog.works.fields import ReviewText
from tests import makers
from tests.conftest import URL
from tests.media import samples


def stored_picture(app: Flask, width: int) -> Picture:
    with app.app_context(), transaction():
        return media.store(
            samples.jpeg(width, 60),
            name="lamp.jpg",
            at=clock.now(),
            folder=makers.installation(app).media,
        )


def test_it_counts_as_used_and_gives_way_to_another(app: Flask) -> None:
    one, other = stored_picture(app, 80), stored_picture(app, 90)
    verdict = f"![A lamp]({one.url})"
    post = makers.make_post(app, reviews=(ReviewText(work="Slow Train", verdict=verdict),))
    with app.app_context():
        assert session().get(PostPicture, (post.id, one.url)) is not None
        stored = session().get_one(Picture, one.id)
        assert [use.id for use in picture_uses.uses([stored])[one.id]] == [post.id]
        assert [told.in_text for told in picture_words.told(stored)] == ["A lamp"]
    with app.app_context(), transaction():
        pictures = [session().get_one(Picture, each.id) for each in (one, other)]
        picture_changes.put_in_place_of(*pictures, site_url=URL, lang="en-GB", at=clock.now())
    with app.app_context():
        [review] = fields_of(session().get_one(Post, post.id)).reviews
        assert review.verdict == f"![A lamp]({other.url})"
