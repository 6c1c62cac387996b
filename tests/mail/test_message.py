"""A letter as a message: two parts, headers of ours and of nobody else."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address

import pytest

from blog.mail import message
from blog.mail.letters import Letter

AT = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)


def built(**given: str) -> bytes:
    letter = Letter(
        subject=given.get("subject", "Slow Train (慢车)"),
        text=given.get("text", "Snow.\n"),
        html=given.get("html", "<p>Snow.</p>\n"),
    )
    built = message.build(
        letter,
        sender=Address("Ada “Lamp” Winter, 冬", addr_spec="ada@blog.example"),
        to="ben+film@harbour.example",
        message_id="one@blog.example",
        at=AT,
        headers={"List-Id": '"Film, 光" <tag-3.blog.example>'},
    )
    return built.raw


def test_everything_reads_back_and_goes_over_any_wire() -> None:
    raw = built(text="雪" * 2000 + "\n", html="<p>" + "雪" * 2000 + "</p>\n")
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")
    read = message_from_bytes(raw, policy=policy.default)
    assert read["subject"] == "Slow Train (慢车)"
    assert read["from"].addresses[0].display_name == "Ada “Lamp” Winter, 冬"
    assert read["from"].addresses[0].addr_spec == "ada@blog.example"
    assert read["to"] == "ben+film@harbour.example"
    assert read["message-id"] == "<one@blog.example>"
    assert read["date"].datetime == AT
    assert read["auto-submitted"] == "auto-generated"
    assert read["list-id"] == '"Film, 光" <tag-3.blog.example>'
    kinds = [part.get_content_type() for part in read.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    "text",
    [
        "Ends in a space \n.\n..two dots\n--=_one_of_two_parts--\n=_one\nA tab\t\n",
        "x" * 5000 + "\n\n\nFrom here\n",
        "雪" * 5000 + "\n.\n\n- 雪\u2028\x85\n",
        "é" * 40 + "e" * 200 + "\n",
    ],
)
def test_every_text_reads_back(text: str) -> None:
    read = message_from_bytes(built(text=text, html=f"<p>{text}</p>\n"), policy=policy.default)
    plain, html = read.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == text
    assert html.get_content().replace("\r\n", "\n") == f"<p>{text}</p>\n"


def test_a_header_never_begins_another() -> None:
    with pytest.raises(ValueError, match="a line break in the header Subject"):
        built(subject="Snow\r\nBcc: everybody@harbour.example")
