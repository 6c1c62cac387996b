"""What a reader typed, taken apart: words, “phrases”, `tag:…`, `theme:…`, `year:…`, `kind:…`, and a
minus before any of them. Pure.

Nothing is wrong here: whatever cannot be understood is a word, and what holds no word is nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from blog.search.forms import forms
from blog.search.spacing import BREAK, spaced

MOST_CHARACTERS: Final = 200
MOST_TERMS: Final = 12
# A beginning shorter than this begins too many words.
_SHORTEST_BEGINNING: Final = 3

_QUOTES: Final = '"“”„‟«»「」『』＂'
_PART: Final = re.compile(
    r"(?P<minus>[-−－]*)"
    r"(?:(?P<key>tag|theme|year|kind)[:：]\s*)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s,;、，；。！？{_QUOTES}]+)|(?(key)|(?!)))",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(f" ?{BREAK} ?")


@dataclass(frozen=True, kw_only=True)
class Term:
    """Any of these phrases, each some words that follow one another, folded and spaced.

    With `is_beginning` the last word of each may go on.
    """

    phrases: tuple[str, ...]
    is_beginning: bool = False

    def begun(self) -> "Term":
        """The same for words that begin so; a script whose characters are words has no such."""
        first = self.phrases[0]
        last = first.rpartition(" ")[2]
        if len(last) < _SHORTEST_BEGINNING:
            return self
        return Term(phrases=(first,), is_beginning=True)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`year:2019`: the key, and the value as typed."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that was asked for, or with `is_excluded` was not to be there.

    `typed` is how it was written.
    """

    typed: str
    is_excluded: bool = False
    terms: tuple[Term, ...] = ()
    filter: Filter | None = None

    @property
    def narrows(self) -> bool:
        """Whether it asks for something else than words that are there."""
        return self.is_excluded or self.filter is not None


@dataclass(frozen=True, kw_only=True)
class Query:
    """`is_cut`: more was typed than is looked for."""

    typed: str
    parts: tuple[Part, ...] = ()
    is_cut: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for part in self.parts if not part.is_excluded for term in part.terms)

    @property
    def filters(self) -> tuple[tuple[Part, Filter], ...]:
        return tuple((part, part.filter) for part in self.parts if part.filter)

    @property
    def is_narrowed(self) -> bool:
        return any(part.narrows for part in self.parts)

    @property
    def said(self) -> str:
        """The words that must be there, as they were typed but for quotation marks."""
        words = (part.typed for part in self.parts if part.terms and not part.is_excluded)
        return " ".join(typed.strip(_QUOTES) for typed in words)

    def without(self, *left_out: Part) -> str:
        """What to type for the same without some of its parts."""
        return " ".join(part.typed for part in self.parts if part not in left_out)

    def instead(self, of: Part, typed: str) -> str:
        """What to type for the same with something else in the place of one part."""
        return " ".join(typed if part == of else part.typed for part in self.parts)


def parse(text: str) -> Query:
    """What is looked for, of at most `MOST_CHARACTERS` and `MOST_TERMS`."""
    typed = " ".join(text.split())
    parts: dict[tuple[object, ...], Part] = {}
    left, is_cut = MOST_TERMS, len(typed) > MOST_CHARACTERS
    for part in _parts(typed[:MOST_CHARACTERS]):
        weight = max(1, len(part.terms))
        key = (part.is_excluded, part.terms, part.filter)
        if key in parts:
            continue
        if weight > left:
            is_cut = True
            break
        parts[key] = part
        left -= weight
    return Query(typed=typed[:MOST_CHARACTERS].rstrip(), parts=tuple(parts.values()), is_cut=is_cut)


def _parts(text: str) -> Iterator[Part]:
    for match in _PART.finditer(text):
        typed, is_excluded = match.group().strip(), bool(match["minus"])
        if match["key"]:
            value = (match["phrase"] or match["word"] or "").strip()
            yield Part(
                typed=typed,
                is_excluded=is_excluded,
                filter=Filter(key=match["key"].lower(), value=value),
            )
        elif terms := _terms(match["phrase"], match["word"] or ""):
            yield Part(typed=typed, is_excluded=is_excluded, terms=terms)


def _terms(phrase: str | None, word: str) -> tuple[Term, ...]:
    """A phrase is one term. What was typed without a space is one as well, unless punctuation
    divides it: 《雪》与《火车》 asks for three.
    """
    if phrase is not None:
        words = spaced(phrase).strip(f"{BREAK} ")
        return (Term(phrases=(words,)),) if words else ()
    runs = [run for run in _BETWEEN.split(spaced(word)) if run]
    return tuple(Term(phrases=forms(run)) for run in runs)
