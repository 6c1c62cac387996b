"""What somebody chose, by the numbers of tags and themes: renaming and merging change nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, select

from blog.db import session
from blog.posts.models import Post
from blog.subjects.terms import SubjectKind, Term, Terms, canonical
from blog.topics.models import PostTag, Tag, TagAddress, Theme, ThemeAddress
from blog.works.models import KINDS


@dataclass(frozen=True)
class Subject:
    """`id` is the number of a tag or theme, or the name of a kind of work (works.models.KINDS)."""

    kind: SubjectKind
    id: int | str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Everything, or what stands under any of `subjects`, or under all at once (`is_all`); and of
    that nothing that stands under one of `excluded`. Without a subject it wants nothing.
    """

    is_everything: bool = False
    is_all: bool = False
    subjects: frozenset[Subject] = frozenset()
    excluded: frozenset[Subject] = frozenset()


@dataclass(frozen=True)
class Moved:
    """The terms mean something under other names, or in another order: these are theirs now."""

    terms: Terms
    choice: Choice


@dataclass(frozen=True)
class Unknown:
    term: Term

    @property
    def sentence(self) -> str:
        if self.term.kind == "kind":
            known = f"{', '.join(KINDS[:-1])} and {KINDS[-1]}"
            return f"“{self.term.slug}” is no kind of work. There are {known}."
        return f"There is no {self.term.kind} “{self.term.slug}”."


EVERYTHING: Final = Choice(is_everything=True)


def resolve(terms: Terms, *, at: datetime) -> Choice | Moved | Unknown:
    """What the terms mean now. A tag of nothing but drafts is known to its author only."""
    asked = {*terms.included, *terms.excluded}
    found = {
        **_of_kind("tag", asked, at=at),
        **_of_kind("theme", asked, at=at),
        **{
            term: (Subject("kind", term.slug), term.slug)
            for term in asked
            if term.kind == "kind" and term.slug in KINDS
        },
    }
    for term in (*terms.included, *terms.excluded):
        if term not in found:
            return Unknown(term)
    now = canonical(
        Terms(
            included=_renamed(terms.included, found),
            is_all=terms.is_all,
            excluded=_renamed(terms.excluded, found),
        )
    )
    choice = Choice(
        is_everything=not terms.included,
        is_all=now.is_all,
        subjects=frozenset(found[term][0] for term in terms.included),
        excluded=frozenset(found[term][0] for term in terms.excluded),
    )
    return choice if now == terms else Moved(now, choice)


def is_known(at: datetime) -> ColumnElement[bool]:
    """Whether a stranger may know of a row of tags. A tag of nothing but drafts is its author's;
    one that has emptied since is known.
    """
    return (
        select(Post.id)
        .join(PostTag, PostTag.post_id == Post.id)
        .where(PostTag.tag_id == Tag.id, Post.kind == "post", Post.published_at <= at)
        .exists()
    )


def terms_of(choice: Choice) -> Terms:
    """The canonical terms of a choice; what is gone is left out. Two queries at most."""
    return terms_of_each([choice])[0]


def terms_of_each(choices: Collection[Choice]) -> list[Terms]:
    """The same for many, with no more queries."""
    slugs = _slugs({each for choice in choices for each in (*choice.subjects, *choice.excluded)})

    def terms(subjects: Iterable[Subject]) -> tuple[Term, ...]:
        return tuple(Term(each.kind, slugs[each]) for each in subjects if each in slugs)

    return [
        canonical(
            Terms(
                included=() if choice.is_everything else terms(choice.subjects),
                is_all=choice.is_all,
                excluded=terms(choice.excluded),
            )
        )
        for choice in choices
    ]


_Found = Mapping[Term, tuple[Subject, str]]


def _renamed(terms: Iterable[Term], found: _Found) -> tuple[Term, ...]:
    return tuple(Term(term.kind, found[term][1]) for term in terms)


def _of_kind(kind: SubjectKind, asked: Collection[Term], *, at: datetime) -> _Found:
    """Of tags or themes: the number and present slug of each that there is, by the term."""
    slugs = {term.slug for term in asked if term.kind == kind}
    if not slugs:
        return {}
    numbers = _present(kind, slugs)
    numbers = {**_former(kind, slugs - numbers.keys()), **numbers}
    names = _names(kind, set(numbers.values()), at=at)
    return {
        Term(kind, slug): (Subject(kind, number), names[number])
        for slug, number in numbers.items()
        if number in names
    }


def _present(kind: SubjectKind, slugs: Collection[str]) -> dict[str, int]:
    model = Tag if kind == "tag" else Theme
    rows = session().execute(select(model.slug, model.id).where(model.slug.in_(slugs)))
    return {row.slug: row.id for row in rows}


def _former(kind: SubjectKind, slugs: Collection[str]) -> dict[str, int]:
    if not slugs:
        return {}
    columns = (
        select(TagAddress.slug, TagAddress.tag_id.label("id")).where(TagAddress.slug.in_(slugs))
        if kind == "tag"
        else select(ThemeAddress.slug, ThemeAddress.theme_id.label("id")).where(
            ThemeAddress.slug.in_(slugs)
        )
    )
    return {row.slug: row.id for row in session().execute(columns)}


def _names(kind: SubjectKind, numbers: Collection[int], *, at: datetime) -> dict[int, str]:
    """The slugs of those that a stranger may know of."""
    if kind == "theme":
        columns = select(Theme.id, Theme.slug).where(Theme.id.in_(numbers))
    else:
        columns = select(Tag.id, Tag.slug).where(Tag.id.in_(numbers), is_known(at))
    return {row.id: row.slug for row in session().execute(columns)}


def _slugs(subjects: Collection[Subject]) -> dict[Subject, str]:
    slugs = {each: str(each.id) for each in subjects if each.kind == "kind"}
    models: Mapping[SubjectKind, type[Tag | Theme]] = {"tag": Tag, "theme": Theme}
    for kind, model in models.items():
        numbers = [each.id for each in subjects if each.kind == kind]
        if numbers:
            rows = session().execute(select(model.id, model.slug).where(model.id.in_(numbers)))
            slugs |= {Subject(kind, row.id): row.slug for row in rows}
    return slugs
