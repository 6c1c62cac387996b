"""Which characters a page, a feed or a database can carry, whoever sent them."""

import re
from typing import Final

# XML 1.0 allows tab, line feed, carriage return and everything from the space on but surrogates,
# U+FFFE and U+FFFF. It discourages DEL, the C1 controls and the other code points that are no
# characters; the W3C's validators warn of them, and PostgreSQL keeps no NUL.
_LEGAL: Final = "\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd" + "".join(
    f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_ILLEGAL: Final = re.compile(f"[^{_LEGAL}]")


def legal(text: str) -> str:
    """The text without what is no character that anybody could read."""
    return _ILLEGAL.sub("", text)
