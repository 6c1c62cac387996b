"""A combination as it stands in an address: `film,theme:love!kind:book`.

Text in, text out: whether a term means anything on this blog is known in choice.py.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from blog.errors import NotFound
from blog.slugs import canonical as canonical_slug

SubjectKind: TypeAlias = Literal["tag", "theme", "kind"]

MOST_TERMS: Final = 6
_PREFIXES: Final[dict[str, SubjectKind]] = {"theme": "theme", "kind": "kind"}
_ORDER: Final[tuple[SubjectKind, ...]] = ("tag", "theme", "kind")
_ANY, _ALL, _NOT = ",", "+", "!"


@dataclass(frozen=True)
class Term:
    """`slug` is that of a tag or theme, or the name of a kind of work."""

    kind: SubjectKind
    slug: str

    def __str__(self) -> str:
        return self.slug if self.kind == "tag" else f"{self.kind}:{self.slug}"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Any of `included`, or all of them, or everything where there is none; without `excluded`."""

    included: tuple[Term, ...] = ()
    is_all: bool = False
    excluded: tuple[Term, ...] = ()

    def __str__(self) -> str:
        joined = (_ALL if self.is_all else _ANY).join(map(str, self.included))
        return joined + "".join(f"{_NOT}{term}" for term in self.excluded)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The same as the builder at /follow/ is asked: `tag=film&theme=love&not=kind:book`."""
        asked: list[tuple[str, str]] = [(term.kind, term.slug) for term in self.included]
        left_out = [("not", str(term)) for term in self.excluded]
        return [
            *(asked or [("what", "all")]),
            *left_out,
            *([("match", "all")] if self.is_all else []),
        ]


def parse(text: str) -> Terms:
    """The terms in a (decoded) address, in the order in which they stand there.

    :raises NotFound: "unreadable_terms", with a sentence.
    """
    included, *excluded = text.split(_NOT)
    if _ANY in included and _ALL in included:
        raise _unreadable(
            "Write “,” between subjects for any of them, or “+” for all of them at once; "
            "the two do not go together."
        )
    is_all = _ALL in included
    parts = included.split(_ALL if is_all else _ANY) if included else []
    if len(parts) + len(excluded) > MOST_TERMS:
        raise _unreadable(
            f"These are {len(parts) + len(excluded)} subjects; one address holds {MOST_TERMS}."
        )
    if not parts and not excluded:
        raise _unreadable("This address names nothing to follow.")
    return Terms(
        included=tuple(map(_term, parts)), is_all=is_all, excluded=tuple(map(_term, excluded))
    )


def canonical(terms: Terms) -> Terms:
    """The one form of all that mean the same: sorted, and nothing twice."""
    included = _sorted(terms.included)
    return Terms(
        included=included,
        is_all=terms.is_all and len(included) > 1,
        excluded=_sorted(terms.excluded),
    )


def _term(part: str) -> Term:
    prefix, colon, slug = part.rpartition(":")
    kind = _PREFIXES.get(prefix) if colon else "tag"
    if kind is None:
        raise _unreadable(f"“{part}” is unknown: before the colon stands “theme” or “kind”.")
    if not slug or _ANY in slug or _ALL in slug:
        raise _unreadable(
            "Each subject stands by itself: film,winter for one or the other, "
            "and at the end !winter for what to leave out."
        )
    return Term(kind, canonical_slug(slug))


def _sorted(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted(set(terms), key=lambda term: (_ORDER.index(term.kind), term.slug)))


def _unreadable(sentence: str) -> NotFound:
    return NotFound("unreadable_terms", sentence)
