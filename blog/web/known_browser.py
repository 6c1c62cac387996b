"""The cookie by which a browser is known again, long after it was signed out. It opens nothing."""

from typing import Final

from flask import Flask, Response, g, request

from blog.accounts import known_browsers
from blog.web.context import at, installation

_NAME: Final = "known"


def register(app: Flask) -> None:
    app.after_request(_remember)


def meet(owner_id: int) -> None:
    """The owner is signed in here, in the transaction of the caller."""
    g.known_browser = known_browsers.meet(
        owner_id,
        request.cookies.get(_cookie(), ""),
        address=request.remote_addr or "",
        user_agent=request.user_agent.string,
        at=at(),
    )


def _remember(response: Response) -> Response:
    token = g.pop("known_browser", None)
    if token is not None:
        response.set_cookie(
            _cookie(),
            token,
            max_age=known_browsers.KNOWN_FOR,
            secure=installation().is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def _cookie() -> str:
    """With a prefix that no other host of the domain can set (RFC 6265bis, section 4.1.3.2)."""
    return f"__Host-{_NAME}" if installation().is_https else _NAME
