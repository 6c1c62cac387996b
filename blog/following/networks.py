"""Where a form came from, as little of it as the limits need. Pure.

Of an address only a keyed digest of its network is kept, with another key each day: nobody can read
the network from it, nor tell tomorrow that it was the same.
"""

import hmac
from datetime import datetime
from hashlib import sha256

from blog.networks import network_of


def digest(address: str, *, secret: str, at: datetime) -> str:
    """What stands for the network of this address on the day of `at` (UTC)."""
    said = f"{at:%Y-%m-%d}\0{network_of(address)}"
    return hmac.new(f"networks of followers {secret}".encode(), said.encode(), sha256).hexdigest()
