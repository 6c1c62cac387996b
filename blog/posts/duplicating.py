"""A piece made from another: the same text to go on from, and nothing of its history."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from blog import site
from blog.posts import commands, queries
from blog.posts.fields import MOST, Fields
from blog.posts.models import Post

_PREFIX: Final = "Copy of "


def duplicate(post: Post, fields: Fields, *, site_url: str, at: datetime) -> Post:
    """A draft with this text of the piece, under an entry id and an address of its own.

    :raises Refused: when the text could not be saved as it stands.
    """
    title = f"{_PREFIX}{fields.title}"[: MOST["title"]] if fields.title else ""
    brought_along = {
        reference: picture.id
        for reference, picture in queries.pictures_of(post.id)
        if not reference.startswith(site.MEDIA)
    }
    return commands.create(
        replace(fields, title=title, slug="", when=""),
        kind=post.kind,
        site_url=site_url,
        at=at,
        pictures=brought_along,
    )
