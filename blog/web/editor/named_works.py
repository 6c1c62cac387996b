"""What the lines that name works mean, as the editor says it beside each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from blog.works import naming, queries, ratings
from blog.works.models import BEST
from blog.works.naming import Meaning
from blog.works.queries import WorkLine

# What the form offers: "4.5" is sent, "4½" is shown. The best first, as hands reach it.
RATINGS: Final = tuple(
    (ratings.typed(rating), ratings.spoken(rating)) for rating in range(BEST, 0, -1)
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """`work` is the one that is meant; None when it is still to be made, or one of several."""

    meaning: Meaning
    work: WorkLine | None


def named(lines: Iterable[str]) -> dict[str, Named]:
    """By line, without the empty ones. Two queries."""
    meanings = naming.meanings(line for line in lines if line.strip())
    works = queries.lines(
        meaning.work_id for meaning in meanings.values() if meaning.work_id is not None
    )
    return {
        line: Named(meaning=meaning, work=works.get(meaning.work_id or 0))
        for line, meaning in meanings.items()
    }
