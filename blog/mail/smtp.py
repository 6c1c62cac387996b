"""A mail server (RFC 5321), step by step, so that it is always known whether a letter was handed
over. One connection is used for many letters.
"""

import smtplib
import ssl
import time
from typing import Final

from blog.config import SmtpServer
from blog.mail.message import Message
from blog.mail.outcomes import Accepted, Outcome, Postponed, Refused, Unknown, Unreachable

_PATIENCE_SECONDS: Final = 30.0
# Servers hang up on who says nothing; most wait five minutes, some only one.
_MOST_IDLE_SECONDS: Final = 20.0
_MOST_OF_AN_ANSWER: Final = 400


class _NotTaken(Exception):
    """The conversation ended before the letter was handed over."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.answer)
        self.outcome = outcome


class Smtp:
    """`tls` says which certificates are believed. `connection_count` counts how often it had to
    connect.
    """

    def __init__(
        self,
        server: SmtpServer,
        *,
        own_name: str,
        tls: ssl.SSLContext | None = None,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        self._server, self._own_name, self._patience = server, own_name, patience
        self._tls = tls or ssl.create_default_context()
        self._connection: smtplib.SMTP | None = None
        self._used_at = 0.0
        self.connection_count = 0

    def send(self, message: Message, *, to: str, envelope_from: str) -> Outcome:
        try:
            connection = self._introduced(envelope_from)
            self._address(connection, to)
            outcome = self._hand_over(connection, message.raw)
        except _NotTaken as reason:
            outcome = reason.outcome
        except (OSError, smtplib.SMTPException) as error:
            # Whatever broke it, the letter's last line was not sent.
            self._drop()
            outcome = Postponed(_said(error))
        self._used_at = time.monotonic()
        return outcome

    def refusal(self) -> str:
        """Why it does not let us in, in its own words; "" when it does. Nothing is handed over."""
        try:
            self._connect()
        except _NotTaken as reason:
            return reason.outcome.answer
        self.close()
        return ""

    def close(self) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (OSError, smtplib.SMTPException):
                self._connection.close()
            self._connection = None

    def _introduced(self, envelope_from: str) -> smtplib.SMTP:
        """A connection that takes a letter from us. One that was open may have ended meanwhile."""
        if self._connection is not None:
            if time.monotonic() - self._used_at < _MOST_IDLE_SECONDS:
                try:
                    code, _ = self._connection.mail(envelope_from)
                except (OSError, smtplib.SMTPException):
                    code = 421
                if code == 250:
                    return self._connection
            self._drop()
        connection = self._connect()
        code, answer = connection.mail(envelope_from)
        if code != 250:
            # It does not know the address that letters come from: no other letter would do better.
            self._drop()
            raise _NotTaken(Unreachable(_line(code, answer)))
        return connection

    def _connect(self) -> smtplib.SMTP:
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise _NotTaken(Unreachable(_said(error))) from error
        self.connection_count += 1
        return connection

    def _connected(self) -> smtplib.SMTP:
        server, own_name = self._server, self._own_name
        connection: smtplib.SMTP
        if server.encryption == "from the start":
            connection = smtplib.SMTP_SSL(
                server.host, server.port, own_name, timeout=self._patience, context=self._tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, own_name, timeout=self._patience)
        self._connection = connection
        connection.ehlo_or_helo_if_needed()
        is_offered = connection.has_extn("starttls")
        if server.encryption == "demanded" or (server.encryption == "where offered" and is_offered):
            connection.starttls(context=self._tls)
            connection.ehlo()
        if server.username:
            connection.login(server.username, server.password)
        return connection

    def _address(self, connection: smtplib.SMTP, to: str) -> None:
        code, answer = connection.rcpt(to)
        if code in {250, 251}:
            return
        self._forget_letter(connection, code)
        said = _line(code, answer)
        raise _NotTaken(Refused(said, is_of_address=True) if code >= 500 else Postponed(said))

    def _hand_over(self, connection: smtplib.SMTP, raw: bytes) -> Outcome:
        code, answer = connection.docmd("data")
        if code == 354:
            connection.send(_dotted(raw))
            try:
                code, answer = connection.getreply()
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                return Unknown(_said(error))
        said = _line(code, answer)
        if code == 250:
            return Accepted(said)
        self._forget_letter(connection, code)
        return Refused(said) if code >= 500 else Postponed(said)

    def _forget_letter(self, connection: smtplib.SMTP, code: int) -> None:
        if code == 421:  # it is hanging up
            self._drop()
        else:
            connection.rset()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _dotted(raw: bytes) -> bytes:
    """The message as it stands on the wire, with the line that ends it (RFC 5321, 4.5.2)."""
    return raw.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _line(code: int, answer: bytes) -> str:
    return f"{code} {' '.join(answer.decode('utf-8', 'replace').split())}"[:_MOST_OF_AN_ANSWER]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        return _line(error.smtp_code, answer if isinstance(answer, bytes) else answer.encode())
    return " ".join(str(error).split())[:_MOST_OF_AN_ANSWER] or type(error).__name__
