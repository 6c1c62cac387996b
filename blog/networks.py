"""Networks in place of addresses: enough to tell one neighbourhood from another. Pure."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

_PREFIX_4: Final = 24
_PREFIX_6: Final = 64
# In characters; no network is longer, but what a wrong proxy says may be.
LONGEST: Final = 50


def network_of(address: str) -> str:
    """`203.0.113.0/24`; what is no address stays as it is, as far as it fits."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:LONGEST]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ip_network((parsed, _PREFIX_6), strict=False))
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, _PREFIX_4), strict=False))
