"""What a piece says of itself to machines: schema.org's BlogPosting, as JSON-LD."""

from collections.abc import Sequence
from typing import Any

from blog import site
from blog.posts.reading import Piece
from blog.topics.queries import Head, Label
from blog.web.context import blog, installation
from blog.web.presentation import iso, short


def linked_data(piece: Piece, *, heads: Sequence[Head], tags: Sequence[Label]) -> dict[str, Any]:
    """Of a live post; nothing in it comes from under a cover."""
    post, url = piece.post, installation().url
    address = site.absolute(url, post.path)
    home = site.absolute(url, "/")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": piece.title,
        "description": short(post.summary or post.excerpt),
        "inLanguage": post.lang,
        "author": {"@type": "Person", "name": blog().author, "url": home},
        "isPartOf": {"@type": "Blog", "name": blog().name, "url": home},
        "articleSection": [head.title for head in heads],
        "keywords": [tag.name for tag in tags],
        "wordCount": post.word_count + post.character_count,
    }
    if post.published_at is not None:
        data["datePublished"] = iso(post.published_at)
        data["dateModified"] = iso(post.updated_at or post.published_at)
    if piece.cover is not None:
        data["image"] = {
            "@type": "ImageObject",
            "url": site.absolute(url, piece.cover.url),
            "width": piece.cover.width,
            "height": piece.cover.height,
        }
    return data
