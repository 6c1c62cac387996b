"""How redirects change. The caller commits."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from blog import events
from blog.db import session
from blog.errors import Refused
from blog.redirects import queries, spelling
from blog.redirects.events import RedirectKept, RedirectRemoved
from blog.redirects.models import Miss, Redirect

GONE = ""


def keep(path: str, target: str, *, at: datetime) -> Redirect:
    """Let `path` lead to `target`, or say with `GONE` that there is nothing any more.

    :raises Refused: when that would send a reader in a circle, or from door to door.
    """
    _refuse_detours(path, target)
    _forget(path)
    redirect = Redirect(path=path, target=target, created_at=at)
    session().add(redirect)
    session().execute(delete(Miss).where(Miss.path.in_(spelling.forms(path))))
    session().flush()
    events.emit(RedirectKept(path, target, at))
    return redirect


def remove(path: str, *, at: datetime) -> None:
    """Whatever was decided of this address, in any spelling of it."""
    _forget(path)
    events.emit(RedirectRemoved(path, at))


def dismiss(path: str) -> None:
    """A miss that the blogger need not see again."""
    miss = session().get(Miss, path)
    if miss is not None:
        miss.is_dismissed = True
        session().flush()


def _forget(path: str) -> None:
    session().execute(delete(Redirect).where(Redirect.path.in_(spelling.forms(path))))


def _refuse_detours(path: str, target: str) -> None:
    if spelling.is_here(target):
        _refuse_onward(path, spelling.path_of(target))
    if (before := _leading_to(path)) is not None:
        raise Refused(
            "led_to",
            f"“{before.path}” leads to this address, so that its readers would be sent twice. "
            "Change that one first.",
            {"field": "path"},
        )


def _refuse_onward(path: str, onward: str) -> None:
    if spelling.forms(onward) & spelling.forms(path):
        raise Refused("leads_to_itself", "That leads to itself.", {"field": "target"})
    if (beyond := queries.kept_at(onward)) is not None:
        where = f"leads on to “{beyond.target}”" if beyond.target else "is marked as gone"
        raise Refused(
            "leads_on",
            f"“{onward}” {where}. Choose an address at which something stands.",
            {"field": "target"},
        )


def _leading_to(path: str) -> Redirect | None:
    """One that has this very path for its target."""
    targets = {spelling.outward(form) for form in spelling.forms(path)}
    parts = (Redirect.target.startswith(f"{target}#", autoescape=True) for target in targets)
    return session().scalar(
        select(Redirect).where(or_(Redirect.target.in_(targets), *parts)).limit(1)
    )
