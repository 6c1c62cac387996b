"""`blog backup` and `blog restore` as they are typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from blog.app import create_app
from blog.backups import keeping
from blog.cli import blog, place
from blog.config import Settings, from_env
from blog.db import db, session
from blog.posts.models import Post
from tests.conftest import FrozenClock
from tests.makers import make_post


@pytest.fixture(autouse=True)
def environment(
    app: Flask, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", installation.url)
    make_post(app, title="First")
    yield
    with app.app_context():
        db.engine.dispose()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(blog, list(map(str, arguments)))


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    file = tmp_path / "one.zip"
    assert run("backup", file).exit_code == 0
    return file


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backup: Path) -> Path:
    """Another, empty place."""
    monkeypatch.setenv("BLOG_DATA", str(tmp_path / "elsewhere"))
    return tmp_path / "elsewhere"


def titles(app: Flask) -> list[str]:
    with app.app_context():
        session().expunge_all()
        return list(session().scalars(select(Post.title).order_by(Post.id)))


def test_it_says_what_is_where(tmp_path: Path) -> None:
    done = run("backup", tmp_path / "one.zip")
    assert done.exit_code == 0
    assert done.output.startswith(f"Everything is in {tmp_path / 'one.zip'} (")
    assert "MB, pieces: 1, pictures: 0), and was read once more.\n" in done.output


def test_without_a_file_it_lies_beside_those_of_the_nights(
    app: Flask, installation: Settings, clock: FrozenClock
) -> None:
    told = json.loads(run("backup", "--json").output)
    assert told["file"] == str(keeping.path_for(installation.data, at=clock.now))
    assert (told["pieces"], told["missing_pictures"]) == (1, [])
    with app.app_context():
        assert [each.name for each in keeping.all_of_them()] == [Path(told["file"]).name]


def test_into_an_empty_place(backup: Path, elsewhere: Path, installation: Settings) -> None:
    done = run("restore", backup)
    assert done.exit_code == 0
    assert "The blog is as it was on 2026-11-20 12:00 UTC (" in done.output
    assert (elsewhere / "secret").read_text() == (installation.data / "secret").read_text()
    app = create_app(from_env())
    assert "First" in app.test_client().get("/").text
    with app.app_context():
        db.engine.dispose()
    assert not (elsewhere / ".restoring").exists()


def test_over_a_blog(app: Flask, installation: Settings, backup: Path, clock: FrozenClock) -> None:
    make_post(app, title="Second")
    refused = run("restore", backup)
    assert refused.exit_code == 1
    assert "There is a blog in" in refused.output
    assert titles(app) == ["First", "Second"]
    done = run("restore", backup, "--replace", "--json")
    assert done.exit_code == 0
    assert titles(app) == ["First"]
    kept = json.loads(done.output)["kept"]
    assert Path(kept).parent == keeping.folder_of(installation.data)
    # And what was there before is in it.
    clock.move(minutes=1)
    assert run("restore", kept, "--replace").exit_code == 0
    assert titles(app) == ["First", "Second"]


def test_while_the_blog_is_served(app: Flask, installation: Settings, backup: Path) -> None:
    make_post(app, title="Second")
    with place.shared(installation):
        refused = run("restore", backup, "--replace")
    assert refused.exit_code == 1
    assert "Stop “blog serve”" in refused.output
    assert titles(app) == ["First", "Second"]


def test_a_database_that_nobody_can_read_is_set_aside(
    app: Flask, installation: Settings, backup: Path
) -> None:
    with app.app_context():
        db.engine.dispose()
    broken = installation.data / "blog.sqlite3"
    broken.write_bytes(b"words, and no database" * 1000)
    done = run("restore", backup, "--replace")
    assert done.exit_code == 0, done.output
    aside = keeping.folder_of(installation.data) / "replaced-2026-11-20-120000.sqlite3"
    assert f"What was here before is in {aside}." in done.output
    assert aside.read_bytes().startswith(b"words")
    assert titles(app) == ["First"]


def test_a_damaged_one_changes_nothing(app: Flask, installation: Settings, backup: Path) -> None:
    make_post(app, title="Second")
    backup.write_bytes(backup.read_bytes()[:-100])
    refused = run("restore", backup, "--replace")
    assert refused.exit_code == 1
    assert titles(app) == ["First", "Second"]
    assert not keeping.folder_of(installation.data).exists()
    assert not (installation.data / ".restoring").exists()


def test_a_trial_leaves_everything_as_it_is(
    app: Flask, installation: Settings, backup: Path
) -> None:
    make_post(app, title="Second")
    done = run("restore", backup, "--try")
    assert done.exit_code == 0
    assert done.output.startswith("A blog comes of it, as it was on 2026-11-20 12:00 UTC")
    assert titles(app) == ["First", "Second"]
    assert list(keeping.folder_of(installation.data).iterdir()) == []


def test_a_secret_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_SECRET", "one that stands in the environment alone")
    (Path(from_env().data) / "secret").unlink(missing_ok=True)
    assert "keep that, too." in run("backup", tmp_path / "one.zip").output
    monkeypatch.setenv("BLOG_DATA", str(tmp_path / "elsewhere"))
    said = run("restore", tmp_path / "one.zip").output
    assert "set it to what it was. With another secret everybody is signed out" in said


def test_a_secret_of_the_environment_that_is_another(
    backup: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOG_SECRET", "another one, which stands in the environment")
    done = run("restore", backup)
    assert done.exit_code == 0
    wrong = f"BLOG_SECRET is not what stands in {elsewhere / 'secret'}. With another secret every"
    assert wrong in done.output
    assert f"Secret: {wrong}" in run("doctor").output
    monkeypatch.delenv("BLOG_SECRET")
    assert "Secret: nothing wrong." in run("doctor").output


@pytest.mark.parametrize("arguments", [["restore"], ["restore", "nowhere.zip"], ["backup", "/"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
