"""What somebody else knows of a work, taken in without touching what the blogger has typed."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blog.db import session
from blog.slugs import fold
from blog.works import commands
from blog.works.fields import WorkFields
from blog.works.models import Work, WorkTitle


def fill(work: Work, told: WorkFields, *, at: datetime, may_overwrite: bool = False) -> None:
    """Take in what the work does not know yet; all that is told where it may overwrite.

    A title that was taken from the work does not come back.
    """
    stored = commands.fields_of(work)
    taken: dict[str, Any] = {}
    for field in fields(WorkFields):
        own, other = getattr(stored, field.name), getattr(told, field.name)
        if other and (may_overwrite or not own):
            taken[field.name] = other
    taken |= {"title": stored.title, "lang": stored.lang or told.lang, "slug": stored.slug}
    if not may_overwrite:
        known = set(session().scalars(select(WorkTitle.key).where(WorkTitle.work_id == work.id)))
        new = tuple(each for each in told.titles if fold(each.title) not in known)
        taken |= {"kind": stored.kind, "titles": (*stored.titles, *new)}
    if replace(stored, **taken) != stored:
        commands.save(work, replace(stored, **taken), based_on=work.version, at=at)
