"""What the front page, pieces and the archive say of themselves to machines."""

from collections.abc import Sequence

from blog import site
from blog.cards.queries import Shared
from blog.posts.in_full import Piece
from blog.topics.queries import Head, Label
from blog.web.linked_data import (
    Node,
    address,
    author,
    author_node,
    blog_node,
    breadcrumbs,
    graph,
    reference,
    website_node,
)
from blog.web.presentation import iso, local, short


def of_home() -> Node:
    return graph(website_node(), blog_node(), author_node())


def of_post(
    piece: Piece,
    *,
    card: Shared | None,
    heads: Sequence[Head],
    tags: Sequence[Label],
    reviews: Sequence[Node] = (),
) -> Node:
    """A live post with the reviews in it."""
    data = _piece(piece, card) | {
        "@type": "BlogPosting",
        "isPartOf": reference(blog_node()),
        "articleSection": [head.title for head in heads],
        "keywords": [tag.name for tag in tags],
    }
    if reviews:
        data["hasPart"] = [reference(review) for review in reviews]
    return graph(data, *reviews, _way_to(piece, heads), blog_node(), author_node())


def of_page(piece: Piece, *, card: Shared | None) -> Node:
    data = _piece(piece, card) | {"@type": "Article"}
    return graph(data, breadcrumbs((piece.title, piece.path)), author_node())


def of_years(*steps: tuple[str, str]) -> Node:
    """The archive, and below it a year or a month."""
    return graph(breadcrumbs(("Archive", "/archive/"), *steps))


def _piece(piece: Piece, card: Shared | None) -> Node:
    data: Node = {
        "@id": address(piece.path),
        "url": address(piece.path),
        "mainEntityOfPage": address(piece.path),
        "headline": piece.title,
        "description": short(piece.summary or piece.excerpt),
        "inLanguage": piece.lang,
        "author": author(),
        "wordCount": piece.word_count + piece.character_count,
    }
    if piece.published_at is not None:
        data["datePublished"] = iso(piece.published_at)
        data["dateModified"] = iso(piece.updated_at or piece.published_at)
    # A picture that the writer chose says more of a piece than the one that was made of its title.
    if (picture := piece.cover or card) is not None:
        data["image"] = {
            "@type": "ImageObject",
            "url": address(picture.url),
            "width": picture.width,
            "height": picture.height,
        }
    return data


def _way_to(piece: Piece, heads: Sequence[Head]) -> Node:
    """Through its first theme, else through its year."""
    return breadcrumbs(
        *([(heads[0].title, heads[0].path)] if heads else _year(piece)),
        (piece.title, piece.path),
    )


def _year(piece: Piece) -> list[tuple[str, str]]:
    if piece.published_at is None:
        return []
    year = local(piece.published_at).year
    return [("Archive", "/archive/"), (str(year), site.year_path(year))]
