"""Where letters go: to a mail server, or without one into a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from blog import site
from blog.config import Settings
from blog.mail.message import Message
from blog.mail.outcomes import Accepted, Outcome
from blog.mail.smtp import Smtp


class Transport(Protocol):
    def send(self, message: Message, *, to: str, envelope_from: str) -> Outcome:
        """Hand one message over for one address, once. What goes wrong is an outcome."""
        ...  # pragma: no cover

    def close(self) -> None:
        """End what is open. It may be used again, and opens anew."""
        ...  # pragma: no cover


class Outbox:
    """Writes each message into a folder, as a file that mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message, *, to: str, envelope_from: str) -> Outcome:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        name = f"{message.name.partition('@')[0]}.eml"
        draft = self._folder / f".{name}"
        draft.write_bytes(message.raw)
        draft.replace(self._folder / name)
        return Accepted(f"Written to {self._folder.name}/{name}; there is no mail server.")

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def opened(installation: Settings) -> Iterator[Transport]:
    """The way letters go here, for a process; ended with the block."""
    transport: Transport = (
        Smtp(installation.smtp, own_name=site.authority(installation.url))
        if installation.smtp
        else Outbox(installation.outbox)
    )
    try:
        yield transport
    finally:
        transport.close()


def outbox_count(folder: Path) -> int:
    """How many letters lie there because there is no mail server, or was none."""
    return sum(1 for _ in folder.glob("[!.]*.eml"))
