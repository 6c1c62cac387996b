"""Addresses of pieces, tags, themes, works and people at which readers find nothing.

For lists of addresses. Of one address the site itself is asked (blog/web/editor/standing.py), which
makes the whole page; here 50 cost as much as one.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import literal, select, union_all

from blog import site, slugs
from blog.db import session
from blog.posts import former_addresses
from blog.posts.models import Post
from blog.posts.queries import is_live
from blog.posts.under_works import is_reviewed
from blog.topics.models import Tag, Theme
from blog.works.models import Person, Work

_SHAPE: Final = re.compile(r"(/(?:posts/|tags/|themes/|works/(?:people/)?)?)([^/]+)/")


def nothing_at(paths: Iterable[str], *, at: datetime) -> set[str]:
    """Of these (decoded) paths those at which nothing stands, and from which no former address
    leads on to what does. A path of another shape is never among them. Two queries.
    """
    asked = {path: match for path in paths if (match := _SHAPE.fullmatch(path))}
    tidy = {path: f"{match[1]}{slugs.canonical(match[2])}/" for path, match in asked.items()}
    onward = former_addresses.targets_of(tidy.values())
    ends = {path: site.decoded(onward.get(known, known)) for path, known in tidy.items()}
    there = _at(ends.values(), at=at)
    return {path for path, end in ends.items() if end not in there}


def _at(paths: Iterable[str], *, at: datetime) -> set[str]:
    names = {match[2] for path in paths if (match := _SHAPE.fullmatch(path))}
    live = is_live(at)
    rows = session().execute(
        union_all(
            _addresses("/posts/", Post.slug, names).where(Post.kind == "post", live),
            _addresses("/", Post.slug, names).where(Post.kind == "page", live),
            _addresses("/tags/", Tag.slug, names),
            _addresses("/themes/", Theme.slug, names),
            _addresses("/works/", Work.slug, names).where(is_reviewed(at)),
            _addresses("/works/people/", Person.slug, names),
        )
    )
    return {row.path for row in rows}


def _addresses(shelf: str, slug: Any, names: set[str]) -> Any:
    return select((literal(shelf) + slug + literal("/")).label("path")).where(slug.in_(names))
