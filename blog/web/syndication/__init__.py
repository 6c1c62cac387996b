"""Feeds, sitemap and robots.txt, for machines: the same for everybody, no session, no cookie."""

from flask import Blueprint

blueprint = Blueprint("syndication", __name__)

from blog.web.syndication import (  # noqa: E402
    combinations,  # noqa: F401
    crawlers,  # noqa: F401
    feed_pages,  # noqa: F401
    feeds,  # noqa: F401
    outline,  # noqa: F401
)
