"""Merging what stands beside the text: field by field, tags and themes one by one. Pure."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blog.posts.fields import Fields
from blog.texts.merging import Choice


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`fields` hold mine wherever `undecided` names a field that both changed."""

    fields: Fields
    undecided: Sequence[str]


def merge(mine: Fields, theirs: Fields, *, base: Fields | None) -> Merged:
    """All but the text. Without a base (None), every field that differs is undecided."""
    values: dict[str, Any] = {}
    undecided: list[str] = []
    for field in dataclasses.fields(Fields):
        name = field.name
        own, other = getattr(mine, name), getattr(theirs, name)
        before = getattr(base, name) if base else None
        if name == "source" or own == other or (base and other == before):
            continue
        if isinstance(own, tuple):
            values[name] = _union(own, other, before or ())
        elif base and own == before:
            values[name] = other
        else:
            undecided.append(name)
    return Merged(fields=dataclasses.replace(mine, **values), undecided=undecided)


def decide(merged: Merged, theirs: Fields, choices: Mapping[str, Choice]) -> Fields:
    """The merged fields, with theirs where that was chosen."""
    taken = [name for name in merged.undecided if choices.get(name) is Choice.THEIRS]
    return dataclasses.replace(merged.fields, **{name: getattr(theirs, name) for name in taken})


def _union(mine: Sequence[Any], theirs: Sequence[Any], base: Sequence[Any]) -> tuple[Any, ...]:
    """What both have, what either added, and nothing that either took away."""
    kept = [value for value in mine if value in theirs or value not in base]
    return (*kept, *(value for value in theirs if value not in mine and value not in base))
