"""What can be set about letters and feeds, and what cannot be as it is."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from blog.errors import Refused

MOST: Final = {"mail_from": 320, "mail_signature": 1000, "return_path": 320, "hub": 500}
# Where each letter puts a token of its own into the address that it comes back to.
PLACE: Final = "{}"
_NUMBERS: Final = {
    "letters_per_minute": (1, 6000, "letters a minute"),
    "countdown_minutes": (1, 24 * 60, "minutes"),
}


def refuse_impossible(fields: Mapping[str, Any]) -> None:
    """:raises Refused: when a field cannot be as it is; `details["field"]` names it."""
    _refuse_no_address(fields["mail_from"], field="mail_from")
    _refuse_no_return(fields["return_path"])
    for name, (least, most, unit) in _NUMBERS.items():
        if not least <= fields[name] <= most:
            raise Refused(
                "out_of_range", f"Write a number from {least} to {most:,} {unit}.", {"field": name}
            )
    if fields["hub"] and not _is_hub(fields["hub"]):
        raise Refused(
            "no_such_hub",
            f"“{fields['hub']}” is no address of a hub. Write a whole one, like "
            "https://hub.example.org/.",
            {"field": "hub"},
        )


def _refuse_no_return(text: str) -> None:
    if not text:
        return
    name, _, _ = text.partition("@")
    if name.count(PLACE) != 1 or text.count(PLACE) != 1:
        raise Refused(
            "no_token",
            f"“{text}” has no place for what tells letters apart. Write {PLACE} into it once, "
            f"before the @: bounces+{PLACE}@blog.example.",
            {"field": "return_path"},
        )
    _refuse_no_address(text.replace(PLACE, "token"), field="return_path")


def _refuse_no_address(text: str, *, field: str) -> None:
    """A bare one, that other mail servers know how to answer."""
    if not text:
        return
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise Refused(
            "not_an_address", f"“{text}” is no address for mail. {error}", {"field": field}
        ) from error


def _is_hub(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
