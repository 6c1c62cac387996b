"""`blog serve`: the site on granian, and the set-up link while there is no owner."""

import os
import socket
from contextlib import nullcontext
from multiprocessing import parent_process

import click

from blog.accounts import queries as accounts
from blog.accounts.setup import setup_link
from blog.app import served
from blog.bare import bare_app
from blog.cli import beside, heap, place, ready
from blog.cli.orphans import end_with
from blog.cli.server import THREADS_FOR_SLOW_CLIENTS, Server, allow_connections, bound
from blog.cli.worker import Remembering
from blog.config import Settings, from_env, parse_bind
from blog.db import session
from blog.posts import rendering
from blog.web.slow_clients import FewSlowClients


@click.command()
@click.option("--bind", metavar="HOST:PORT", help="Where to listen; overrides BLOG_BIND.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many processes; overrides BLOG_WORKERS."
)
@click.option(
    "--jobs/--no-jobs",
    "has_jobs",
    default=True,
    help="Also do the work that waits; --no-jobs leaves it to a `blog jobs run`.",
)
def serve(bind: str | None, workers: int | None, has_jobs: bool) -> None:
    """Serve the blog until stopped."""
    if bind:
        try:
            parse_bind(bind)
        except ValueError as error:
            raise click.UsageError(
                f"--bind is “{bind}”. Write an address and a port, like 127.0.0.1:8000."
            ) from error
        os.environ["BLOG_BIND"] = bind
    if workers:
        os.environ["BLOG_WORKERS"] = str(workers)
    installation = ready.installation()
    listening = _listening(installation.host, installation.port)
    allow_connections()
    heap.keep_one()
    _say_what_matters(installation)
    heap.share_what_is_loaded()
    # The workers are processes of their own: what was read above must not be shared with them.
    server = Server("blog.cli.serve:application", listening, workers=installation.workers)
    with place.shared(installation), beside.jobs() if has_jobs else nullcontext():
        server.serve()


def application() -> Remembering:
    """What each worker of the server runs, a process of its own."""
    server = parent_process()
    if server is not None and server.pid is not None:
        end_with(server.pid)
    settings = from_env()
    app = served(settings)
    return Remembering(
        FewSlowClients(app, most=THREADS_FOR_SLOW_CLIENTS, is_https=settings.is_https),
        recall=app.recall,
    )


def _listening(host: str, port: int) -> socket.socket:
    try:
        return bound(host, port)
    except OSError as error:
        raise click.ClickException(
            f"Nothing can listen at {host}:{port}: {error.strerror}. "
            "Stop what listens there, or choose another place with BLOG_BIND or --bind."
        ) from error


def _say_what_matters(installation: Settings) -> None:
    with bare_app(installation).app_context():
        click.echo(f"Serving {installation.url}/  (stop with Ctrl+C)")
        if not accounts.has_owner():
            click.echo("There is no owner yet. Set the blog up within 24 hours here:")
            click.echo(f"  {setup_link(installation)}")
        if session().execute(rendering.outdated(installation.url).limit(1)).first():
            click.echo(
                "Some pieces were rendered by an older version, or for another BLOG_URL. "
                "Run: blog rerender"
            )
