"""Reports of mail servers, as they come: which letter came back, and why."""

from pathlib import Path

import pytest

from blog.mail.dsn import Report, read

BOUNCES = Path(__file__).parents[1] / "corpus" / "bounces"
TOKEN = "0123456789abcdef01234567"


def sample(name: str) -> Report | None:
    return read((BOUNCES / f"{name}.eml").read_bytes())


def test_with_a_return_path_of_its_own() -> None:
    assert sample("postfix") == Report(
        is_final=True,
        answer="550 5.1.1 <ada@harbour.example>: Recipient address rejected: User unknown",
        receivers=(f"back+{TOKEN}@blog.example", f"back+{TOKEN}@blog.example"),
        message_id=f"<{TOKEN}@blog.example>",
    )


def test_to_an_address_for_all_letters_with_the_letter_itself() -> None:
    assert sample("whole-letter") == Report(
        is_final=True,
        answer="5.2.2",
        receivers=("letters@blog.example",),
        message_id=f"<{TOKEN}@blog.example>",
    )


def test_one_that_is_tried_again() -> None:
    report = sample("delayed")
    assert report is not None
    assert not report.is_final
    assert report.answer.startswith("connect to mx.harbour.example")


@pytest.mark.parametrize("name", ["away", "broken"])
def test_what_is_no_report(name: str) -> None:
    assert sample(name) is None


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"Content-Type: multipart/report\n\n"])
def test_whatever_else_comes(raw: bytes) -> None:
    assert read(raw) is None
