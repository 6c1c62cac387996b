"""Merging what stands beside the text: field by field, tags and themes one by one, reviews work by
work. Pure.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blog.posts import merging_reviews
from blog.posts.fields import Fields
from blog.texts.merging import Choice


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`fields` hold mine wherever `theirs` has a field that both changed, by its name; a part of a
    review by its place in `fields`: "reviews-0-verdict".
    """

    fields: Fields
    theirs: Mapping[str, Any]

    @property
    def undecided(self) -> Sequence[str]:
        return list(self.theirs)


def merge(mine: Fields, theirs: Fields, *, base: Fields | None) -> Merged:
    """All but the text. Without a base (None), every field that differs is undecided."""
    values: dict[str, Any] = {}
    undecided: dict[str, Any] = {}
    for field in dataclasses.fields(Fields):
        name = field.name
        own, other = getattr(mine, name), getattr(theirs, name)
        before = getattr(base, name) if base else None
        if name == "source" or own == other or (base and other == before):
            continue
        if name == "reviews":
            merged = merging_reviews.merge(own, other, base=before or ())
            values[name] = merged.reviews
            undecided |= merged.open_parts
        elif isinstance(own, tuple):
            values[name] = _union(own, other, before or ())
        elif base and own == before:
            values[name] = other
        else:
            undecided[name] = other
    return Merged(fields=dataclasses.replace(mine, **values), theirs=undecided)


def decide(merged: Merged, choices: Mapping[str, Choice]) -> Fields:
    """The merged fields, with theirs where that was chosen."""
    values: dict[str, Any] = {}
    reviews = list(merged.fields.reviews)
    for name, theirs in merged.theirs.items():
        if choices.get(name) is not Choice.THEIRS:
            continue
        if name.startswith(merging_reviews.PREFIX):
            place, part = merging_reviews.place_of(name)
            reviews[place] = dataclasses.replace(reviews[place], **{part: theirs})
        else:
            values[name] = theirs
    return dataclasses.replace(merged.fields, reviews=tuple(reviews), **values)


def _union(mine: Sequence[Any], theirs: Sequence[Any], base: Sequence[Any]) -> tuple[Any, ...]:
    """What both have, what either added, and nothing that either took away."""
    kept = [value for value in mine if value in theirs or value not in base]
    return (*kept, *(value for value in theirs if value not in mine and value not in base))
