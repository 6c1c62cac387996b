"""What `blog doctor` says of the work that waits, and of where letters go."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from blog.config import Settings, SmtpServer
from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.jobs import holders, on_desk
from blog.mail import transports
from blog.mail.smtp import Smtp

_LONG: Final = timedelta(minutes=10)
_MOST_NAMED: Final = 5
_MAIL_SECONDS: Final = 10.0
_FATES: Final = {
    TellingState.WAITING: "the last letter waits to be tried again",
    TellingState.SENT: "the last letter was taken",
    TellingState.REFUSED: "the last letter was refused",
    TellingState.UNKNOWN: "nobody knows what became of the last letter",
    TellingState.STOPPED: "the last letter was stopped",
}


def faults(installation: Settings, *, at: datetime) -> Sequence[str]:
    """What was given up, and what nobody does."""
    found = []
    queue = on_desk.queue(at)
    if queue.given_up_count:
        given_up = on_desk.given_up(limit=_MOST_NAMED, offset=0)
        names = ", ".join(dict.fromkeys(job.name for job in given_up))
        found.append(
            f"Given up after several tries: {queue.given_up_count} ({names}). The desk says why, "
            "under Background work, and tries again."
        )
    if queue.oldest_due_at is not None and queue.oldest_due_at < at - _LONG:
        count = holders.present_count(installation.worker_locks)
        found.append(
            f"Work has waited since {queue.oldest_due_at:%Y-%m-%d %H:%M} UTC, "
            + (
                f"though processes are at work: {count}. They have more to do than they can."
                if count
                else "and nobody is at work. Run: blog serve, or: blog jobs run"
            )
        )
    return found


def faults_of_mail(server: SmtpServer, *, own_name: str) -> Sequence[str]:
    """Whether it lets us in: nothing is sent for that."""
    refusal = Smtp(server, own_name=own_name, patience=_MAIL_SECONDS).refusal()
    if not refusal:
        return []
    return [
        f"{server.host}:{server.port} takes no letters from here ({refusal}). See whether "
        "BLOG_SMTP is right, and whether this machine may reach that port."
    ]


def where_letters_go(installation: Settings) -> str:
    if installation.smtp is not None:
        return f"letters are handed to {installation.smtp.host}:{installation.smtp.port}."
    count = transports.outbox_count(installation.outbox)
    return (
        f"there is no mail server, so letters are written to {installation.outbox.name}/ in the "
        f"data folder ({count} lie there). To send them, set BLOG_SMTP."
    )


def last_letter() -> Sequence[str]:
    """What became of the last one that was handed over."""
    last = session().scalar(
        select(Telling)
        .where(Telling.taken_until.is_not(None))
        .order_by(Telling.taken_until.desc())
        .limit(1)
    )
    if last is None or last.taken_until is None:
        return []
    return [f"{_FATES[last.state]} ({last.taken_until:%Y-%m-%d %H:%M} UTC). {last.answer}".strip()]
