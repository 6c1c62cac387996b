"""Blogs that many tests start from: furnished once in each process, and copied from then on."""

import hashlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from flask import Flask

from blog import clock
from blog.db import db
from tests.makers import installation

DATABASE = "blog.sqlite3"

_Files = dict[Path, bytes]


def once(furnish: Callable[..., object]) -> Callable[..., Flask]:
    """For a fixture or a function that takes an application and does the same to it each time. What
    it leaves in the data folder is kept, and laid there the next time.

    It does so anew where the blog or the time is another than when it was kept: a test may ask for
    its fixtures in any order.
    """
    kept: dict[object, _Files] = {}

    @wraps(furnish)
    def furnished(*apps: Flask, **named: Flask) -> Flask:
        [app] = [*apps, *named.values()]
        data = installation(app).data
        if not (data / DATABASE).exists():  # it is elsewhere, on a server
            furnish(app)
            return app
        before = _digest(app, data), clock.now()
        if before in kept:
            _lay(kept[before], data)
            return app
        furnish(app)
        if not kept:
            _settle(app)
            kept[before] = {
                file.relative_to(data): file.read_bytes()
                for file in data.rglob("*")
                if file.is_file()
            }
        return app

    return furnished


def _digest(app: Flask, data: Path) -> str:
    _settle(app)
    return hashlib.sha256((data / DATABASE).read_bytes()).hexdigest()


def _settle(app: Flask) -> None:
    """The last connection that closes brings the database into its one file."""
    with app.app_context():
        db.engine.dispose()
    assert not list(installation(app).data.glob("*-wal")), "somebody still reads"


def _lay(files: _Files, data: Path) -> None:
    for name, content in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
