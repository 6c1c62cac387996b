"""Without a mail server letters lie in a folder, as files that mail programs open."""

import email
from dataclasses import replace
from email import policy
from pathlib import Path

from blog.config import Settings
from blog.mail import transports
from blog.mail.message import Message
from blog.mail.outcomes import Accepted
from tests import smtp

LETTER = Message(name="0a1b@blog.example", raw=b"Subject: Snow\r\n\r\nIt snows.\r\n")


def test_without_a_server_it_is_written_down(installation: Settings, tmp_path: Path) -> None:
    assert transports.outbox_count(installation.outbox) == 0
    with transports.opened(installation) as transport:
        outcome = transport.send(LETTER, to="ada@harbour.example", envelope_from="x@blog.example")
    assert outcome == Accepted("Written to outbox/0a1b.eml; there is no mail server.")
    assert transports.outbox_count(installation.outbox) == 1
    (file,) = installation.outbox.iterdir()
    read = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (read["subject"], read.get_content()) == ("Snow", "It snows.\r\n")
    assert installation.outbox.stat().st_mode & 0o077 == 0


def test_with_a_server_it_is_handed_over(installation: Settings) -> None:
    with smtp.running() as mail:
        there = replace(installation, smtp=mail.place)
        with transports.opened(there) as transport:
            transport.send(LETTER, to="ada@harbour.example", envelope_from="x@blog.example")
    assert [letter.to for letter in mail.letters] == ["ada@harbour.example"]
    assert transports.outbox_count(installation.outbox) == 0
