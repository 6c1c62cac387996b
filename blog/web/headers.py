"""The headers that every response carries, and how static files are kept and packed."""

from pathlib import PurePosixPath
from typing import Final

from flask import Flask, Response, request

from blog.web import compression
from blog.web.context import installation
from blog.web.presentation import static

# Nothing inline, nothing from elsewhere. JSON-LD is data that no browser runs: it needs no entry.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


# Fonts and pictures are packed already.
_TEXT: Final = {".css", ".js", ".svg", ".txt"}


def register(app: Flask) -> None:
    app.after_request(_protect)
    app.after_request(_keep_static_files)
    app.after_request(_pack_static_text)


def _keep_static_files(response: Response) -> Response:
    """For a year, under an address that says the content; others are asked for each time.

    A version that is not this one may be known to another process, of before or after an update.
    """
    if request.endpoint == "static" and response.status_code < 400:
        name = (request.view_args or {})["filename"]
        if request.full_path == static(name):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _pack_static_text(response: Response) -> Response:
    if request.endpoint == "static" and PurePosixPath(request.path).suffix in _TEXT:
        compression.vary(response)
    return response


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
    )
    if installation().is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
