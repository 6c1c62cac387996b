"""Who uses the data folder: those at work share it, every command that writes, too; whoever changes
the shape of the database, or puts another in its place, has it alone.

A lock on a file (flock): it ends with its process, however that ends. Workers that the server forks
hold it with the server.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from blog.config import Settings

_FILE: Final = "in-use"


@contextmanager
def shared(installation: Settings) -> Iterator[None]:
    """The blog is served, or something is written, while the block runs.

    :raises ClickException: while somebody has the place alone.
    """
    with _locked(
        installation,
        fcntl.LOCK_SH,
        "The database is being brought up to date, or put back, at this moment. "
        "Try again when that is done.",
    ):
        yield


@contextmanager
def alone(installation: Settings) -> Iterator[None]:
    """Nobody serves the blog, or writes anything, or has the place alone, while the block runs.

    :raises ClickException: while somebody does.
    """
    with _locked(
        installation,
        fcntl.LOCK_EX,
        "The blog is being served, or somebody else changes the database at this moment. "
        "Stop “blog serve” and “blog jobs run” first. Nothing was changed.",
    ):
        yield


@contextmanager
def _locked(installation: Settings, kind: int, otherwise: str) -> Iterator[None]:
    file = installation.data / _FILE
    file.touch(mode=0o600)
    with file.open() as held:
        try:
            fcntl.flock(held, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(otherwise) from error
        yield
