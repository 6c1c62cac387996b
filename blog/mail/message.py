"""A letter as a message (RFC 5322): two parts that say the same, and the headers of mail that no
person typed.
"""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import MappingProxyType
from typing import Final

from blog.mail.letters import Letter

# UTF-8 in base64 or quoted-printable, so that every server on the way can carry it.
_POLICY: Final = SMTP.clone(cte_type="7bit")


def build(
    letter: Letter,
    *,
    sender: Address,
    to: str,
    message_id: str,
    at: datetime,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> EmailMessage:
    """`to` is a bare address; `message_id` is without its angle brackets.

    :raises ValueError: for a header with a line break in it; no letter can be made to say more
        headers than ours.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{message_id}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in headers.items():
        message[name] = value
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
