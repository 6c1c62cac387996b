"""`store(data)` as the desk does it, in an application with its own data folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog import clock
from blog.config import Settings
from blog.db import transaction
from blog.media import commands
from blog.media.models import Picture

Store = Callable[..., Picture]


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
