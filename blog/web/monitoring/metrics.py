"""`/-/metrics`: numbers in Prometheus's text format (version 0.0.4), for this machine or a token.

What workers count is added up over all of them; the rest is read from the database and the disk, so
that it is the same whichever worker answers.
"""

import hmac
import shutil
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from flask import Response, current_app, request
from sqlalchemy import func, select

from blog import snapshots
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import session
from blog.deliveries.models import Telling, TellingState
from blog.errors import NotFound
from blog.jobs import holders, on_desk
from blog.networks import is_loopback
from blog.posts import queries as posts
from blog.posts.models import Post
from blog.web.context import at, installation
from blog.web.errors import SENTENCES
from blog.web.monitoring import blueprint, counting

_PROXIES: Final = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")

Labels = Mapping[str, str]
Sample = tuple[Labels, float]


@blueprint.get("/metrics")
def metrics() -> Response:
    """:raises NotFound: for strangers."""
    here = installation()
    if not (_is_this_machine(here) or _has_token(here)):
        raise NotFound("not_found", SENTENCES[404])
    lines = [*_of_requests(), *_of_the_work(here), *_of_the_place(here)]
    body = "".join(f"{line}\n" for line in lines)
    return Response(body, content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_this_machine(here: Settings) -> bool:
    """Who comes through a proxy on this machine that is not counted is not from this machine."""
    if here.proxy_hops == 0 and any(name in request.headers for name in _PROXIES):
        return False
    return is_loopback(request.remote_addr or "")


def _has_token(here: Settings) -> bool:
    wanted = f"Bearer {here.metrics_token}".encode()
    given = request.headers.get("Authorization", "").encode()
    return bool(here.metrics_token) and hmac.compare_digest(given, wanted)


def _of_requests() -> Iterator[str]:
    sums = counting.counters(current_app).sums()
    requests = [
        ({"area": area, "status": status}, sums[counting.name_of(area, status)])
        for area in counting.AREAS
        for status in counting.CLASSES
    ]
    seconds = [({"area": area}, sums[counting.name_of(area, "seconds")]) for area in counting.AREAS]
    yield from _family("requests_total", "counter", "Answers, by area and status.", requests)
    yield from _family("request_seconds_total", "counter", "Time they took.", seconds)


def _of_the_work(here: Settings) -> Iterator[str]:
    queue = on_desk.queue(at())
    states = {
        "running": queue.running_count,
        "due": queue.due_count,
        "later": queue.later_count,
        "given_up": queue.given_up_count,
    }
    jobs: list[Sample] = [({"state": state}, count) for state, count in states.items()]
    counted = select(Telling.state, func.count()).group_by(Telling.state)
    told = {str(state): count for state, count in session().execute(counted)}
    letters: list[Sample] = [({"state": state}, told.get(state, 0)) for state in TellingState]
    workers = holders.present_count(here.worker_locks)
    live = select(func.count(Post.id)).where(Post.kind == "post", posts.is_live(at()))
    live_count = session().scalar(live) or 0
    yield from _family("jobs", "gauge", "Work that is not done yet.", jobs)
    yield from _family("job_workers", "gauge", "Processes that do it here.", [({}, workers)])
    yield from _family("letters", "gauge", "Letters to followers, by their fate.", letters)
    yield from _family("live_posts", "gauge", "Pieces that readers see.", [({}, live_count)])


def _of_the_place(here: Settings) -> Iterator[str]:
    free = shutil.disk_usage(here.data).free
    yield from _family("disk_free_bytes", "gauge", "Room for more.", [({}, free)])
    newest = session().execute(select(func.max(Backup.made_at), func.max(Backup.proven_at))).one()
    ages = [
        ({"what": what}, (at() - moment).total_seconds())
        for what, moment in zip(("made", "proven"), newest, strict=True)
        if moment is not None
    ]
    yield from _family("backup_age_seconds", "gauge", "Since a backup was last made, proven.", ages)
    database = snapshots.file_of(here.database)
    if database is not None:
        size = snapshots.size_of(database)
        yield from _family("database_bytes", "gauge", "The database, its log too.", [({}, size)])


def _family(
    name: str, kind: Literal["counter", "gauge"], about: str, samples: Iterable[Sample]
) -> Iterator[str]:
    yield f"# HELP commonplace_{name} {about}"
    yield f"# TYPE commonplace_{name} {kind}"
    for labels, value in samples:
        shown = ",".join(f'{key}="{label}"' for key, label in labels.items())
        yield (
            f"commonplace_{name}{{{shown}}} {value:.16g}"
            if shown
            else (f"commonplace_{name} {value:.16g}")
        )
