"""Nobody writes while another database is put in the place of this one."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from blog.cli import blog, place
from blog.config import Settings
from tests.makers import PASSWORD

BOUNCED = Path(__file__).parents[1] / "corpus" / "bounces" / "postfix.eml"
WRITING = (
    "backup FILE",
    "doctor --repair",
    "export FOLDER",
    "import markdown .",
    "init",
    "jobs run --once",
    "mail bounced",
    "owner create --name Ada --email ada@blog.example --password-stdin",
    "owner password --password-stdin",
    "owner recover",
    "rerender",
)


@pytest.mark.parametrize("command", WRITING)
def test_beside_a_restore(
    installation: Settings,
    app: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.chdir(tmp_path)
    before = (installation.data / "blog.sqlite3").read_bytes()
    given = BOUNCED.read_bytes() if command == "mail bounced" else PASSWORD
    with place.alone(installation):
        done = CliRunner().invoke(blog, command.split(), input=given)
    assert (done.exit_code, done.output) == (
        1,
        "Error: The database is being brought up to date, or put back, at this moment. "
        "Try again when that is done.\n",
    )
    assert (installation.data / "blog.sqlite3").read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"data"}
