"""A mail server on loopback that keeps what it is given, and refuses and hangs up as told."""

import asyncio
import email
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from queue import SimpleQueue
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from blog.config import SmtpServer

_PATIENCE_SECONDS = 60

# What to do with a letter instead of taking it, by its place in the order of those that came.
HANG_UP_BEFORE, HANG_UP_AFTER = "hang up before", "hang up after"


@dataclass(frozen=True)
class Received:
    envelope_from: str
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        message = email.message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, subtype: str) -> str:
        part = self.message.get_body((subtype,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """`answers` are given to RCPT, by address; `data_answers` to letters, by the address they are
    for; `fate` says what becomes of a letter, by its number; `pause` is how many seconds it takes.
    """

    letters: list[Received] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    data_answers: dict[str, str] = field(default_factory=dict)
    sender_answer: str = ""
    pause: float = 0.0
    fate: Callable[[int], str] = lambda number: ""
    password: str = ""
    connection_count: int = 0
    data_count: int = 0
    login_count: int = 0
    port: int = 0
    connected: list[SMTP] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def place(self) -> SmtpServer:
        return SmtpServer(host="127.0.0.1", port=self.port, encryption="never")

    def to(self, address: str) -> list[Received]:
        return [letter for letter in self.letters if letter.to == address]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.sender_answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer == HANG_UP_BEFORE:
            self._hang_up(server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.data_count += 1
        fate = self.fate(self.data_count)
        await asyncio.sleep(self.pause)
        (to,) = envelope.rcpt_tos
        answer = self.data_answers.get(to, "250 Kept")
        assert isinstance(envelope.content, bytes)
        if fate != HANG_UP_BEFORE and answer.startswith("250"):
            self.letters.append(Received(envelope.mail_from or "", to, envelope.content))
        if fate:
            self._hang_up(server)
        return answer

    def hang_up(self) -> None:
        """On everybody who is connected and says nothing."""
        done = SimpleQueue[bool]()

        def abort() -> None:
            for server in self.connected:
                self._hang_up(server)
            done.put(True)

        assert self.loop is not None
        self.loop.call_soon_threadsafe(abort)
        done.get(timeout=_PATIENCE_SECONDS)

    def _hang_up(self, server: SMTP) -> None:
        if server.transport is not None:
            server.transport.abort()

    def check_password(self, *given: Any) -> AuthResult:
        self.login_count += 1
        auth = given[-1]
        is_right = isinstance(auth, LoginPassword) and auth.password == self.password.encode()
        return AuthResult(success=is_right, handled=False)


@contextmanager
def running(
    mail: MailServer | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> Iterator[MailServer]:
    """Serves until the block ends. `tls` from the start, or `starttls` when asked for."""
    mail = mail or MailServer()
    begun: SimpleQueue[Callable[[], object]] = SimpleQueue()

    async def serve() -> None:
        mail.loop = loop = asyncio.get_running_loop()
        is_over = asyncio.Event()

        def connection() -> SMTP:
            mail.connection_count += 1
            made = SMTP(
                mail,
                hostname="mail.example",
                tls_context=starttls,
                authenticator=mail.check_password if mail.password else None,
                auth_require_tls=False,
                loop=loop,
            )
            mail.connected.append(made)
            return made

        server = await loop.create_server(connection, "127.0.0.1", mail.port, ssl=tls)
        mail.port = server.sockets[0].getsockname()[1]
        begun.put(lambda: loop.call_soon_threadsafe(is_over.set))
        await is_over.wait()
        server.close()

    thread = Thread(target=lambda: asyncio.run(serve()), name="mail server", daemon=True)
    thread.start()
    end = begun.get(timeout=_PATIENCE_SECONDS)
    try:
        yield mail
    finally:
        end()
        thread.join(_PATIENCE_SECONDS)


@contextmanager
def silent() -> Iterator[int]:
    """The port of one that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]
