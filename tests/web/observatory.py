"""The rules of the MDN HTTP Observatory (Mozilla's, version 1.4.8), by their names there.

The program itself asks only hosts on the internet, over the network; these are its tests as far as
an application decides them, with the points that each gives or takes. A+ begins at 100, and points
beyond 100 count only where nothing took more than 10 away.
"""

from collections.abc import Iterator
from typing import Final

from lxml import html
from werkzeug.datastructures import Headers
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

_BROAD: Final = {"ftp:", "http:", "https:", "*", "http://*", "https://*", "https://*.*"}
_INLINE: Final = {"'unsafe-inline'", "data:"}
PRIVATE: Final = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_SIX_MONTHS: Final = 15_552_000


def score(answer: TestResponse) -> int:
    points = [given for _, given in results(answer)]
    lost = sum(given for given in points if given < 0)
    return 100 + (sum(points) if lost >= -10 else lost)


def results(answer: TestResponse) -> Iterator[tuple[str, int]]:
    """The name of each result and its points, as in the Observatory's table."""
    policy = _policy(answer.headers)
    yield _content_security_policy(policy)
    yield from _cookies(answer.headers)
    yield _cross_origin_resource_sharing(answer.headers)
    yield _referrer_policy(answer.headers)
    yield _strict_transport_security(answer.headers)
    yield _subresource_integrity(answer)
    sniffs = answer.headers.get("X-Content-Type-Options") != "nosniff"
    yield ("x-content-type-options-not-implemented", -5) if sniffs else ("nosniff", 0)
    framed = policy.get("frame-ancestors", {"*"}) & _BROAD
    yield ("x-frame-options-not-implemented", -20) if framed else ("implemented-via-csp", 5)
    embedded = answer.headers.get("Cross-Origin-Resource-Policy", "")
    yield f"cross-origin-resource-policy-{embedded}", 10 if embedded.startswith("same-") else 0


def _policy(headers: Headers) -> dict[str, set[str]]:
    directives = (each.split() for each in headers.get("Content-Security-Policy", "").split(";"))
    return {name: set(sources) for name, *sources in filter(None, directives)}


def _content_security_policy(policy: dict[str, set[str]]) -> tuple[str, int]:
    if not policy:
        return "csp-not-implemented", -25
    default = policy.get("default-src", {"*"})
    script, style = policy.get("script-src", default), policy.get("style-src", default)
    if script & (_BROAD | _INLINE) or policy.get("object-src", default) & _BROAD:
        return "csp-implemented-with-unsafe-inline", -20
    if any(each.startswith(("http:", "ftp:")) for sources in policy.values() for each in sources):
        return "csp-implemented-with-insecure-scheme", -20
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval", -10
    if style & (_BROAD | _INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only", 0
    if default == {"'none'"}:
        return "csp-implemented-with-no-unsafe-default-src-none", 10
    return "csp-implemented-with-no-unsafe", 5


def _cookies(headers: Headers) -> Iterator[tuple[str, int]]:
    for line in headers.getlist("Set-Cookie"):
        said = {part.partition("=")[0].strip().lower() for part in line.split(";")[1:]}
        same_site = parse_cookie(line.replace("; ", ";")).get("SameSite", "")
        if "httponly" not in said:
            yield "cookies-session-without-httponly-flag", -30
        elif "secure" not in said:
            yield "cookies-session-without-secure-flag", -40
        elif same_site not in {"Lax", "Strict"}:
            yield "cookies-secure-with-httponly-sessions", 0
        else:
            yield "cookies-secure-with-httponly-sessions-and-samesite", 5


def _cross_origin_resource_sharing(headers: Headers) -> tuple[str, int]:
    is_open = "Access-Control-Allow-Origin" in headers
    if is_open and headers.get("Access-Control-Allow-Credentials") == "true":
        return "cross-origin-resource-sharing-implemented-with-universal-access", -50
    return "cross-origin-resource-sharing", 0


def _referrer_policy(headers: Headers) -> tuple[str, int]:
    said = headers.get("Referrer-Policy", "")
    if said in PRIVATE:
        return "referrer-policy-private", 5
    return ("referrer-policy-unsafe", -5) if said else ("referrer-policy-not-implemented", 0)


def _strict_transport_security(headers: Headers) -> tuple[str, int]:
    parts = headers.get("Strict-Transport-Security", "").replace(" ", "").split(";")
    ages = [int(part.removeprefix("max-age=")) for part in parts if part.startswith("max-age=")]
    if not ages:
        return "hsts-not-implemented", -20
    if ages[0] < _SIX_MONTHS:
        return "hsts-implemented-max-age-less-than-six-months", -10
    return "hsts-implemented-max-age-at-least-six-months", 0


def _subresource_integrity(answer: TestResponse) -> tuple[str, int]:
    """Scripts of other hosts without `integrity`; there are to be no such scripts at all."""
    if answer.mimetype != "text/html" or not answer.data:
        return "sri-not-implemented-response-not-html", 0
    sources = html.document_fromstring(answer.text).xpath("//script/@src")
    if any("//" in source for source in sources):
        return "sri-not-implemented-but-external-scripts-loaded-securely", -5
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0
