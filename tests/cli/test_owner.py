"""`blog owner`, as it is typed: what it changes, what it says, and with which status it ends."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from blog.accounts.models import Owner, SignIn
from blog.app import create_app
from blog.cli.owner import owner
from blog.config import Settings
from blog.db import session
from blog.settings.models import BlogSettings
from tests import makers
from tests.conftest import URL
from tests.web.auth.pages import sign_in

PERSON = ("--name", "Ada Winter", "--email", "ada@blog.example")
PASSWORD = "nine lamps in the snow"


@pytest.fixture(autouse=True)
def _environment(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", installation.url)
    monkeypatch.setenv("BLOG_SECRET", installation.secret)


def run(*arguments: str, typed: str = f"{PASSWORD}\n") -> Result:
    return CliRunner().invoke(owner, arguments, input=typed)


def test_making_the_owner_sets_the_blog_up(installation: Settings) -> None:
    result = run(
        "create",
        *PERSON,
        *("--username", "Ada W", "--password-stdin", "--blog-name", "The Ninth Lamp"),
        *("--language", "zh-Hans", "--time-zone", "Europe/London"),
    )
    assert result.exit_code == 0, result.output
    assert result.output == f"“The Ninth Lamp” is set up. Sign in as “Ada W” at {URL}/login\n"
    app = create_app(installation)
    with app.app_context():
        blog = session().scalars(sa.select(BlogSettings)).one()
        assert (blog.name, blog.author) == ("The Ninth Lamp", "Ada Winter")
        assert (blog.language, blog.time_zone) == ("zh-Hans", "Europe/London")
    assert sign_in(app.test_client(), username="ada w", password=PASSWORD).status_code == 303


def test_the_user_name_may_come_from_the_email(installation: Settings) -> None:
    assert "Sign in as “ada”" in run("create", *PERSON, "--password-stdin").output


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_only_the_line_end_is_cut_from_the_password(installation: Settings, ending: str) -> None:
    run("create", *PERSON, "--password-stdin", typed=f" {PASSWORD} {ending}")
    client = create_app(installation).test_client()
    assert sign_in(client, password=f" {PASSWORD} ").status_code == 303


def test_without_the_option_the_password_is_asked_for_twice(installation: Settings) -> None:
    result = run("create", *PERSON, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output


def test_a_new_password_signs_out_everywhere(app: Flask) -> None:
    browser = makers.sign_in(app)
    result = run("password", "--password-stdin", typed="ten lamps, and no snow\n")
    assert result.exit_code == 0
    assert result.output == "“ada” has a new password, and is signed out everywhere.\n"
    assert browser.get("/logout").status_code == 303
    with app.app_context():
        assert session().scalars(sa.select(SignIn)).all() == []
    assert sign_in(app.test_client(), password="ten lamps, and no snow").status_code == 303


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (["create", *PERSON], "short", "This password has 5 characters. Take at least 12"),
        (["create", "--name", "A", "--email", "ada"], PASSWORD, "“ada” is not an email address."),
        (["create", *PERSON, "--time-zone", "Mars"], PASSWORD, "“Mars” is not a time zone."),
        (["create", *PERSON, "--language", "?"], PASSWORD, "“?” is not a language tag."),
        (["password"], PASSWORD, "There is no owner yet. Run: blog owner create"),
        (["recover"], PASSWORD, "There is no owner yet. Run: blog owner create"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    installation: Settings, arguments: list[str], password: str, sentence: str
) -> None:
    from_stdin = [] if arguments == ["recover"] else ["--password-stdin"]
    answer = from_the_shell(*arguments, *from_stdin, typed=password)
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
    with create_app(installation).app_context():
        assert session().scalars(sa.select(Owner)).all() == []


def test_there_is_one_owner(app: Flask) -> None:
    answer = from_the_shell("create", *PERSON, "--password-stdin", typed=PASSWORD)
    assert answer.returncode == 1
    assert "This blog has its owner already." in answer.stderr


@pytest.mark.parametrize(
    "arguments", [["create"], ["create", "--name", "Ada"], ["create", "--nothing"], ["delete"]]
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_without_a_database_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOG_DATA", str(tmp_path / "nothing"))
    result = run("password", "--password-stdin")
    assert result.exit_code == 1
    assert "Run: blog init" in result.output


def from_the_shell(*arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    """Through `blog` itself, which turns an error into a sentence and a status."""
    return subprocess.run(
        [sys.executable, "-c", "from blog.cli import main; main()", "owner", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_link_brings_a_locked_out_owner_back(app: Flask) -> None:
    result = run("recover")
    assert result.exit_code == 0, result.output
    first, link = result.output.splitlines()
    assert first == "Open this within 15 minutes; it works once:"
    assert app.test_client().get(link.removeprefix(URL)).status_code == 200


def test_every_browser_is_signed_out_at_once_where_that_is_asked(app: Flask) -> None:
    browser = makers.sign_in(app)
    run("recover")
    assert browser.get("/desk/").status_code == 200
    assert run("recover", "--sign-out-everywhere").output.startswith("Every browser is signed out.")
    assert browser.get("/desk/").status_code == 303
