"""What is said at the terminal when a command could not do its work, and what it ends with."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from blog import cli
from blog.cli import endings
from blog.config import WrongSetting
from blog.errors import NotFound

NO_TABLE = sqlite3.OperationalError("no such table: posts")


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (WrongSetting("BLOG_URL is “x”."), 2, "BLOG_URL is “x”."),
        (NotFound("no_owner", "There is no owner yet."), 1, "There is no owner yet."),
        (OSError(errno.ENOSPC, "No space left"), 1, "The disk here is full, so this could not be"),
        (NO_TABLE, 1, "The database cannot be used: no such table: posts."),
        (
            OperationalError("SELECT", {}, NO_TABLE),
            1,
            "The database cannot be used: no such table:",
        ),
    ],
)
def test_it_ends_with_a_sentence(error: Exception, status: int, sentence: str) -> None:
    end = endings.of(error)
    assert end is not None
    assert end.sentence.startswith(sentence)
    assert end.status == status


@pytest.mark.parametrize("error", [KeyError("a"), FileNotFoundError(errno.ENOENT, "x"), OSError()])
def test_a_mistake_of_ours_keeps_its_traceback(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(cli, "blog", fails)
    with pytest.raises(type(error)) as raised:
        cli.main()
    assert raised.value is error
