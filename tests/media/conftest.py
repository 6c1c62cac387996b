"""`store(data)` as the desk does it, in an application with its own data folder; `sized` as the job
makes it afterwards.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog import clock
from blog.config import Settings
from blog.db import session, transaction
from blog.media import commands, jobs
from blog.media.models import Picture

Store = Callable[..., Picture]


def kept_in(folder: Path) -> list[Path]:
    """The files below the media folder, without those that are only there to be locked."""
    return [file for file in folder.rglob("[!.]*") if file.is_file()]


@pytest.fixture
def folder(installation: Settings) -> Path:
    return installation.media


@pytest.fixture
def store(app: Flask, folder: Path) -> Iterator[Store]:
    def _store(data: bytes, *, name: str = "harbour.jpg") -> Picture:
        with transaction():
            return commands.store(data, name=name, at=clock.now(), folder=folder)

    with app.app_context():
        yield _store


@pytest.fixture
def sized(store: Store, folder: Path) -> Store:
    """The picture with the files for pages."""

    def _sized(data: bytes, *, name: str = "harbour.jpg") -> Picture:
        picture = store(data, name=name)
        jobs.make_sizes(picture.id, folder=folder, at=clock.now())
        session().expire_all()
        return session().get_one(Picture, picture.id)

    return _sized
