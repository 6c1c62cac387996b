"""`blog owner`: the account from the terminal, without a browser or without the old password."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from blog import clock
from blog.accounts import commands, queries, recovery, sign_ins
from blog.accounts.models import Owner
from blog.accounts.setup import SetUpFields, set_up
from blog.bare import bare_app
from blog.cli import ready
from blog.config import from_env
from blog.db import transaction
from blog.errors import NotFound
from blog.settings import queries as settings

password_from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, not a prompt."
)


@click.group()
def owner() -> None:
    """The one account of the blog."""


@owner.command()
@click.option("--name", required=True, help="As it stands under the pieces.")
@click.option("--email", required=True)
@click.option("--username", help="What the owner signs in with; default: the email up to the @.")
@password_from_stdin
@click.option("--blog-name", help="What the blog is called.")
@click.option(
    "--language", metavar="TAG", help="What the blog is written in, like en-GB or zh-Hans."
)
@click.option("--time-zone", metavar="NAME", help="Like Europe/London.")
def create(
    name: str,
    email: str,
    username: str | None,
    password_stdin: bool,
    blog_name: str | None,
    language: str | None,
    time_zone: str | None,
) -> None:
    """Set the blog up: its owner, and what it is called. Works once."""
    fields = SetUpFields(
        name=name,
        username=username or email.partition("@")[0],
        email=email,
        password=_read_password(from_stdin=password_stdin),
        blog_name=blog_name,
        language=language,
        time_zone=time_zone,
    )
    with _blog():
        made = set_up(fields, at=clock.now())
        username, blog_name = made.username, settings.current().name
    click.echo(f"“{blog_name}” is set up. Sign in as “{username}” at {from_env().url}/login")


@owner.command()
@password_from_stdin
def password(password_stdin: bool) -> None:
    """Give the owner a new password. Every browser is signed out."""
    new = _read_password(from_stdin=password_stdin)
    with _blog():
        found = _owner()
        commands.set_password(found, new, blog_name=settings.current().name, at=clock.now())
        username = found.username
    click.echo(f"“{username}” has a new password, and is signed out everywhere.")


@owner.command()
@click.option("--sign-out-everywhere", is_flag=True, help="Sign every browser out at once.")
def recover(sign_out_everywhere: bool) -> None:
    """Print a link that opens the account again, once and for 15 minutes: for a lost password,
    lost codes or lost passkeys."""
    with _blog():
        at = clock.now()
        if sign_out_everywhere:
            sign_ins.sign_out_others(_owner().id, keep=None, at=at)
        link = recovery.link(_owner(), site_url=from_env().url, at=at)
    if sign_out_everywhere:
        click.echo("Every browser is signed out.")
    click.echo(f"Open this within 15 minutes; it works once:\n{link}")


@contextmanager
def _blog() -> Iterator[None]:
    """The database of this installation, to be changed all or not at all."""
    with (
        ready.to_write() as installation,
        bare_app(installation).app_context(),
        transaction(),
    ):
        yield


def _owner() -> Owner:
    found = queries.owner()
    if found is None:
        raise NotFound("no_owner", "There is no owner yet. Run: blog owner create")
    return found


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.read().removesuffix("\n").removesuffix("\r")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
