"""What a line that is being typed may become: works with a title, in any script, that holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import case, func, select

from blog import slugs
from blog.db import session
from blog.works import naming, queries
from blog.works.models import Work, WorkTitle
from blog.works.queries import WorkLine

# A year that has been begun: "Slow Train (20".
_BEGUN: Final = re.compile(r"\s*[(（][^)）]*[)）]?\s*$")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`line` is how the work is written down; `beside` the title that was typed, where that is
    another than the one it goes by, else the one in its own script.
    """

    line: str
    work: WorkLine
    beside: str
    beside_lang: str


def offers(typed: str, *, limit: int) -> Sequence[Offer]:
    """Works whose title begins with what was typed, then those that have it inside. Three queries,
    and the first looks through all titles: all in all 2 to 5 ms among those of 1,000 works, 3 to 17
    among 10,000.
    """
    wanted = slugs.fold(_BEGUN.sub("", typed)) or slugs.fold(typed)
    if not wanted:
        return []
    is_inside = case((WorkTitle.key.startswith(wanted, autoescape=True), 0), else_=1)
    # Of the titles of one work the best; a former one comes last.
    best = (
        select(
            WorkTitle.work_id,
            WorkTitle.title,
            func.row_number()
            .over(
                partition_by=WorkTitle.work_id,
                order_by=(WorkTitle.is_former, is_inside, WorkTitle.position),
            )
            .label("place"),
            is_inside.label("is_inside"),
            WorkTitle.key,
        )
        .where(WorkTitle.key.contains(wanted, autoescape=True))
        .subquery()
    )
    found = session().execute(
        select(best.c.work_id, best.c.title)
        .where(best.c.place == 1)
        .order_by(best.c.is_inside, func.length(best.c.key), best.c.key, best.c.work_id)
        .limit(limit)
    )
    titles = {row.work_id: row.title for row in found}
    works = session().scalars(select(Work).where(Work.id.in_(titles))).all() if titles else []
    names, lines = naming.names(works), queries.lines(titles)
    return [
        _offer(names[work_id], lines[work_id], title=title) for work_id, title in titles.items()
    ]


def _offer(line: str, work: WorkLine, *, title: str) -> Offer:
    beside = work.other_title if title == work.title else title
    language = queries.language_of(beside, typed="" if beside == title else work.other_lang)
    return Offer(line=line, work=work, beside=beside, beside_lang=language)
