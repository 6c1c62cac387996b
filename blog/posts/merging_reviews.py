"""Merging reviews, work by work: there are never two of one work, and none that was typed is lost.
Pure.

What one of two has taken out while the other has changed it stays. Works are told apart by the
line that names them: it should be settled (blog/posts/reviews.py).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeAlias

from blog.slugs import fold
from blog.works.fields import ReviewText

PREFIX: Final = "reviews-"
_PARTS: Final = tuple(field.name for field in fields(ReviewText) if field.name != "work")
# The folded line, and which it is of those with the same line: a text that is being typed may name
# one work twice, or none yet.
_Key: TypeAlias = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class MergedReviews:
    """`reviews` hold mine wherever `open_parts` names a part that both changed, as
    "reviews-0-verdict", with what it is in theirs.
    """

    reviews: tuple[ReviewText, ...]
    open_parts: Mapping[str, Any]


def merge(
    mine: Sequence[ReviewText],
    theirs: Sequence[ReviewText],
    *,
    base: Sequence[ReviewText],
) -> MergedReviews:
    """In my order, and what only they have behind."""
    own, others, before = _by_work(mine), _by_work(theirs), _by_work(base)
    kept: list[ReviewText] = []
    open_parts: dict[str, Any] = {}
    for key in (*own, *(key for key in others if key not in own)):
        review, other, former = own.get(key), others.get(key), before.get(key)
        if review is not None and other is not None:
            review, is_open = _merged(review, other, former)
            for part in is_open:
                open_parts[f"{PREFIX}{len(kept)}-{part}"] = getattr(other, part)
            kept.append(review)
            continue
        only = review or other
        if only is not None and only != former:
            kept.append(only)
    return MergedReviews(reviews=tuple(kept), open_parts=open_parts)


def place_of(name: str) -> tuple[int, str]:
    """The place and the part that "reviews-0-verdict" names."""
    place, _, part = name.removeprefix(PREFIX).partition("-")
    return int(place), part


def _merged(
    mine: ReviewText, theirs: ReviewText, base: ReviewText | None
) -> tuple[ReviewText, list[str]]:
    """Without a base, what only one of them says is taken over."""
    former = base or ReviewText(work=mine.work, kind=mine.kind)
    changed: dict[str, Any] = {}
    is_open = []
    for part in _PARTS:
        own, other, before = (getattr(each, part) for each in (mine, theirs, former))
        if own == other or other == before:
            continue
        if own == before:
            changed[part] = other
        else:
            is_open.append(part)
    return replace(mine, **changed), is_open


def _by_work(reviews: Sequence[ReviewText]) -> dict[_Key, ReviewText]:
    seen: Counter[str] = Counter()
    found = {}
    for review in reviews:
        line = fold(review.work)
        found[line, seen[line]] = review
        seen[line] += 1
    return found
