"""The `blog` command: one file for each group of commands.

Exit status 0: done. 1: the work failed, nothing is half done. 2: wrong usage, or a wrong setting.
"""

import gc
import sys
from collections.abc import Mapping
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final

import click

from blog.audit import hands
from blog.late import late

if TYPE_CHECKING:
    from blog.cli import endings
else:
    endings = late("blog.cli.endings")

# Where each is, and how the help begins: with these `blog --help` needs not load them all.
_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "backup": ("backup:backup", "Put everything into one FILE, while the blog is served."),
    "doctor": ("doctor:doctor", "Look the blog over and say what is wrong."),
    "export": (
        "exporting:export",
        "Write everything into a FOLDER that is empty or not there yet.",
    ),
    "import": ("importing:import_", "Bring in writing from elsewhere."),
    "init": (
        "database:init",
        "Make the data folder and the database, or bring them up to this version.",
    ),
    "jobs": ("jobs:jobs", "Work that is done beside the serving."),
    "mail": ("mail:mail", "Letters that come back."),
    "owner": ("owner:owner", "The one account of the blog."),
    "rerender": (
        "database:rerender",
        "Render again what an older renderer, or another BLOG_URL, has made.",
    ),
    "restore": ("restore:restore", "Make the blog what it was when the backup FILE was made."),
    "serve": ("serve:serve", "Serve the blog until stopped."),
    "upgrade": ("database:upgrade", "Bring the database to this version."),
}
# What these change, nobody at the terminal has asked for.
_BY_ITSELF: Final = frozenset({"serve", "jobs"})


class _Commands(click.Group):
    """Loads the command that is asked for and no other: what they need takes time and memory."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _loaded(_COMMANDS[name][0]) if name in _COMMANDS else None

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="commonplace", prog_name="Commonplace")
@click.pass_context
def blog(context: click.Context) -> None:
    """A personal blog you write in, that readers follow by tag and theme."""
    if context.invoked_subcommand not in _BY_ITSELF:
        context.with_resource(hands.at_work(hands.TERMINAL))


@cache
def _loaded(place: str) -> click.Command:
    # Modules are made of two hundred thousand objects, which stay for good, and hardly any garbage
    # (567). To look for it whenever there are some more, and again later, took a fifth of the time.
    gc.disable()
    try:
        command: click.Command = resolve_name(f"blog.cli.{place}")
    finally:
        gc.freeze()
        gc.enable()
    return command


def main() -> None:
    try:
        blog()
    except Exception as error:
        end = endings.of(error)
        if end is None:
            raise
        click.echo(end.sentence, err=True)
        sys.exit(end.status)
