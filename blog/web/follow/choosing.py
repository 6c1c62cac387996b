"""What a form or an address says of a choice: `what`, `theme`, `tag`, `kind`, `not`, `match`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

from werkzeug.datastructures import MultiDict

from blog import slugs
from blog.characters import legal
from blog.following.choices import MOST_SUBJECTS
from blog.subjects.choice import Choice, Moved, Subject, Unknown, resolve
from blog.subjects.terms import SubjectKind, Term, Terms

_KINDS: Final[tuple[SubjectKind, ...]] = ("tag", "theme", "kind")
# Whoever names more that does not exist has not come from a page of this blog.
_MOST_UNKNOWN: Final = 5


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`choice` is what is left without the `unknown`: sentences about names that mean nothing.

    `is_all` is as it was ticked, also while there is only one subject.
    """

    choice: Choice
    is_all: bool = False
    unknown: Sequence[str] = field(default=())

    def holds(self, subject: Subject) -> bool:
        return subject in self.choice.subjects

    def leaves_out(self, subject: Subject) -> bool:
        return subject in self.choice.excluded


def read(sent: MultiDict[str, str], *, at: datetime) -> Chosen:
    """What was chosen. An address that names subjects means only some of it, one that names none
    means everything; `what` says which where both are possible.
    """
    included = [
        Term(kind, slugs.canonical(slug)) for kind in _KINDS for slug in _values(sent, kind)
    ]
    included += [Term("tag", slugs.slugify(name)) for name in _names(sent.get("more", ""))]
    excluded = [_term(text) for text in _values(sent, "not")]
    known, unknown = _known(included, excluded, at=at)
    what = sent.get("what") or ("some" if included else "all")
    is_all = sent.get("match") == "all"
    subjects = frozenset() if what == "all" else known.subjects
    choice = replace(
        known,
        is_everything=what == "all",
        is_all=is_all and len(subjects) > 1,
        subjects=subjects,
        excluded=known.excluded - subjects,
    )
    return Chosen(choice=choice, is_all=is_all, unknown=unknown)


def of(choice: Choice) -> Chosen:
    """A choice that is kept, to be changed."""
    return Chosen(choice=choice, is_all=choice.is_all)


def _known(
    included: list[Term], excluded: list[Term], *, at: datetime
) -> tuple[Choice, Sequence[str]]:
    unknown: list[str] = []
    while len(unknown) < _MOST_UNKNOWN:
        terms = Terms(included=tuple(included), excluded=tuple(excluded))
        found = resolve(terms, at=at)
        if not isinstance(found, Unknown):
            choice = found.choice if isinstance(found, Moved) else found
            return choice, unknown
        unknown.append(found.sentence)
        included = [term for term in included if term != found.term]
        excluded = [term for term in excluded if term != found.term]
    return Choice(), unknown


def _values(sent: MultiDict[str, str], name: str) -> list[str]:
    """At most as many as one follower may choose, and some, so that too many are told so."""
    return [legal(text) for text in islice(sent.getlist(name), MOST_SUBJECTS + 1) if text]


def _names(typed: str) -> list[str]:
    return [name for name in legal(typed).split(",")[:MOST_SUBJECTS] if name.strip()]


def _term(text: str) -> Term:
    kind, colon, slug = text.partition(":")
    if colon and kind == "theme":
        return Term("theme", slugs.canonical(slug))
    return Term("kind", slug) if colon and kind == "kind" else Term("tag", slugs.canonical(text))
