"""The headers that every response carries."""

from typing import Final

from flask import Flask, Response

from blog.web import paper
from blog.web.context import installation

# Nothing inline but one script, known by its hash, and nothing from elsewhere. JSON-LD is data that
# no browser runs: it needs no entry.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {paper.SOURCE}",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_OF_DOCUMENTS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def register(app: Flask) -> None:
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if not _is_part_of_pages(response):
        for name, value in _OF_DOCUMENTS.items():
            response.headers.setdefault(name, value)
    if installation().is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _is_part_of_pages(response: Response) -> bool:
    """A sheet, script, font or picture does nothing when it is opened by itself: it goes without
    what is said of documents, 400 bytes in each of the dozen answers of a first visit. An SVG is a
    document.
    """
    kind = response.mimetype or ""
    return kind in {"text/css", "text/javascript"} or (
        kind.startswith(("font/", "image/")) and kind != "image/svg+xml"
    )
