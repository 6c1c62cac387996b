"""`blog mail`: what comes back from mail servers. The mail server of the machine calls it."""

import sys

import click

from blog import clock
from blog.bare import bare_app
from blog.cli import ready
from blog.db import transaction
from blog.deliveries import bounces
from blog.mail import dsn


@click.group()
def mail() -> None:
    """Letters that come back."""


@mail.command()
def bounced() -> None:
    """Read one message from the input: a letter that could not be delivered.

    For an alias of the mail server, with the return path of letters set on the desk. What is no
    such message is said to be none, and is no failure: the server would send it back.
    """
    report = dsn.read(sys.stdin.buffer.read())
    if report is None:
        click.echo("This is no report of a mail server. Nothing was noted.")
        return
    with (
        ready.to_write() as installation,
        bare_app(installation).app_context(),
        transaction(),
    ):
        is_noted = bounces.returned(report, at=clock.now())
    if is_noted:
        click.echo(f"Noted: {report.answer}")
    else:
        click.echo("It is about no letter of ours, or has been noted, or is tried again.")
