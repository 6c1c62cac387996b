"""The secret links to a piece as the sheet lists them, each with its address."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from blog import site
from blog.posts import preview_links
from blog.posts.models import Post
from blog.web.context import at, installation


@dataclass(frozen=True, kw_only=True)
class ShownLink:
    id: int
    address: str
    expires_at: datetime


def of(post: Post | None) -> list[ShownLink]:
    """Those that still open."""
    if post is None:
        return []
    links = preview_links.links_of(post.id, at=at())
    return [
        ShownLink(id=link.id, address=_address(link.id), expires_at=link.expires_at)
        for link in links
    ]


def _address(link_id: int) -> str:
    token = preview_links.token(link_id, secret=installation().secret)
    return site.absolute(installation().url, url_for("public.preview", token=token))
