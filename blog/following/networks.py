"""Where a form came from, as little of it as the limits need. Pure.

Of an address only a keyed digest of its network is kept, with another key each day: nobody can read
the network from it, nor tell tomorrow that it was the same.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

_PREFIX_4: Final = 24
_PREFIX_6: Final = 64


def digest(address: str, *, secret: str, at: datetime) -> str:
    """What stands for the network of this address on the day of `at` (UTC)."""
    said = f"{at:%Y-%m-%d}\0{_network(address)}"
    return hmac.new(f"networks of followers {secret}".encode(), said.encode(), sha256).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ip_network((parsed, _PREFIX_6), strict=False))
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, _PREFIX_4), strict=False))
