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

# What a page may never ask of a device, and the passkeys that the login asks for.
PERMISSIONS: Final = ", ".join(
    (
        *(
            f"{feature}=()"
            for feature in "camera display-capture geolocation microphone midi payment usb".split()
        ),
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    )
)

_OF_DOCUMENTS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}

# A year, and for this host alone: whoever keeps a blog at example.org may have a printer beside it
# that knows no HTTPS.
STRICT_TRANSPORT: Final = "max-age=31536000"


# Of a sentence that is said before Flask is asked, and needs nothing.
OF_SENTENCES: Final = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)


def register(app: Flask) -> None:
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Cross-Origin-Resource-Policy", _embedded_by(response))
    if not _is_part_of_pages(response):
        for name, value in _OF_DOCUMENTS.items():
            headers.setdefault(name, value)
    if installation().is_https:
        headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    return response


def _embedded_by(response: Response) -> str:
    """Whose pages may show this: pictures stand in feed readers and on cards, the rest is ours. So
    does what an old address of a picture leads to.
    """
    is_picture = (response.mimetype or "").startswith("image/")
    is_open = is_picture or response.location is not None
    return "cross-origin" if is_open else "same-origin"


def _is_part_of_pages(response: Response) -> bool:
    """A sheet, script, font or picture does nothing when it is opened by itself: it goes without
    what is said of documents, 400 bytes in each of the dozen answers of a first visit. An SVG is a
    document.
    """
    kind = response.mimetype or ""
    return kind in {"text/css", "text/javascript"} or (
        kind.startswith(("font/", "image/")) and kind != "image/svg+xml"
    )
