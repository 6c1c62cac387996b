"""What can go wrong, as a sentence for a person and a stable code for a program.

Domains raise these; `web/errors.py` maps them to HTTP, `cli/` to an exit status.
"""

from collections.abc import Mapping
from typing import Any


class BlogError(Exception):
    """Something the person can be told in a sentence.

    `code` is stable and machine-readable ("slug_taken"), `message` says what is wrong and what
    would be right, `details` carries what a form or a JSON caller needs (field names, texts).
    """

    def __init__(self, code: str, message: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = dict(details or {})


class Refused(BlogError):
    """The request was understood and cannot be carried out as it stands (422)."""


class NotFound(BlogError):
    """There is nothing here (404)."""


class Gone(BlogError):
    """There was something here, and it was taken back (410)."""


class Conflict(BlogError):
    """Somebody saved in between; `details` carries the other text (409)."""


class TooMany(BlogError):
    """Asked too often; `details["retry_after"]` is in seconds (429)."""


class Forbidden(BlogError):
    """This may not be done from where it was asked (403)."""


class Unavailable(BlogError):
    """It cannot be done at the moment, through no fault of who asks (503)."""


class Full(BlogError):
    """There is no room to keep it (507)."""


def refuse_too_long(texts: Mapping[str, Any], most: Mapping[str, int]) -> None:
    """:raises Refused: "too_long" for the first field with more characters than it holds."""
    for field, limit in most.items():
        length = len(texts[field])
        if length > limit:
            raise Refused(
                "too_long",
                f"This is {length} characters long; at most {limit} fit here.",
                {"field": field},
            )
