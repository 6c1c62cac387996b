"""Which site a passkey belongs to: the name and the origin of BLOG_URL, and nothing that a request
says. Browsers make passkeys only for a domain, over HTTPS or on the machine itself (WebAuthn,
sections 5.1.3 and 13.4.9).
"""

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class RelyingParty:
    """`id` is a domain, `origin` as a browser writes it."""

    id: str
    origin: str


def relying_party(site_url: str) -> RelyingParty | None:
    """Who this site is to a passkey; None where browsers have none."""
    parts = urlsplit(site_url)
    host = _domain(parts.hostname or "")
    is_this_machine = host == "localhost" or host.endswith(".localhost")
    if not host or not (parts.scheme == "https" or is_this_machine):
        return None
    is_default = parts.port in {None, _DEFAULT_PORTS[parts.scheme]}
    origin = f"{parts.scheme}://{host}" + ("" if is_default else f":{parts.port}")
    return RelyingParty(id=host, origin=origin)


def _domain(host: str) -> str:
    """In letters that every name server knows; empty for a number, and for what is no name."""
    try:
        ip_address(host)
    except ValueError:
        with suppress(UnicodeError):
            return host.encode("idna").decode()
    return ""
