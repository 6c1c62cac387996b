"""Where to go after the login: an address of this site that was asked for, and nowhere else."""

import unicodedata
from urllib.parse import unquote, urlsplit

DESK = "/desk/"
LONGEST = 2000


def way_back(wanted: str | None) -> str:
    """`wanted` when it is a path on this site, else the desk."""
    return wanted if wanted and _is_here(wanted) else DESK


def _is_here(address: str) -> bool:
    """Whether every browser reads this as a path on the same host.

    Browsers take a backslash for a slash, drop tabs and line ends inside an address, and read a
    path that starts with two slashes as a host.
    """
    if len(address) > LONGEST or not address.startswith("/"):
        return False
    path = address.partition("?")[0].partition("#")[0]
    if any(_misleads(text) for text in (address, unquote(address))):
        return False
    if "//" in path or "//" in unquote(path):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def _misleads(text: str) -> bool:
    return "\\" in text or any(unicodedata.category(character)[0] == "C" for character in text)
