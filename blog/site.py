"""Where things are: the shapes of all public addresses, as pure functions.

Paths are percent-encoded here and nowhere else; routes receive them decoded.
"""

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlencode, urlsplit

MEDIA = "/media/"


def post_path(slug: str) -> str:
    return f"/posts/{quote(slug, safe='')}/"


def page_path(slug: str) -> str:
    return f"/{quote(slug, safe='')}/"


def piece_path(kind: str, slug: str) -> str:
    """The address of a post or of a page."""
    return page_path(slug) if kind == "page" else post_path(slug)


def tag_path(slug: str, *, page: int = 1) -> str:
    base = f"/tags/{quote(slug, safe='')}/"
    return base if page == 1 else f"{base}page/{page}/"


def theme_path(slug: str) -> str:
    return f"/themes/{quote(slug, safe='')}/"


def year_path(year: int) -> str:
    return f"/archive/{year}/"


def month_path(year: int, month: int) -> str:
    return f"/archive/{year}/{month:02}/"


def work_path(slug: str, *, page: int = 1) -> str:
    base = f"/works/{quote(slug, safe='')}/"
    return base if page == 1 else f"{base}page/{page}/"


def works_path(*, kind: str = "", year: int | None = None, page: int = 1) -> str:
    """The index of works: of all, of one kind, of one year."""
    base = "/works/"
    if kind:
        base += f"kinds/{quote(kind, safe='')}/"
    elif year is not None:
        base += f"years/{year}/"
    return base if page == 1 else f"{base}page/{page}/"


def works_by_path(way: str) -> str:
    """All ways into the works by "year", "country" or "person"."""
    return f"/works/by/{way}/"


def person_path(slug: str, *, page: int = 1) -> str:
    base = f"/works/people/{quote(slug, safe='')}/"
    return base if page == 1 else f"{base}page/{page}/"


def country_path(slug: str, *, page: int = 1) -> str:
    base = f"/works/countries/{quote(slug, safe='')}/"
    return base if page == 1 else f"{base}page/{page}/"


def search_path(typed: str = "", *, page: int = 1) -> str:
    """The search for what was typed, or the empty page of the search."""
    asked = {"q": typed} | ({"page": str(page)} if page > 1 else {})
    return f"/search/?{urlencode(asked)}" if typed else "/search/"


def combination_path(terms: str, *, page: int = 1) -> str:
    """The page of what stands under `film,theme:love!kind:book`; of everything where that is ""."""
    base = f"/feeds/{quote(terms, safe=',+!:')}" if terms else "/"
    return base if page == 1 else f"{base}?page={page}"


def follow_path(query: Sequence[tuple[str, str]] = ()) -> str:
    """Where readers choose what to hear of; with a choice made for them (`Terms.query`)."""
    return f"/follow/?{urlencode(query, safe=':')}" if query else "/follow/"


def feed_path(scope: str, form: str) -> str:
    """The feed of `scope` ("/", "/tags/winter/", "/feeds/film,snow") in "atom", "rss" or "json"."""
    return f"{scope}feed.{form}" if scope.endswith("/") else f"{scope}.{form}"


def archive_path(feed: str, archive: str) -> str:
    """A part of the feed at this address; the newest, where `archive` is "", is the feed itself."""
    return f"{feed}?archive={archive}" if archive else feed


def feeds_path(scope: str) -> str:
    """The page that tells people of the feeds of `scope`."""
    return f"{scope}feed/" if scope.endswith("/") else scope


def sitemap_path(shelf: str, number: int) -> str:
    """A part of a sitemap that is too large for one file (blog/feeds/places.py)."""
    return f"/sitemap-{shelf}-{number}.xml"


def media_path(name: str) -> str:
    return f"{MEDIA}{quote(name)}"


def absolute(url: str, path: str) -> str:
    """`path` under the site's public address `url` (which has no trailing slash)."""
    return f"{url}{path}"


def authority(url: str) -> str:
    """The host of the site, for `tag:` URIs (RFC 4151)."""
    return urlsplit(url).hostname or "localhost"


def decoded(path: str) -> str:
    """A path as it is kept in the database: percent-escapes taken apart."""
    return unquote(path)
