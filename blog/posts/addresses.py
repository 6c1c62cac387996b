"""Slugs of posts and pages, and the redirects that keep every former address alive."""

import re
from datetime import datetime

from sqlalchemy import delete

from blog import site, slugs
from blog.db import session
from blog.errors import Refused
from blog.posts import queries
from blog.posts.models import Post, PostAddress

# First steps of the site's own addresses: a page there would never be reached.
RESERVED = frozenset(
    (
        "- archive desk favicon.ico feed feed.atom feed.json feed.rss feeds feeds.opml follow "
        "login logout media page posts robots.txt search setup sitemap.xml static tags themes works"
    ).split()
)


def derive(title: str, *, created_at: datetime) -> str:
    """The slug of a title; of the day of its making when the title has no letter."""
    return slugs.slugify(title, fallback=f"{created_at:%Y-%m-%d}")


def choose(post: Post, *, typed: str, title: str) -> str:
    """The slug a save asks for: what was typed, or what follows from the title.

    Until a post is published its slug follows the title, unless the author typed one.

    :raises Refused: "slug_taken" or "slug_reserved", for a slug that was typed.
    """
    was_derived = _is_derived(post) and post.published_at is None
    if typed and not (was_derived and typed == post.slug):
        return _typed(post, slugs.slugify(typed, fallback=post.slug or ""), typed)
    if post.slug and post.published_at is not None:
        return post.slug
    wanted = derive(title, created_at=post.created_at)
    return slugs.free(wanted, is_taken=lambda slug: _is_taken(post, slug))


def move(post: Post, slug: str) -> None:
    """Give the post a new slug; once it has been published, the old address keeps leading to it."""
    if post.slug and post.slug != slug and post.published_at is not None:
        remember(post, site.decoded(post.path))
    post.slug = slug


def remember(post: Post, path: str) -> None:
    """Let `path` (decoded, with its slashes) lead to this post; the newest claim wins."""
    session().execute(delete(PostAddress).where(PostAddress.path == path))
    session().add(PostAddress(path=path, post_id=post.id))
    session().flush()


def _typed(post: Post, slug: str, typed: str) -> str:
    if post.kind == "page" and slug in RESERVED:
        raise Refused(
            "slug_reserved",
            f"The blog keeps /{slug}/ for itself. Choose another address.",
            {"field": "slug"},
        )
    if not slug:
        raise Refused(
            "slug_empty",
            f"“{typed}” has no letter or number to make an address of.",
            {"field": "slug"},
        )
    if _is_taken(post, slug):
        raise Refused(
            "slug_taken",
            f"Another piece has the address “{slug}”. Choose another.",
            {"field": "slug"},
        )
    return slug


def _is_taken(post: Post, slug: str) -> bool:
    is_reserved = post.kind == "page" and slug in RESERVED
    return is_reserved or queries.is_slug_taken(slug, kind=post.kind, by_other_than=post.id)


def _is_derived(post: Post) -> bool:
    derived = re.escape(derive(post.title, created_at=post.created_at))
    return bool(re.fullmatch(rf"{derived}(-\d+)?", post.slug or ""))
