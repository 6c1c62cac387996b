"""The sitemap (https://www.sitemaps.org/protocol.html) as XML, with the pictures of its pages.

Written as text: with a tree of elements 20,000 addresses took four times as long. What a file may
hold (50,000 addresses, 50 MB) is more than is ever put into one: see blog/feeds/places.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from blog import site
from blog.feeds.moments import rfc3339

# So that a thousand pages full of pictures stay below 50 MB. Search engines take up to 1,000.
MOST_PICTURES: Final = 300
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGES: Final = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


@dataclass(frozen=True)
class Place:
    """The path of something that a stranger may read, and of the pictures standing open there.

    `changed_at` is None where nothing true can be said.
    """

    path: str
    changed_at: datetime | None = None
    pictures: Sequence[str] = ()


def write(places: Iterable[Place], *, site_url: str) -> bytes:
    """A file of addresses."""
    urls = "".join(_url(place, site_url=site_url) for place in places)
    return f"{_DECLARATION}<urlset {_NAMESPACE} {_IMAGES}>\n{urls}</urlset>\n".encode()


def write_index(files: Iterable[Place], *, site_url: str) -> bytes:
    """The file that names the others."""
    named = "".join(f"<sitemap>{_told(file, site_url=site_url)}</sitemap>\n" for file in files)
    return f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{named}</sitemapindex>\n".encode()


def _url(place: Place, *, site_url: str) -> str:
    pictures = "".join(
        f"<image:image>{_loc(path, 'image:loc', site_url=site_url)}</image:image>"
        for path in place.pictures[:MOST_PICTURES]
    )
    return f"<url>{_told(place, site_url=site_url)}{pictures}</url>\n"


def _told(place: Place, *, site_url: str) -> str:
    changed = f"<lastmod>{rfc3339(place.changed_at)}</lastmod>" if place.changed_at else ""
    return _loc(place.path, "loc", site_url=site_url) + changed


def _loc(path: str, element: str, *, site_url: str) -> str:
    return f"<{element}>{escape(site.absolute(site_url, path))}</{element}>"
