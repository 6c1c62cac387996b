"""What a worker does for feeds. Each may be run twice."""

from datetime import datetime
from typing import Any

from blog import fetch
from blog.db import session, transaction
from blog.feeds import hub, memory
from blog.settings import queries as settings
from blog.subjects.choice import Subject


class HubRefused(Exception):
    """The hub did not take the news; the message says what it answered."""


def ping(changes: list[list[list[Any]]], *, site_url: str, at: datetime) -> None:
    """Tell the hub which feeds have changed; not where the blogger has none by now.

    :raises HubRefused: then the job is tried again.
    :raises Unreachable: likewise.
    """
    address = settings.current().hub
    if not address:
        return
    stood = [frozenset(Subject(kind, id_) for kind, id_ in change) for change in changes]
    urls = hub.topics(stood, site_url=site_url, at=at)
    session().rollback()  # nothing is held open while another machine takes its time
    form = [("hub.mode", "publish"), *(("hub.url", url) for url in urls)]
    answer = fetch.post_form(address, form, is_owners=True)
    if not 200 <= answer.status < 300:
        said = answer.body[:200].decode(errors="replace")
        raise HubRefused(f"The hub answered {answer.status}: {said}")


def come_out(post_id: int, *, at: datetime) -> None:
    with transaction():
        memory.come_out(post_id, at=at)


def forget(*, at: datetime) -> None:
    with transaction():
        memory.forget(at=at)
