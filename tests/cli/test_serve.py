"""`blog serve`, as far as it can be seen without serving."""

import socket

import pytest
from click.testing import CliRunner

from blog.cli import blog
from blog.cli.server import bound
from blog.config import Settings


@pytest.fixture(autouse=True)
def _environment(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))


def test_two_do_not_share_a_port() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        place = f"127.0.0.1:{other.getsockname()[1]}"
        done = CliRunner().invoke(blog, ["serve", "--bind", place])
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: Nothing can listen at {place}: Address already in use.")


def test_an_address_of_another_machine() -> None:
    done = CliRunner().invoke(blog, ["serve", "--bind", "192.0.2.1:8000"])
    assert done.exit_code == 1
    assert "Nothing can listen at 192.0.2.1:8000: " in done.output


def test_a_place_that_is_none() -> None:
    done = CliRunner().invoke(blog, ["serve", "--bind", "8000"])
    assert done.exit_code == 2
    assert "--bind is “8000”. Write an address and a port" in done.output


@pytest.mark.parametrize(
    ("name", "number"), [("localhost", {"127.0.0.1", "::1"}), ("127.0.0.1", {"127.0.0.1"})]
)
def test_a_name_is_looked_up(name: str, number: set[str]) -> None:
    with bound(name, 0) as listening:
        assert listening.getsockname()[0] in number
