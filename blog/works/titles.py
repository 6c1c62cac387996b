"""The titles of a work: its own, those in other scripts, and the ones that it had before."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, select

from blog.db import by_owner, session
from blog.slugs import fold
from blog.works.fields import TitleText
from blog.works.models import Work, WorkTitle


def of(works: Collection[Work]) -> dict[int, tuple[TitleText, ...]]:
    """Those that each has beside its own, without former ones."""
    rows = by_owner(
        select(WorkTitle.work_id, WorkTitle)
        .where(WorkTitle.work_id.in_(work.id for work in works), WorkTitle.is_former.is_(False))
        .order_by(WorkTitle.position, WorkTitle.key)
    )
    return {
        work.id: tuple(
            TitleText(title=row.title, lang=row.lang)
            for row in rows[work.id]
            if row.title != work.title
        )
        for work in works
    }


def give(work: Work, others: Iterable[TitleText]) -> None:
    """Exactly these titles beside its own; what it was called until now becomes a former title."""
    own = TitleText(title=work.title, lang=work.lang)
    wanted = {fold(each.title): each for each in reversed([own, *others])}
    wanted.pop("", None)
    ordered = list(reversed(wanted.items()))
    kept = {row.key: row for row in _rows(work)}
    for key, row in kept.items():
        row.is_former = key not in wanted
    for position, (key, text) in enumerate(ordered):
        row = kept.get(key) or WorkTitle(work_id=work.id, key=key)
        row.title, row.lang = text.title, text.lang
        row.position, row.is_former = position, False
        session().add(row)
    session().flush()


def remember(work: Work, line: str) -> None:
    """Let a line that meant this work go on meaning it."""
    key = fold(line)
    if key and session().get(WorkTitle, (work.id, key)) is None:
        session().add(WorkTitle(work_id=work.id, key=key, title=line, is_former=True))
        session().flush()


def move(work: Work, *, to: Work) -> None:
    """All of them, as former titles of another work."""
    for row in _rows(work):
        remember(to, row.title)
    session().execute(delete(WorkTitle).where(WorkTitle.work_id == work.id))


def _rows(work: Work) -> list[WorkTitle]:
    return list(session().scalars(select(WorkTitle).where(WorkTitle.work_id == work.id)))
