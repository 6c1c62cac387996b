"""What subjects are called, for people. Templates mark the language of each name (`spoken`)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from blog import site
from blog.db import session
from blog.subjects.choice import Choice, Subject
from blog.subjects.terms import SubjectKind
from blog.topics.models import Tag, Theme
from blog.works.kinds import kinds_name

_ORDER: Final[tuple[SubjectKind, ...]] = ("tag", "theme", "kind")


@dataclass(frozen=True, kw_only=True)
class Named:
    """`path` is the page of what stands under it, `slug` its name in addresses; themes have their
    cloth.
    """

    kind: SubjectKind
    name: str
    path: str
    slug: str
    cloth: str = ""


def named(subjects: Collection[Subject]) -> dict[Subject, Named]:
    """Those that there still are, as lists show them. Two queries at most, however many."""
    found = [*_tags(subjects), *_themes(subjects)]
    for each in subjects:
        if each.kind == "kind":
            kind = str(each.id)
            name, path = kinds_name(kind).lower(), site.works_path(kind=kind)
            found.append((each, Named(kind="kind", name=name, path=path, slug=kind)))
    return dict(sorted(found, key=lambda pair: (_ORDER.index(pair[1].kind), pair[1].name)))


def said(choice: Choice, names: Mapping[Subject, Named]) -> str:
    """`film or Love, Mostly Unsaid, without books`; "nothing" when all that was chosen is gone."""
    included = [names[each].name for each in names if each in choice.subjects]
    excluded = [names[each].name for each in names if each in choice.excluded]
    if choice.is_everything:
        wanted = "everything"
    else:
        wanted = _joined(included, "and" if choice.is_all else "or") or "nothing"
    return f"{wanted}, without {_joined(excluded, 'or')}" if excluded else wanted


def _joined(names: list[str], word: str) -> str:
    *others, last = names or [""]
    return f"{', '.join(others)} {word} {last}" if others else last


def _tags(subjects: Iterable[Subject]) -> list[tuple[Subject, Named]]:
    numbers = [each.id for each in subjects if each.kind == "tag"]
    if not numbers:
        return []
    rows = session().execute(select(Tag.id, Tag.name, Tag.slug).where(Tag.id.in_(numbers)))
    return [
        (Subject("tag", number), Named(kind="tag", name=name, path=site.tag_path(slug), slug=slug))
        for number, name, slug in rows
    ]


def _themes(subjects: Iterable[Subject]) -> list[tuple[Subject, Named]]:
    numbers = [each.id for each in subjects if each.kind == "theme"]
    if not numbers:
        return []
    rows = session().execute(
        select(Theme.id, Theme.title, Theme.slug, Theme.cloth).where(Theme.id.in_(numbers))
    )
    return [
        (
            Subject("theme", number),
            Named(kind="theme", name=title, path=site.theme_path(slug), slug=slug, cloth=cloth),
        )
        for number, title, slug, cloth in rows
    ]
