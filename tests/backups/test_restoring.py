"""What comes of a backup is sound, of this version, and tells nobody anything."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask

from blog import schema
from blog.accounts.models import SignIn
from blog.backups import database, manifest, opening, restoring
from blog.backups.quieting import NOTE
from blog.config import Settings
from blog.deliveries.models import Delivery, Telling
from blog.errors import Refused
from blog.jobs.models import Job
from blog.schema import Shape
from tests.conftest import FrozenClock
from tests.migrations import databases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ready"
    folder.mkdir()
    return folder


def rewritten(backup: Path, data: dict[str, bytes] | None = None, **changes: Any) -> Path:
    """The same backup with other files, that says other things of itself."""
    found, data = opening.read(backup), data or {}
    files = {
        name: replace(entry, byte_count=len(data[name]), sha256=sha256(data[name]).hexdigest())
        if name in data
        else entry
        for name, entry in found.files.items()
    }
    data[manifest.NAME] = manifest.write(replace(found, files=files, **changes))
    with ZipFile(backup) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(backup, "w") as archive:
        for name, each in (content | data).items():
            archive.writestr(name, each)
    return backup


def test_letters_and_sign_ins_end(backup: Path, folder: Path, clock: FrozenClock) -> None:
    restoring.make_ready(backup, to=folder, at=clock.now)
    engine = sa.create_engine(f"sqlite:///{folder / 'blog.sqlite3'}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert connection.execute(sa.select(Delivery.state, Delivery.note)).all() == [
            ("stopped", NOTE)
        ]
        assert connection.scalars(sa.select(Telling.state)).all() == ["stopped"]
        names = set(connection.scalars(sa.select(Job.name)))
        assert names == {"media.make_sizes", "cards.make"}
        assert connection.scalar(sa.select(sa.func.count(SignIn.id))) == 0


def test_it_is_sound_and_in_one_file(backup: Path, folder: Path, clock: FrozenClock) -> None:
    found = restoring.make_ready(backup, to=folder, at=clock.now)
    assert database.faults_of(folder / "blog.sqlite3") == []
    assert sorted(file.name for file in folder.iterdir()) == ["blog.sqlite3", "media", "secret"]
    assert found == opening.read(backup)


def test_an_older_one_is_brought_up_to_date(
    backup: Path, folder: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    old = tmp_path / "old.sqlite3"
    databases.unpack("0.1.0", old)
    rewritten(
        backup,
        {manifest.DATABASE: old.read_bytes()},
        revision=database.revision_of(old),
        rows=database.rows_of(old),
    )
    restoring.make_ready(backup, to=folder, at=clock.now)
    assert schema.shape(f"sqlite:///{folder / 'blog.sqlite3'}") is Shape.CURRENT


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"revision": "9999"}, "newer version"),
        ({"rows": {"posts": 7}}, "does not have the rows"),
    ],
)
def test_what_cannot_be_used(
    backup: Path, folder: Path, clock: FrozenClock, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        restoring.make_ready(rewritten(backup, **change), to=folder, at=clock.now)


def test_put_in_place_it_is_the_blog(
    backup: Path, folder: Path, tmp_path: Path, clock: FrozenClock, installation: Settings
) -> None:
    found = restoring.make_ready(backup, to=folder, at=clock.now)
    data = tmp_path / "elsewhere"
    data.mkdir()
    there = replace(installation, data=data, database=f"sqlite:///{data / 'blog.sqlite3'}")
    restoring.put_in_place(folder, there)
    places = {entry.place for entry in found.files.values() if entry.place}
    assert {each.relative_to(data).as_posix() for each in data.rglob("*") if each.is_file()} == (
        places
    )
    for private in ("blog.sqlite3", "secret"):
        assert (data / private).stat().st_mode & 0o777 == 0o600


def test_no_way_into_postgresql(installation: Settings) -> None:
    elsewhere = replace(installation, database="postgresql+psycopg://localhost/blog")
    with pytest.raises(Refused, match="PostgreSQL"):
        restoring.refuse_postgresql(elsewhere)


def test_faults_of_a_database(tmp_path: Path, furnished: Flask, installation: Settings) -> None:
    (tmp_path / "words").write_text("words, and no database " * 100)
    [fault] = database.faults_of(tmp_path / "words")
    assert fault.startswith("It cannot be read")
    live = installation.data / "blog.sqlite3"
    with closing(sqlite3.connect(live)) as connection:
        connection.isolation_level = None
        connection.execute("INSERT INTO changes (post_id, note, made_at) VALUES (99, '', '')")
    assert database.faults_of(live) == ["A row of changes belongs to none of posts."]


def test_pictures_are_given_the_group_of_their_folder(
    backup: Path, folder: Path, tmp_path: Path, clock: FrozenClock, installation: Settings
) -> None:
    """The web server's, where the tests may name another group than their own."""
    restoring.make_ready(backup, to=folder, at=clock.now)
    media = tmp_path / "elsewhere" / "media"
    media.mkdir(parents=True)
    other = next((group for group in os.getgroups() if group != os.getegid()), os.getegid())
    os.chown(media, -1, 65_534 if os.geteuid() == 0 else other)
    media.chmod(0o2750)
    url = f"sqlite:///{media.parent / 'blog.sqlite3'}"
    restoring.put_in_place(folder, replace(installation, data=media.parent, database=url))
    pictures = [each for each in media.rglob("*") if each.is_file()]
    assert pictures
    assert {each.stat().st_gid for each in pictures} == {media.stat().st_gid}
    assert not list((folder / "media").rglob("*.*"))
