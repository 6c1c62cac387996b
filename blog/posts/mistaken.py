"""What somebody may have meant by an address at which nothing stands."""

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import select, union_all

from blog import slugs
from blog.db import session
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import LINE, Chosen, Line, line, with_columns

_MOST_MEANT: Final = 3
# How many slugs are looked at on either side of the one that was asked for.
_NEAREST: Final = 50
_ALIKE: Final = 0.6
_LAST: Final = "\U0010ffff"
# So many letters at the beginning have to be right; of Chinese, half as many say as much.
_BEGINNING, _BEGINNING_CJK = 4, 2


def meant_by(path: str, *, at: datetime) -> list[Line]:
    """Live posts with a slug like the last part of a path, the likeliest first. Two queries.

    The first walks the index of slugs from where the one that was asked for would stand, so that it
    costs the same among 20,000: to look for words anywhere in them took 26 ms.
    """
    asked = slugs.slugify(path.rstrip("/").rpartition("/")[2].partition(".htm")[0])
    beginning = asked[: _BEGINNING if asked.isascii() else _BEGINNING_CJK]
    if len(beginning) < _BEGINNING_CJK:
        return []
    posts = live(at).order_by(None).with_only_columns(Post.id, Post.slug)
    before = posts.where(Post.slug >= beginning, Post.slug <= asked).order_by(Post.slug.desc())
    after = posts.where(Post.slug > asked, Post.slug < f"{beginning}{_LAST}").order_by(Post.slug)
    near = union_all(*(_part(part.limit(_NEAREST)) for part in (before, after)))
    ranked = sorted(
        ((_likeness(asked, slug), slug, post_id) for post_id, slug in session().execute(near)),
        key=lambda found: (-found[0], found[1]),
    )
    return _lines([found[2] for found in ranked if found[0] >= _ALIKE][:_MOST_MEANT])


def _part(chosen: Chosen) -> Chosen:
    """One part of the union; a query with a limit has to stand in a subquery of its own."""
    return select(chosen.subquery())


def _likeness(asked: str, slug: str) -> float:
    """From 0 to 1, letter by letter; or what was asked for is how the slug begins."""
    if slug.startswith(f"{asked}-"):
        return 1
    return SequenceMatcher(None, asked, slug, autojunk=False).ratio()


def _lines(post_ids: Sequence[int]) -> list[Line]:
    if not post_ids:
        return []
    chosen = select(Post).where(Post.id.in_(post_ids))
    rows = session().execute(with_columns(chosen, (Post.id, *LINE)))
    found = {row.id: line(row) for row in rows}
    return [found[post_id] for post_id in post_ids]
