"""What pages say of themselves to machines in the words of schema.org, as one graph a page.

A program that reads one page knows no other: each graph holds all that its nodes point at. Nothing
in it comes from under a cover.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeAlias

from blog import site
from blog.web.context import blog, installation

Node: TypeAlias = dict[str, Any]

_AUTHOR: Final = "/#author"


class Listed(Protocol):
    """What stands in a list: a `reading.Line`, or anything else with an address and a title."""

    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str: ...


def graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def address(path: str) -> str:
    return site.absolute(installation().url, path)


def reference(node: Node) -> Node:
    """The node by its name alone, for others that point at it."""
    return {"@id": node["@id"]}


def author() -> Node:
    """Who keeps the blog, by name alone."""
    return {"@id": address(_AUTHOR)}


def website_node() -> Node:
    """The site, with the address at which it is searched."""
    return {
        "@type": "WebSite",
        "@id": address("/#website"),
        "url": address("/"),
        "name": blog().name,
        "inLanguage": blog().language,
        "publisher": author(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": address("/search/?q={search_term_string}"),
            },
            "query-input": "required name=search_term_string",
        },
    }


def blog_node() -> Node:
    node = {
        "@type": "Blog",
        "@id": address("/#blog"),
        "url": address("/"),
        "name": blog().name,
        "inLanguage": blog().language,
        "author": author(),
    }
    return node | ({"description": blog().tagline} if blog().tagline else {})


def author_node() -> Node:
    """Who keeps the blog."""
    name = blog().author or blog().name
    return {"@type": "Person", "@id": address(_AUTHOR), "name": name, "url": address("/")}


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The way from the front page to this one, as names and paths; the last is this page."""
    way = ((blog().name, "/"), *steps)
    return {
        "@type": "BreadcrumbList",
        "@id": f"{address(steps[-1][1])}#way",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address(path)}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }


def collection(
    name: str, path: str, lines: Sequence[Listed], *, first: int = 1, about: str = ""
) -> Node:
    """A page that lists pieces, in their order; `first` is the place of the first of them."""
    node = {
        "@type": "CollectionPage",
        "@id": address(path),
        "url": address(path),
        "name": name,
        "inLanguage": blog().language,
        "isPartOf": reference(blog_node()),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(lines),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "name": line.title,
                    "url": address(line.path),
                }
                for place, line in enumerate(lines, start=first)
            ],
        },
    }
    return node | ({"description": about} if about else {})
