"""`blog jobs run`: the work that waits in the database. `blog serve` runs it beside the site."""

import os
import signal
import sys
from contextlib import suppress
from logging.config import dictConfig
from queue import Empty, SimpleQueue
from typing import Final

import click

from blog import clock
from blog.app import create_app
from blog.cards import reactions as cards
from blog.cli import place, ready
from blog.cli.orphans import end_with
from blog.db import transaction
from blog.deliveries import rounds
from blog.jobs import holders, worker
from blog.mail import transports
from blog.mail.outgoing import Mailroom
from blog.media import commands as media
from blog.search import checking
from blog.web.logs import CONFIGURATION
from blog.web.rendering import renderer
from blog.wiring import jobs as wired

# Encoding a picture takes all that the processor has: those who read come first.
_AFTER_READERS: Final = 10


@click.group()
def jobs() -> None:
    """Work that is done beside the serving: sizes of pictures, what is due every day."""


@jobs.command()
@click.option("--once", "is_once", is_flag=True, help="Do what is due, and end.")
@click.option("--under", "parent", type=int, hidden=True, help="End when this process is gone.")
def run(is_once: bool, parent: int | None) -> None:
    """Do the work as it comes, until stopped. Several may run: each job is done by one."""
    installation = ready.installation()
    dictConfig(CONFIGURATION)
    stop = _Stop()
    if parent is not None:
        end_with(parent)
        os.nice(_AFTER_READERS)
    app = create_app(installation)
    with (
        place.shared(installation),
        app.app_context(),
        transports.opened(installation) as transport,
        holders.present(installation.worker_locks) as holder,
    ):
        mailroom = Mailroom(render=renderer(app), transport=transport, site_url=installation.url)
        work = wired.work(installation, mailroom)
        with transaction():
            media.ask_for_sizes(at=clock.now())
            rounds.ask_if_anything_waits(at=clock.now())
        work.functions[cards.CHECK](at=clock.now())
        # Nothing is left to do, unless `blog init` was broken off.
        list(checking.fill())
        if is_once:
            _tell(worker.drain(work, is_wanted=stop.is_not_asked, holder=holder))
        else:
            worker.run(work, is_wanted=stop.is_not_asked, rest=stop.wait, holder=holder)


def _tell(done: worker.Drained) -> None:
    click.echo(f"Jobs done: {done.done_count}.")
    if done.failed_count:
        click.echo(f"Jobs that failed: {done.failed_count}. The log says why.", err=True)
        sys.exit(1)


class _Stop:
    """Whether somebody has asked us to stop. The job at hand is finished first.

    A signal may come in the middle of anything. SimpleQueue.put() may be called there; Event.set()
    may not, it can wait for a lock that we hold ourselves.
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[int] = SimpleQueue()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _: self._asked.put(number))

    def is_not_asked(self) -> bool:
        return self._asked.empty()

    def wait(self, seconds: float) -> None:
        """Returns early when asked to stop."""
        with suppress(Empty):
            self._asked.put(self._asked.get(timeout=seconds))
