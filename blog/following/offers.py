"""What a reader can choose from: the themes, the tags most used, the kinds of works reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from blog.db import session
from blog.posts import under_tags
from blog.posts.under_works import is_reviewed
from blog.subjects.choice import Choice, Subject
from blog.subjects.terms import Term
from blog.topics.models import Theme
from blog.works.kinds import kinds_name
from blog.works.models import KINDS, Work

_MOST_USED: Final = 12


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One subject in the form: `term` is how it is written there and in addresses."""

    subject: Subject
    term: Term
    name: str
    tagline: str = ""
    cloth: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Offers:
    """`tags` are those most used, and those chosen; `tag_count` counts all of them."""

    themes: Sequence[Offer]
    tags: Sequence[Offer]
    kinds: Sequence[Offer]
    tag_count: int

    @property
    def all(self) -> Sequence[Offer]:
        return (*self.themes, *self.tags, *self.kinds)


def offers(choice: Choice, *, at: datetime) -> Offers:
    """Everything that the form shows to somebody who has chosen that already. Three queries."""
    tags = _tags(at)
    chosen = choice.subjects | choice.excluded
    return Offers(
        themes=_themes(),
        tags=[tag for n, tag in enumerate(tags) if n < _MOST_USED or tag.subject in chosen],
        kinds=_kinds(at),
        tag_count=len(tags),
    )


def _themes() -> list[Offer]:
    rows = session().execute(
        select(Theme.id, Theme.slug, Theme.title, Theme.tagline, Theme.cloth).order_by(
            Theme.position, Theme.id
        )
    )
    return [
        Offer(
            subject=Subject("theme", row.id),
            term=Term("theme", row.slug),
            name=row.title,
            tagline=row.tagline,
            cloth=row.cloth,
        )
        for row in rows
    ]


def _tags(at: datetime) -> list[Offer]:
    used = sorted(under_tags.index(at), key=lambda tag: (-tag.count, tag.name))
    return [
        Offer(
            subject=Subject("tag", tag.id),
            term=Term("tag", tag.slug),
            name=tag.name,
            count=tag.count,
        )
        for tag in used
    ]


def _kinds(at: datetime) -> list[Offer]:
    reviewed = set(session().scalars(select(Work.kind).where(is_reviewed(at)).distinct()))
    return [
        Offer(subject=Subject("kind", kind), term=Term("kind", kind), name=kinds_name(kind))
        for kind in KINDS
        if kind in reviewed
    ]
