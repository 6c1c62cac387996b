"""What a mail server says of a letter that it could not deliver (RFC 3464). Pure."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import Final

# Of servers that add the address it was sent to, and those that hand it over in the To line.
_RECEIVERS: Final = ("delivered-to", "x-original-to", "envelope-to", "to")
_MOST_OF_AN_ANSWER: Final = 400


@dataclass(frozen=True, kw_only=True)
class Report:
    """`is_final`: it will not be tried again. `receivers` are the addresses that the report itself
    came to: one of them holds what the letter was called; so does the `message_id` of the letter
    that came back, where that is with it.
    """

    is_final: bool
    answer: str
    receivers: tuple[str, ...]
    message_id: str = ""


def read(raw: bytes) -> Report | None:
    """The report that a message is; None for any other: a person's answer, an absence."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    fields = [
        group
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for group in _groups(part)
        if group["action"]
    ]
    if not fields:
        return None
    return Report(
        is_final=any(group["action"].strip().lower() == "failed" for group in fields),
        answer=_answer(fields[0]),
        receivers=tuple(str(value) for name in _RECEIVERS for value in message.get_all(name, [])),
        message_id=_message_id(message),
    )


def _groups(part: Message) -> list[Message]:
    """One for the server and one for each address; the parser takes them for messages."""
    held = part.get_payload()
    return [group for group in held if isinstance(group, Message)] if isinstance(held, list) else []


def _answer(group: Message) -> str:
    """`550 5.1.1 No such user`, without the kind of words it is in; else the bare status."""
    _, semicolon, words = str(group["diagnostic-code"] or "").partition(";")
    said = words if semicolon else str(group["status"] or "")
    return " ".join(said.split())[:_MOST_OF_AN_ANSWER]


def _message_id(message: Message) -> str:
    """Of the letter that came back, whole or only its headers."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            written = part.get_payload(decode=True)
            held = written if isinstance(written, bytes) else b""
            headers = BytesParser(policy=policy.default).parsebytes(held, headersonly=True)
            return str(headers["message-id"] or "")
        if part is not message and part["message-id"] and part["from"]:
            return str(part["message-id"])
    return ""
