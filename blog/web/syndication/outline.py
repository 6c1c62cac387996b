"""All feeds in one file, for feed readers."""

from flask import Response

from blog.feeds import opml
from blog.feeds.opml import Outline
from blog.posts import under_tags, under_themes
from blog.topics.queries import Indexed
from blog.web.conditional import fresh
from blog.web.context import at, blog, installation
from blog.web.syndication import blueprint


@blueprint.get("/feeds.opml")
def show_outline() -> Response:
    themes = [Outline(theme.title, theme.path) for theme in under_themes.shelf(at())]
    tags = [Outline(tag.name, tag.path) for tag in sorted(under_tags.index(at()), key=_by_name)]
    shelves = [("All pieces", [Outline(blog().name, "/")]), ("Themes", themes), ("Tags", tags)]
    body = opml.build(
        blog().name, [shelf for shelf in shelves if shelf[1]], site_url=installation().url
    )
    return fresh(Response(body, content_type=f"{opml.MEDIA_TYPE}; charset=utf-8"))


def _by_name(tag: Indexed) -> str:
    return tag.name.casefold()
