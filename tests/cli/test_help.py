"""`blog --help` tells of each command in its own words, and loads none."""

import subprocess
import sys

import click
from click.testing import CliRunner

from blog.cli import blog

# What any command needs, and the help does not.
HEAVY = {"blog.app", "flask", "sqlalchemy", "PIL", "bleach", "alembic"}


def test_each_line_is_how_the_command_begins() -> None:
    context = click.Context(blog)
    shown = " ".join(CliRunner().invoke(blog, ["--help"]).output.split())
    begin = shown.index("Commands:")
    for name in blog.list_commands(context):
        command = blog.get_command(context, name)
        assert command is not None
        told = " ".join((command.help or "").split())
        begin = shown.index(f"{name} ", begin) + len(name) + 1
        line = shown[begin : shown.index(".", begin)]
        assert told.startswith(line), name


def test_none_is_loaded_for_it() -> None:
    code = (
        "import sys; from blog.cli import blog; "
        "blog(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "blog.cli" in loaded
    assert not loaded & HEAVY
    assert {name for name in loaded if name.startswith("blog.cli")} == {"blog.cli"}
