"""An export asks for many pieces at once: ten take no more queries than two."""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.media import commands as media
from blog.posts import autosave, changes
from blog.posts.fields import Fields
from blog.posts.models import Post, PostAddress
from blog.posts.revisions import Window
from blog.transfer.out import export
from blog.works.fields import ReviewText
from tests.conftest import CountQueries, FrozenClock
from tests.makers import LONG_AGO, installation, make_post, make_theme
from tests.media import samples


def test_many_pieces(app: Flask, clock: FrozenClock, count_queries: CountQueries) -> None:
    theme_id = make_theme(app).id
    with app.app_context(), transaction():
        folder = installation(app).media
        picture = media.store(samples.jpeg(8, 8), name="a", at=LONG_AGO, folder=folder)
        cover_id, url = picture.id, picture.url
    few, many = 2, 10
    make_pieces(app, range(few), theme_id=theme_id, cover_id=cover_id, url=url)
    with count_queries.with_cache() as for_few:
        assert count_texts(app) == few
    make_pieces(app, range(few, many), theme_id=theme_id, cover_id=cover_id, url=url)
    with count_queries.with_cache() as for_many:
        assert count_texts(app) == many
    assert len(for_many) == len(for_few)


def make_pieces(
    app: Flask, numbers: Iterable[int], *, theme_id: int, cover_id: int, url: str
) -> None:
    """With everything that a piece may have beside it."""
    made = [
        make_post(
            app,
            title=f"Piece {number}",
            source=f"![A roof]({url})",
            tags=("snow", f"tag {number}"),
            themes=(theme_id,),
            cover_id=cover_id,
            reviews=(ReviewText(work=f"Film {number} (2024)", rating="4"),),
        )
        for number in numbers
    ]
    with app.app_context(), transaction():
        for post in session().scalars(select(Post).where(Post.id.in_(each.id for each in made))):
            furnish(post)


def furnish(post: Post) -> None:
    at, window = LONG_AGO, Window(editor="a page", turn=1)
    changes.announce(post, note="The end was wrong.", at=at)
    session().add(PostAddress(path=f"/old/{post.id}/", post_id=post.id))
    newer = Fields(title=post.title, source="Newer.")
    autosave.autosave(post, newer, based_on=post.version, window=window, at=at)


def count_texts(app: Flask) -> int:
    with app.app_context():
        names = [member.name for member in export.members(media=installation(app).media)]
    return sum(name.startswith("_in_hand/posts/") for name in names)
