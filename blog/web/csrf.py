"""Two walls against forms from elsewhere: where a form says it comes from, and a token in it.

The first compares `Origin` with the address in the settings, never with `Host`, which a stranger
can choose. The second is Flask-WTF's; its token lasts as long as the session it belongs to.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf import CSRFProtect

from blog.errors import Forbidden
from blog.web.context import installation

log = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
DEFAULT_PORTS = {"http": 80, "https": 443}

# The name of the token in a form, in the session, and in `g` for the length of a request.
FIELD = "csrf_token"

tokens = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])
_from_anywhere: set[Callable[..., Any]] = set()


def register(app: Flask) -> None:
    app.config.update(
        WTF_CSRF_FIELD_NAME=FIELD,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it compares Referer with Host; the first wall does better
    )
    # Before the tokens: what comes from elsewhere learns nothing about them.
    app.before_request(_refuse_other_sites)
    tokens.init_app(app)


def from_anywhere(view: View) -> View:
    """Let a view be asked by other sites too: one that a mail program calls, whose key is all that
    it needs (RFC 8058, section 5).
    """
    _from_anywhere.add(view)
    return view


def is_unsafe() -> bool:
    """Whether this request may change something."""
    return request.method not in SAFE_METHODS


def _refuse_other_sites() -> None:
    """:raises Forbidden: "wrong_origin", with the address to use instead.

    A browser says where a form was on every POST. Where neither header is present it is not a
    browser of these years, and the token decides alone.
    """
    if not is_unsafe() or request.endpoint is None:
        return
    if current_app.view_functions[request.endpoint] in _from_anywhere:
        return
    origin = request.headers.get("Origin", "null")
    if origin != "null":
        is_ours = _origin(origin) == _origin(installation().url)
    else:
        is_ours = request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}
    if not is_ours:
        log.warning("a form from elsewhere was refused: origin %r", origin[:200])
        came_from = "another site" if origin in {"", "null"} else origin[:200]
        raise Forbidden(
            "wrong_origin",
            f"This blog answers at {installation().url}, and the form came from {came_from}. "
            f"Nothing was changed. Open {installation().url} and try again there.",
        )


def _origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port in one spelling; None for what is no address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        return parts.scheme, host, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
