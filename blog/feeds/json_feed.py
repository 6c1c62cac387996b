"""A feed as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

import json
from typing import Any, Final

from blog import site
from blog.characters import legal
from blog.feeds import links
from blog.feeds.model import Entry, Feed, Review
from blog.feeds.moments import rfc3339

MEDIA_TYPE: Final = "application/feed+json"


def build(feed: Feed) -> bytes:
    whole = _without_empty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": legal(feed.title),
            "description": legal(feed.subtitle),
            "language": feed.lang,
            "home_page_url": feed.page_url,
            "feed_url": links.own(feed, "json"),
            "next_url": links.older(feed, "json"),
            "authors": [{"name": legal(feed.author), "url": feed.home_url}],
            "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
            "_commonplace": _taken_back(feed),
        }
    )
    whole["items"] = [_item(entry, feed) for entry in feed.entries]
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: Entry, feed: Feed) -> dict[str, Any]:
    return _without_empty(
        {
            "id": legal(entry.id),
            "url": entry.url,
            "title": legal(entry.title),
            "language": entry.lang,
            "date_published": rfc3339(entry.published_at),
            "date_modified": rfc3339(entry.updated_at),
            "tags": list(dict.fromkeys(legal(label.name) for label in entry.labels)),
            "image": entry.cover.url if entry.cover else "",
            "summary": legal(entry.summary),
            "_commonplace": _extension(entry, feed),
        }
    ) | {"content_html": legal(entry.content_html)}


def _taken_back(feed: Feed) -> dict[str, Any]:
    """The format has no word for entries that are gone, so that it is one of ours."""
    gone = [{"id": legal(each.id), "date_removed": rfc3339(each.deleted_at)} for each in feed.gone]
    return {"about": _about(feed), "removed": gone} if gone else {}


def _extension(entry: Entry, feed: Feed) -> dict[str, Any]:
    """An object of our own, as the format has it: its page for people says what is in it."""
    if not entry.reviews:
        return {}
    reviews = [_review(review) for review in entry.reviews]
    return {"about": _about(feed), "reviews": reviews}


def _about(feed: Feed) -> str:
    return site.absolute(feed.home_url.rstrip("/"), "/feed/")


def _review(review: Review) -> dict[str, Any]:
    is_rated = review.rating is not None
    return _without_empty(
        {
            "work": legal(review.work),
            "kind": review.kind,
            "year": review.year,
            "titles": [legal(title) for title in review.titles],
            "rating": review.rating,
            "best": 5 if is_rated else None,
            "url": review.url,
        }
    )


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """The format has no null: what there is nothing to say of is left out."""
    return {name: value for name, value in fields.items() if value}
