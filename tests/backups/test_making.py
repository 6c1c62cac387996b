"""A backup is whole when it has its name, and there is none when it could not be made."""

import os
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask

from blog.backups import keeping, making, manifest, opening
from blog.config import Settings
from blog.errors import Conflict, Refused
from tests.conftest import FrozenClock
from tests.makers import installation as installed
from tests.makers import make_post


def make(app: Flask, to: Path, clock: FrozenClock) -> making.Made:
    with app.app_context():
        return making.make(installed(app), to=to, at=clock.now)


def test_everything_is_in_it(backup: Path, installation: Settings) -> None:
    found = opening.read(backup)
    with ZipFile(backup) as archive:
        names = archive.namelist()
        assert sorted(names) == sorted([*found.files, manifest.NAME])
        for name, entry in found.files.items():
            assert sha256(archive.read(name)).hexdigest() == entry.sha256
        assert archive.read("secret").decode() == installation.secret
        assert b"Words." in archive.read("posts/first.md")
    stored = {
        file.relative_to(installation.data).as_posix()
        for file in installation.media.rglob("??/*.*")
    }
    assert stored
    places = {entry.place for entry in found.files.values()}
    assert places - {""} == {"blog.sqlite3", "secret", *stored}
    assert (found.rows["posts"], found.rows["pictures"], found.missing) == (1, 1, ())
    assert found.url == installation.url


def test_only_the_owner_of_the_machine_may_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_secret_may_stand_in_the_environment(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    (installation.data / "secret").unlink()
    assert not make(furnished, tmp_path / "one.zip", clock).manifest.has_secret


def test_the_archive_is_a_folder_to_import_from(backup: Path, tmp_path: Path) -> None:
    with ZipFile(backup) as archive:
        archive.extractall(tmp_path / "out")
    assert {"README.md", "blog.yaml", "posts", "pictures.yaml", "media"} <= set(
        os.listdir(tmp_path / "out")
    )


def test_somebody_writes_meanwhile(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    """A piece that comes after the copy of the database is in the next backup."""
    came: list[str] = []

    def write(count: int) -> None:
        if not came:
            came.append(make_post(furnished, title="Meanwhile").slug)

    with furnished.app_context():
        made = making.make(
            installation, to=tmp_path / "one.zip", at=clock.now, on_bytes=write
        ).manifest
    assert came == ["meanwhile"]
    assert made.rows["posts"] == 1
    assert opening.read(tmp_path / "one.zip") == made


def test_a_picture_that_is_gone_is_told(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    [gone] = installation.media.rglob("??/*.jpg")
    gone.unlink()
    made = make(furnished, tmp_path / "one.zip", clock).manifest
    assert made.missing == (gone.relative_to(installation.media).as_posix(),)


def test_a_file_that_goes_away_meanwhile(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    folder = installation.media / "ab"
    folder.mkdir(exist_ok=True)
    first, second = (folder / f"ab{digit * 22}.webp" for digit in "01")
    for file in (first, second):
        file.write_bytes(b"a width of a picture")

    def take_away(count: int) -> None:
        if count == len(b"a width of a picture"):
            second.unlink(missing_ok=True)

    with furnished.app_context():
        to = tmp_path / "one.zip"
        made = making.make(installation, to=to, at=clock.now, on_bytes=take_away).manifest
    assert f"media/ab/{first.name}" in made.files
    assert f"media/ab/{second.name}" not in made.files


def test_nothing_is_left_of_one_that_failed(
    furnished: Flask, installation: Settings, clock: FrozenClock
) -> None:
    folder = keeping.folder_of(installation.data)
    for name in (".zero.zip.draft", ".zero.zip.database", ".one.zip.draft"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("of a process that was killed")

    def break_off(count: int) -> None:
        raise OSError(28, "No space left on device")

    with furnished.app_context(), pytest.raises(OSError, match="No space"):
        making.make(installation, to=folder / "one.zip", at=clock.now, on_bytes=break_off)
    assert os.listdir(folder) == []


def test_one_at_a_time(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    def another(count: int) -> None:
        with pytest.raises(Conflict, match="Another backup is being made"):
            making.make(installation, to=tmp_path / "two.zip", at=clock.now)

    with furnished.app_context():
        making.make(installation, to=tmp_path / "one.zip", at=clock.now, on_bytes=another)
    assert not (tmp_path / "two.zip").exists()


def test_a_damaged_database_is_not_backed_up(
    furnished: Flask, installation: Settings, tmp_path: Path, clock: FrozenClock
) -> None:
    with sqlite3.connect(installation.data / "blog.sqlite3") as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'posts'")
    connection.close()
    with pytest.raises((Refused, sqlite3.DatabaseError)):
        make(furnished, tmp_path / "one.zip", clock)
    assert not (tmp_path / "one.zip").exists()


def test_postgresql_has_its_own(installation: Settings, tmp_path: Path, clock: FrozenClock) -> None:
    elsewhere = replace(installation, database="postgresql+psycopg://localhost/blog")
    with pytest.raises(Refused, match="pg_dump"):
        making.make(elsewhere, to=tmp_path / "one.zip", at=clock.now)
