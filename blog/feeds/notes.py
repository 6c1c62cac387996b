"""The line that opens an entry whose author has told of a change since it came out."""

from collections.abc import Sequence
from html import escape

from sqlalchemy import select

from blog import zones
from blog.db import session
from blog.posts.models import Change, Post


def told_in(post_ids: Sequence[int], *, time_zone: str) -> dict[int, str]:
    """As HTML, by post: the change that moved `updated_at`. One query, none for no post.

    The words of a note are plain text, and stand as such between tags of ours.
    """
    if not post_ids:
        return {}
    rows = session().execute(
        select(Change.post_id, Change.note, Change.made_at, Post.lang)
        .join(Post, Post.id == Change.post_id)
        .where(Change.post_id.in_(post_ids), Change.note != "", Change.made_at == Post.updated_at)
        .order_by(Change.id)
    )
    found: dict[int, str] = {}
    for row in rows:
        day = zones.to_local(row.made_at, time_zone)
        found[row.post_id] = (
            f'<p><em lang="en">Changed on {day.day} {day:%B %Y}:</em> '
            f'<span lang="{escape(row.lang)}">{escape(row.note)}</span></p>'
        )
    return found
