"""What works and reviews say of themselves to machines, in the words of schema.org.

Nothing in it comes from under a cover. A property is only said of a type that has it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from blog.posts.in_full import Piece
from blog.posts.reviewed import WorkPage
from blog.posts.under_works import PAGE_SIZE, Listing
from blog.web.linked_data import (
    Node,
    address,
    author,
    author_node,
    blog_node,
    breadcrumbs,
    collection,
    graph,
)
from blog.web.presentation import iso
from blog.works.facts import Credited
from blog.works.judged import Described, Judged
from blog.works.models import BEST
from blog.works.roles import Role

_TYPES: Final = {
    "film": "Movie",
    "series": "TVSeries",
    "book": "Book",
    "album": "MusicAlbum",
    "game": "VideoGame",
    "place": "Place",
    "other": "CreativeWork",
}
_PLAYED: Final = frozenset({"Movie", "TVSeries", "VideoGame"})
# What a role is called in which types; what is said nowhere else is a contribution.
_PROPERTIES: Final = {
    "director": ("director", _PLAYED),
    "actor": ("actor", _PLAYED),
    "artist": ("byArtist", frozenset({"MusicAlbum"})),
    "author": ("author", frozenset(_TYPES.values())),
    "creator": ("creator", frozenset(_TYPES.values())),
    "developer": ("creator", frozenset(_TYPES.values())),
}


_SCALE: Final = {"bestRating": BEST // 2, "worstRating": 0.5}


def of_reviews(piece: Piece, judged: Sequence[Judged]) -> list[Node]:
    """The reviews in a live piece. Works that it is only about have none."""
    return [
        _review(
            each.facts.work.id,
            path=piece.path,
            lang=piece.lang,
            at=piece.published_at,
            rating=each.review.rating,
            text=each.review.verdict_text,
        )
        | {"itemReviewed": _thing(each)}
        for each in judged
        if each.is_judged
    ]


def of_work(shown: WorkPage) -> Node:
    """The thing itself, with what was said of it."""
    work, thing = shown.facts.work, _thing(shown)
    thing["review"] = [
        _review(
            work.id,
            path=said.entry.path,
            lang=said.entry.lang,
            at=said.entry.published_at,
            rating=said.rating,
            text=said.verdict_text,
        )
        for said in shown.pieces
        if said.is_judged
    ]
    if shown.average is not None:
        thing["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(shown.average, 2),
            "ratingCount": len(shown.ratings),
            **_SCALE,
        }
    return graph(thing, breadcrumbs(("Works", "/works/"), (work.title, work.path)), author_node())


def of_list(name: str, path: str, listing: Listing) -> Node:
    """A page of a list of works; `path` is that of its first page."""
    lines = [each.work for each in listing.works]
    first = (listing.number - 1) * PAGE_SIZE + 1
    steps = [("Works", "/works/"), (name, path)] if path != "/works/" else [("Works", path)]
    return graph(
        collection(name, path, lines, first=first), breadcrumbs(*steps), blog_node(), author_node()
    )


def _review(
    work_id: int, *, path: str, lang: str, at: datetime | None, rating: int | None, text: str
) -> Node:
    node: Node = {
        "@type": "Review",
        "@id": f"{address(path)}#review-{work_id}",
        "url": address(path),
        "inLanguage": lang,
        "author": author(),
    }
    if at is not None:
        node["datePublished"] = iso(at)
    if rating is not None:
        node["reviewRating"] = {"@type": "Rating", "ratingValue": rating / 2, **_SCALE}
    if text:
        node["reviewBody"] = text
    return node


def _thing(known: Described) -> Node:
    facts, work = known.facts, known.facts.work
    kind = _TYPES[work.kind]
    node: Node = {
        "@type": kind,
        "@id": f"{address(work.path)}#work",
        "url": address(work.path),
        "name": work.title,
    }
    if facts.titles:
        node["alternateName"] = [title.title for title in facts.titles]
    if known.links:
        node["sameAs"] = [link.url for link in known.links]
    if kind == "Place":
        return node
    if work.year is not None and work.year > 0:
        node["datePublished"] = f"{work.year:04}"
    if facts.countries:
        node["countryOfOrigin"] = [
            {"@type": "Country", "name": country.name} for country in facts.countries
        ]
    if facts.isbn and kind == "Book":
        node["isbn"] = facts.isbn
    for role in known.roles:
        people = [_person(each, is_artist=role.meaning == "artist") for each in role.people]
        node.setdefault(_property(role, kind), []).extend(people)
    return node


def _property(role: Role, kind: str) -> str:
    name, types = _PROPERTIES.get(role.meaning, ("", frozenset[str]()))
    return name if kind in types else "contributor"


def _person(person: Credited, *, is_artist: bool) -> Node:
    """Who made an album may be one or several: schema.org calls both a group."""
    node: Node = {"@type": "MusicGroup" if is_artist else "Person", "name": person.name}
    node["url"] = address(person.path)
    if person.other_name:
        node["alternateName"] = person.other_name
    return node
