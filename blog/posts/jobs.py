"""What a worker does with posts. Each may be run twice."""

from datetime import datetime

from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import rendering, trash
from blog.posts.models import Post, PostPicture


def show_picture(picture_id: int, *, site_url: str, at: datetime) -> None:
    """Show the picture with the sizes that it has by now, in every text that names it.

    One transaction each: a picture in a hundred pieces must not keep the desk from writing.
    """
    uses = select(PostPicture.post_id).where(PostPicture.picture_id == picture_id)
    for post_id in session().scalars(uses.distinct()).all():
        with transaction():
            post = session().get(Post, post_id)
            if post is not None:
                rendering.render_again(post, site_url=site_url)


def purge_trash(*, at: datetime) -> None:
    """Forget what has lain in the trash for its time."""
    with transaction():
        trash.purge(at=at)
