"""Where else a work is known: the addresses that its ids mean. Pure; nothing is asked there."""

from urllib.parse import urlsplit

from blog.works.facts import Facts
from blog.works.fields import LinkText


def links_of(facts: Facts) -> list[LinkText]:
    """The blogger's own links first, each with something to call it."""
    own = [LinkText(url=link.url, label=link.label or _host(link.url)) for link in facts.links]
    ids = [
        (facts.wikidata, "https://www.wikidata.org/wiki/{}", "Wikidata"),
        (facts.imdb, "https://www.imdb.com/title/{}/", "IMDb"),
        (facts.tmdb, "https://www.themoviedb.org/{}", "TMDB"),
    ]
    return own + [LinkText(url=shape.format(id_), label=label) for id_, shape, label in ids if id_]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
