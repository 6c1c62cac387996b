"""Ratings: half stars in the database, ½ to 5 as people write them. Pure."""

import re
from typing import Final

from blog.works.models import BEST

_RATING: Final = re.compile(
    r"(?P<whole>[0-5])?(?:(?P<half>½)|[.,](?P<tenths>\d))?(?:\s*/\s*5)?", re.ASCII
)


def parse(text: str) -> int | None:
    """Half stars of "4.5", "4,5", "4½" or "4½/5"; None for no rating.

    :raises ValueError: when it is none from ½ to 5 in halves.
    """
    bare = text.strip()
    if not bare:
        return None
    found = _RATING.fullmatch(bare)
    if found is None or found["tenths"] not in {None, "0", "5"}:
        raise ValueError(text)
    count = 2 * int(found["whole"] or 0) + bool(found["half"] or found["tenths"] == "5")
    if not 1 <= count <= BEST:
        raise ValueError(text)
    return count


def typed(rating: int | None) -> str:
    """As forms and front matter have it: "4.5", "4", "" for none."""
    if rating is None:
        return ""
    return f"{rating / 2:g}"


def spoken(rating: int) -> str:
    """As readers see it: "4½", "4", "½"."""
    whole, half = divmod(rating, 2)
    return f"{whole or ''}{'½' if half else ''}"
