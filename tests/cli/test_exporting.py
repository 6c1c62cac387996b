"""`blog export` as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from blog.cli import blog
from blog.config import Settings
from tests.makers import make_post


@pytest.fixture(autouse=True)
def environment(app: Flask, installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", installation.url)
    make_post(app, title="A piece")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(blog, ["export", *map(str, arguments)])


def test_it_says_how_much_there_is_and_where(tmp_path: Path) -> None:
    done = run(tmp_path / "out")
    assert (done.exit_code, done.output) == (0, f"3 files are in {tmp_path / 'out'}.\n")
    assert (tmp_path / "out/posts/a-piece.md").is_file()


def test_for_programs(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path / "out", "--json").output)
    assert told == {"folder": str(tmp_path / "out"), "files": 3}


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    assert run(tmp_path / "mine").exit_code == 1
    assert (tmp_path / "mine").read_text() == "mine"


def test_wrong_usage() -> None:
    assert run().exit_code == 2
