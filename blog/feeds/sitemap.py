"""The sitemap (https://www.sitemaps.org/protocol.html) as XML."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from lxml import etree

from blog.feeds.elements import add, document
from blog.feeds.moments import rfc3339

# One file holds no more. What is left out stands at the end: the oldest posts, to which the archive
# leads.
MOST_PLACES: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Place:
    """An absolute address that a stranger may read."""

    url: str
    changed_at: datetime | None = None


def build(places: Iterable[Place]) -> bytes:
    # The stubs do not know that a default namespace has no prefix.
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    for place in islice(places, MOST_PLACES):
        element = add(root, f"{{{_NAMESPACE}}}url")
        add(element, f"{{{_NAMESPACE}}}loc", place.url)
        if place.changed_at:
            add(element, f"{{{_NAMESPACE}}}lastmod", rfc3339(place.changed_at))
    return document(root)
