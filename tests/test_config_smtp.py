"""BLOG_SMTP: what is understood, what is refused, and that its password is never shown."""

from pathlib import Path

import pytest

from blog import config
from blog.config import SmtpServer


def read(tmp_path: Path, address: str) -> config.Settings:
    return config.from_env({"BLOG_DATA": str(tmp_path / "data"), "BLOG_SMTP": address})


def test_without_it_letters_are_written_to_the_outbox(tmp_path: Path) -> None:
    settings = read(tmp_path, "")
    assert settings.smtp is None
    assert settings.outbox == tmp_path / "data" / "outbox"


@pytest.mark.parametrize(
    ("address", "server"),
    [
        (
            "smtp://ada%40blog.example:n%2Fine%20lamps@mail.example",
            SmtpServer(
                host="mail.example", port=587, username="ada@blog.example", password="n/ine lamps"
            ),
        ),
        (
            "smtps://ada:lamp@mail.example",
            SmtpServer(
                host="mail.example",
                port=465,
                username="ada",
                password="lamp",
                encryption="from the start",
            ),
        ),
        (
            "smtp://mail.example:2525/",
            SmtpServer(host="mail.example", port=2525, encryption="where offered"),
        ),
        ("smtp://127.0.0.1:25", SmtpServer(host="127.0.0.1", port=25, encryption="never")),
        ("smtp://[::1]:25", SmtpServer(host="::1", port=25, encryption="never")),
        (
            "smtp://ada:lamp@localhost:25",
            SmtpServer(
                host="localhost", port=25, username="ada", password="lamp", encryption="never"
            ),
        ),
    ],
)
def test_an_address_with_all_its_parts(tmp_path: Path, address: str, server: SmtpServer) -> None:
    settings = read(tmp_path, address)
    assert settings.smtp == server
    assert "lamp" not in repr(settings)


@pytest.mark.parametrize(
    "address",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://ada@mail.example",
        "smtp://:lamp@mail.example",
        "smtp://ada:lamp@mail.example/inbox",
        "smtp://ada:lamp@mail.example?tls=no",
        "smtp://ada:lamp@mail.example:port",
        "smtp://ada:lamp@mail.example:99999",
        "smtp://ada:la[mp@mail.example",
    ],
)
def test_a_wrong_one_names_itself_and_not_its_password(tmp_path: Path, address: str) -> None:
    with pytest.raises(config.WrongSetting, match=r"^BLOG_SMTP") as wrong:
        read(tmp_path, address)
    assert "lamp" not in str(wrong.value)
