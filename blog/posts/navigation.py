"""Which pages stand in the navigation, and in which order."""

from collections.abc import Sequence

from sqlalchemy import case, select, update

from blog.db import session
from blog.posts.models import Post


def arrange(page_ids: Sequence[int]) -> None:
    """Put exactly these pages in the navigation, in this order.

    Written past the version counter: somebody who has one of them open has not missed a text.
    """
    places = {page_id: place for place, page_id in enumerate(page_ids, start=1)}
    place = case(places, value=Post.id, else_=None) if places else None
    session().execute(
        update(Post).where(Post.kind == "page").values(navigation_position=place),
        execution_options={"synchronize_session": False},
    )


def pages() -> list[Post]:
    """Every page that is not in the trash: those in the navigation first, in its order."""
    return list(
        session().scalars(
            select(Post)
            .where(Post.kind == "page", Post.trashed_at.is_(None))
            .order_by(
                Post.navigation_position.is_(None), Post.navigation_position, Post.title, Post.id
            )
        )
    )
