"""Sending one letter to one address, now. What may wait is a job whose function calls this."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from types import MappingProxyType
from typing import Final

from blog import site
from blog.mail import message
from blog.mail.letters import Letter, Render
from blog.mail.outcomes import Accepted, Outcome, Refused
from blog.mail.transports import Transport

_LOG: Final = logging.getLogger(__name__)


class NotSent(Exception):
    """The letter could not be handed over this time; the message is what the server said."""


@dataclass(frozen=True, kw_only=True)
class Mailroom:
    """What it takes to write a letter and send it: wiring/jobs.py hands it to the jobs that do."""

    render: Render
    transport: Transport
    site_url: str


def send(
    mailroom: Mailroom,
    letter: Letter,
    *,
    sender: Address,
    to: str,
    at: datetime,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Outcome:
    """Never in a transaction: a server may take half a minute to answer."""
    made = message.build(
        letter,
        sender=sender,
        to=to,
        message_id=f"{new_name()}@{site.authority(mailroom.site_url)}",
        at=at,
        headers=headers,
    )
    return mailroom.transport.send(made, to=to, envelope_from=sender.addr_spec)


def send_or_raise(
    mailroom: Mailroom,
    letter: Letter,
    *,
    sender: Address,
    to: str,
    at: datetime,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """For a job about one letter: raising has it tried again, after pauses that grow. So a letter
    of which nobody knows whether it arrived is sent once more: somebody waits for it.

    :raises NotSent: unless the server has taken the letter, or never will.
    """
    outcome = send(mailroom, letter, sender=sender, to=to, at=at, headers=headers)
    if isinstance(outcome, Refused):
        _LOG.warning("a letter was refused: %s", outcome.answer)
    elif not isinstance(outcome, Accepted):
        raise NotSent(outcome.answer)


def new_name() -> str:
    """What a letter is called: nobody guesses it, and capitals do not matter."""
    return secrets.token_hex(12)
