"""The feeds of the blog, of tags, themes and combinations, in three formats."""

from typing import Final

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.errors import NotFound
from blog.feeds import archives, links, queries, scopes
from blog.feeds.formats import FORMATS
from blog.feeds.model import Feed
from blog.feeds.scopes import Scope
from blog.subjects.choice import Moved, Unknown, is_known, resolve
from blog.subjects.terms import parse
from blog.topics import addresses
from blog.topics.models import Tag, Theme
from blog.web.conditional import fresh
from blog.web.context import at, blog, installation
from blog.web.keeping import know_query, query_part
from blog.web.pages import moved
from blog.web.syndication import blueprint

_FORM: Final = f"<any({', '.join(FORMATS)}):form>"
_FEED: Final = f"feed.{_FORM}"


@blueprint.get(f"/{_FEED}")
def of_blog(form: str) -> AnyResponse:
    return _answer(_gather(scopes.whole(blog(), site_url=installation().url)), form)


@blueprint.get(f"/tags/<slug>/{_FEED}")
def of_tag(slug: str, form: str) -> AnyResponse:
    tag = named_tag(slug)
    if tag.slug != slug:
        return moved(site.feed_path(site.tag_path(tag.slug), form))
    scope = scopes.under_tag(tag, blog=blog(), site_url=installation().url)
    return _answer(_gather(scope), form)


@blueprint.get(f"/themes/<slug>/{_FEED}")
def of_theme(slug: str, form: str) -> AnyResponse:
    theme = named_theme(slug)
    if theme.slug != slug:
        return moved(site.feed_path(site.theme_path(theme.slug), form))
    scope = scopes.under_theme(theme, blog=blog(), site_url=installation().url)
    return _answer(_gather(scope), form)


@blueprint.get(f"/feeds/<terms>.{_FORM}")
def of_combination(terms: str, form: str) -> AnyResponse:
    scope = combination(terms)
    if str(scope.terms) != terms:
        return moved(site.feed_path(scope.path, form))
    return _answer(_gather(scope), form)


def combination(text: str) -> Scope:
    """What the terms mean, under the names that their subjects have now.

    :raises NotFound: where they cannot be read, or one of them means nothing here.
    """
    found = resolve(parse(text), at=at())
    if isinstance(found, Unknown):
        raise NotFound("no_such_subject", found.sentence)
    choice = found.choice if isinstance(found, Moved) else found
    return scopes.combined(choice, blog=blog(), site_url=installation().url)


def named_tag(slug: str) -> Tag:
    """The tag that has this slug, or had it; then its slug is another.

    :raises NotFound: also for one that nobody but its author knows.
    """
    tag = addresses.tag_at(slug, which=is_known(at()))
    if tag is None:
        raise NotFound("no_such_tag", f"There is no tag “{slug}”.")
    return tag


def named_theme(slug: str) -> Theme:
    """The theme that has this slug, or had it; readers know it from the day it is made.

    :raises NotFound: where there is none.
    """
    theme = addresses.theme_at(slug)
    if theme is None:
        raise NotFound("no_such_theme", f"There is no theme “{slug}”.")
    return theme


def _gather(scope: Scope) -> Feed:
    """The feed, or the archive of it that is asked for."""
    archive = archives.number_in(query_part("archive"))
    return queries.gather(scope, blog=blog(), site_url=installation().url, at=at(), archive=archive)


def _answer(feed: Feed, form: str) -> AnyResponse:
    address = links.own(feed, form).removeprefix(installation().url)
    if query_part("archive") != feed.archive:
        return moved(address)
    know_query(address.partition("?")[2])
    written = FORMATS[form]
    answer = Response(written.build(feed), content_type=f"{written.media_type}; charset=utf-8")
    if feed.hub:
        for relation, url in (("hub", feed.hub), ("self", links.own(feed, form))):
            answer.headers.add("Link", f'<{url}>; rel="{relation}"')
    return fresh(answer, changed_at=feed.changed_at)
