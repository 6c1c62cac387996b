"""What lies on the disk, looked over: database, pictures, room, rights, and the clock."""

import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.backups import keeping
from blog.cards.models import Card
from blog.cli import at_rest
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import worker
from blog.media import commands as media
from blog.media.models import Picture
from tests.conftest import FrozenClock
from tests.makers import make_post, work
from tests.media import samples

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def drawn(app: Flask, installation: Settings, clock: FrozenClock) -> Flask:
    """A blog with a picture in its widths, and with cards."""
    with app.app_context(), transaction():
        data, folder = samples.jpeg(500, 20), installation.media
        media.store(data, name="a.jpg", at=clock.now, folder=folder)
    make_post(app)
    with app.app_context():
        worker.drain(work(app))
    return app


def test_a_row_without_its_parent(app: Flask, installation: Settings) -> None:
    assert at_rest.faults_of_database(installation) == []
    connection = sqlite3.connect(installation.data / "blog.sqlite3", isolation_level=None)
    connection.execute("INSERT INTO changes (post_id, note, made_at) VALUES (99, '', '')")
    connection.close()
    assert at_rest.faults_of_database(installation) == [
        "A row of changes belongs to none of posts.",
        "Stop the blog, and restore a backup that was proven: blog restore --replace FILE",
    ]


def test_a_picture_that_is_gone(drawn: Flask, installation: Settings) -> None:
    with drawn.app_context():
        assert at_rest.faults_of_pictures(installation) == []
        path = session().scalars(select(Picture.path)).one()
        (installation.media / path).unlink()
        [fault] = at_rest.faults_of_pictures(installation)
        assert fault.startswith(f"Pictures whose file is gone: 1 ({path}). Each lies in every")


def test_what_is_made_of_others_is_made_again(
    drawn: Flask, installation: Settings, clock: FrozenClock
) -> None:
    with drawn.app_context():
        picture = session().scalars(select(Picture)).one()
        card = session().scalars(select(Card.path).where(Card.kind == "post")).one()
        gone = [installation.media / picture.sizes[0]["path"], installation.media / card]
        for file in gone:
            file.unlink()
        assert at_rest.mendable_pictures(installation) == [
            "Pictures with a width that is gone: 1.",
            "Cards whose file is gone: 1.",
        ]
        session().rollback()
        at_rest.mend_pictures(installation, at=clock.now)
        session().expunge_all()
        assert at_rest.mendable_pictures(installation) == []
        jobs = work(drawn)
        jobs.functions["cards.check"](at=clock.now)
        worker.drain(jobs)
        assert all(file.is_file() for file in gone)


def test_files_that_nothing_names(drawn: Flask, installation: Settings) -> None:
    with drawn.app_context():
        assert at_rest.strays(installation) == []
        stray = installation.media / "ab" / f"ab{'0' * 22}.jpg"
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"x")
        assert at_rest.strays(installation) == [f"ab/ab{'0' * 22}.jpg"]


def test_too_little_room(
    app: Flask, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at_rest.faults_of_disk(installation) == []
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9 - 5, 5))
    [fault] = at_rest.faults_of_disk(installation)
    assert fault.startswith("0 megabytes are free, and the next backup with its proof takes up to")


def test_a_clock_that_was_put_back(app: Flask, clock: FrozenClock) -> None:
    make_post(app, published_at=None)
    with app.app_context():
        assert at_rest.faults_of_clock(at=clock.now) == []
        [fault] = at_rest.faults_of_clock(at=clock.move(hours=-40))
    assert fault.startswith("This machine says that it is 2026-11-18 20:00 UTC, but something was")


def test_what_others_may_read(installation: Settings) -> None:
    file, secret = installation.data / "blog.sqlite3", installation.data / "secret"
    secret.write_text("secret")
    secret.chmod(0o640)
    file.chmod(0o604)
    assert at_rest.mendable_rights(installation) == [
        f"{secret} can be read by others on this machine.",
        f"{file} can be read by others on this machine.",
    ]
    at_rest.mend_rights(installation)
    assert at_rest.mendable_rights(installation) == []
    assert [each.stat().st_mode & 0o777 for each in (secret, file)] == [0o600, 0o600]


def test_what_cannot_be_written(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (installation.data / "blog.sqlite3").chmod(0o600)
    folder = keeping.folder_of(installation.data)
    folder.mkdir(mode=0o700)

    def is_ours(path: Path, mode: int) -> bool:
        return path != folder

    monkeypatch.setattr(os, "access", is_ours)
    assert at_rest.faults_of_rights(installation) == [
        f"Nothing can be written to {folder}. It belongs to somebody else."
    ]
