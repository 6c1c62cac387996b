"""Feeds, sitemap and robots.txt, for machines: the same for everybody, no session, no cookie."""

from flask import Blueprint

blueprint = Blueprint("syndication", __name__)

from blog.web.syndication import combinations, crawlers, feed_pages, feeds, spared  # noqa: E402,F401
