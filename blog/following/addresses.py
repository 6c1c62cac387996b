"""Addresses that letters can reach: read from what was typed, compared, and shown in short. Pure.

Whatever passes here is one address and nothing else: it can stand in a header as it is.
"""

from dataclasses import dataclass
from typing import Final

from email_validator import EmailNotValidError, validate_email

from blog.errors import Refused

MOST_ADDRESS: Final = 254
_SHOWN_OF_A_NAME: Final = 1


@dataclass(frozen=True)
class Address:
    """`text` as it was typed, with a domain in its own script; `key` is what makes two addresses
    one: in small letters, the domain in ASCII (IDNA), everything after a plus kept.
    """

    text: str
    key: str

    @property
    def wire(self) -> str:
        """As mail servers take it: the name as it was typed, the domain in ASCII."""
        return f"{self.text.rpartition('@')[0]}@{self.key.rpartition('@')[2]}"


def read(typed: str) -> Address:
    """The address that was typed.

    :raises Refused: with a sentence that says what is wrong, for the field `email`.
    """
    text = typed.strip()
    _refuse_everyday_slips(text)
    try:
        known = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise _refused(f"This is no address that mail can reach. {error}") from error
    if known.ascii_email is None or len(known.normalized) > MOST_ADDRESS:
        raise _refused("This is no address that mail can reach.")
    return Address(text=known.normalized, key=known.ascii_email.lower())


def veiled(text: str) -> str:
    """`a…@harbourlane.example`: enough for its owner to know it, too little for anybody else."""
    name, _, domain = text.rpartition("@")
    return f"{name[:_SHOWN_OF_A_NAME]}…@{domain}"


def _refuse_everyday_slips(text: str) -> None:
    name, at, domain = text.rpartition("@")
    if not text:
        raise _refused("Write the address that the letters shall go to.")
    if len(text) > MOST_ADDRESS:
        raise _refused(
            f"This is {len(text)} characters long; an address has at most {MOST_ADDRESS}."
        )
    if not at:
        raise _refused("This needs an @, with your name before it and where your mail is after it.")
    if not name or not domain:
        raise _refused(f"This needs something {'after' if name else 'before'} the @.")
    if "." not in domain.rstrip("."):
        raise _refused(f"This needs something after the dot: {text.rstrip('.')}.?")
    if not name.isascii():
        raise _refused(
            f"“{name}” has letters that most mail servers do not carry before the @. After it, any "
            "script will do."
        )


def _refused(sentence: str) -> Refused:
    return Refused("not_an_address", sentence, {"field": "email"})
