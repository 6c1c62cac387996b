"""Finding redirects, and what was asked for in vain."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from blog.db import session
from blog.redirects import spelling
from blog.redirects.models import Miss, Redirect


def kept_at(path: str) -> Redirect | None:
    """What the blogger decided of a (decoded) path, with the query in it if it has one.

    A slash more or less at the end, capitals and decomposed letters are forgiven.
    """
    return session().scalar(
        select(Redirect)
        .where(Redirect.path.in_(spelling.forms(path)))
        .order_by((Redirect.path == path).desc(), Redirect.path)
        .limit(1)
    )


def detours() -> frozenset[str]:
    """The queries that lead elsewhere, decoded, whatever the path before them."""
    paths = session().scalars(select(Redirect.path).where(Redirect.path.contains("?")))
    return frozenset(path.partition("?")[2] for path in paths)


def redirects(*, containing: str, limit: int, offset: int = 0) -> Sequence[Redirect]:
    chosen = select(Redirect).where(_has(containing)).order_by(Redirect.path)
    return session().scalars(chosen.limit(limit).offset(offset)).all()


def redirect_count(*, containing: str = "") -> int:
    counted = select(func.count(Redirect.path)).where(_has(containing))
    return session().scalar(counted) or 0


def misses(*, limit: int) -> Sequence[Miss]:
    """What was asked for most often in vain, without what is of no interest."""
    asked = select(Miss).where(~Miss.is_dismissed)
    most_first = asked.order_by(Miss.count.desc(), Miss.last_at.desc())
    return session().scalars(most_first.limit(limit)).all()


def _has(text: str) -> ColumnElement[bool]:
    return or_(
        Redirect.path.icontains(text, autoescape=True),
        Redirect.target.icontains(text, autoescape=True),
    )
