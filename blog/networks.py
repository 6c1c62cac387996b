"""Networks in place of addresses: enough to tell one neighbourhood from another. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_PREFIX_4: Final = 24
_PREFIX_6: Final = 64
# In characters; no network is longer, but what a wrong proxy says may be.
LONGEST: Final = 50


def network_of(address: str) -> str:
    """`203.0.113.0/24`; what is no address stays as it is, as far as it fits."""
    parsed = parsed_from(address)
    if parsed is None:
        return address[:LONGEST]
    prefix = _PREFIX_6 if parsed.version == 6 else _PREFIX_4
    return str(ip_network((parsed, prefix), strict=False))


def is_loopback(address: str) -> bool:
    """Whether it is this machine's own; what is no address is not."""
    parsed = parsed_from(address)
    return parsed is not None and parsed.is_loopback


def parsed_from(address: str) -> IPv4Address | IPv6Address | None:
    """An IPv4 address that stands in one of IPv6 as itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
