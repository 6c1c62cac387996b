"""The page beside each feed, for people: what a feed is, its addresses, and what it holds."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.feeds import queries, scopes
from blog.feeds.queries import MOST_ENTRIES
from blog.feeds.scopes import Scope
from blog.web.context import at, blog, installation
from blog.web.linked_data import breadcrumbs, graph
from blog.web.pages import moved, page
from blog.web.syndication import blueprint
from blog.web.syndication.feeds import named_tag, named_theme


@blueprint.get("/feed/")
def about_blog() -> Response:
    return _show(scopes.whole(blog(), site_url=installation().url))


@blueprint.get("/tags/<slug>/feed/")
def about_tag(slug: str) -> AnyResponse:
    tag = named_tag(slug)
    if tag.slug != slug:
        return moved(site.feeds_path(site.tag_path(tag.slug)))
    return _show(scopes.under_tag(tag, blog=blog(), site_url=installation().url))


@blueprint.get("/themes/<slug>/feed/")
def about_theme(slug: str) -> AnyResponse:
    theme = named_theme(slug)
    if theme.slug != slug:
        return moved(site.feeds_path(site.theme_path(theme.slug)))
    return _show(scopes.under_theme(theme, blog=blog(), site_url=installation().url))


def _show(scope: Scope) -> Response:
    path = site.feeds_path(scope.path)
    way = [(scope.name, scope.path), ("Feed", path)] if scope.name else [("Feed", path)]
    return page(
        "syndication/feed.html",
        scope=scope,
        path=path,
        glance=queries.glance(scope, at=at()),
        most=MOST_ENTRIES,
        linked_data=graph(breadcrumbs(*way)),
    )
