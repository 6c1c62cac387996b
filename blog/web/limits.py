"""How much one request may bring, said before it is taken apart.

Werkzeug counts the parts of a multipart form, but not the fields of an ordinary one: 31 MB of
nothing but `a&`, from a stranger, kept a worker busy for 77 seconds and 8 GB.
"""

from http import HTTPStatus
from typing import Final

from flask import Flask, abort, request

# A few photographs at once.
MOST_BYTES: Final = 32 * 1024 * 1024
# The longest text that is rendered, a million characters of up to twelve bytes when they are
# percent-encoded, and what stands in the fields beside it.
MOST_FORM_BYTES: Final = 16 * 1024 * 1024
# The order of a theme has three fields for each of its pieces.
MOST_FIELDS: Final = 10_000


def register(app: Flask) -> None:
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES)
    # Before anything looks into a form, as the wall against forms from elsewhere does.
    app.before_request(_refuse_too_much)


def _refuse_too_much() -> None:
    """:raises RequestEntityTooLarge: for a form larger than any that a page here sends."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    request.max_content_length = MOST_FORM_BYTES
    if request.get_data().count(b"&") >= MOST_FIELDS:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
