"""What the commands say when they cannot begin, and with which status they end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from blog.cli import blog

PERSON = ("--name", "Ada Winter", "--email", "ada@blog.example", "--password-stdin")
COMMANDS = (
    ("serve",),
    ("rerender",),
    ("doctor",),
    ("jobs", "run"),
    ("import", "markdown", "."),
    ("owner", "create", *PERSON),
    ("owner", "password", "--password-stdin"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_before_init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BLOG_DATA", str(tmp_path))
    done = CliRunner().invoke(blog, command, input="nine lamps in the snow\n")
    assert done.exit_code == 1
    assert done.output == "Error: The database is not ready for this version. Run: blog init\n"
    # An empty file in its place would later be taken for a database that is set up as it should.
    assert not (tmp_path / "blog.sqlite3").exists()


@pytest.mark.parametrize(
    ("database", "status", "sentence"),
    [
        ("sqlite:////nowhere/at/all/blog.sqlite3", 1, "The database cannot be used: unable to"),
        ("postgresql+nodriver://u:secret@localhost/x", 2, "BLOG_DATABASE names a database whose"),
    ],
)
def test_a_database_that_cannot_be_used(
    tmp_path: Path, database: str, status: int, sentence: str
) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "blog", "init"],
        env=os.environ | {"BLOG_DATA": str(tmp_path), "BLOG_DATABASE": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
