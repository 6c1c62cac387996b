"""Which characters a feed may carry."""

import re
from typing import Final

# XML 1.0 allows tab, line feed, carriage return and everything from the space on but surrogates,
# U+FFFE and U+FFFF. It discourages DEL and the C1 controls; the W3C's validator warns of them.
_LEGAL: Final = "\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_ILLEGAL: Final = re.compile(f"[^{_LEGAL}]")


def legal(text: str) -> str:
    """The text without the characters that no feed can carry."""
    return _ILLEGAL.sub("", text)
