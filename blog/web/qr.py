"""A QR code as the outline of one SVG path: our markup carries it, without a style or a request."""

from dataclasses import dataclass
from typing import Final

import segno

# How many squares around it stay light (ISO/IEC 18004, 6.3.8).
_QUIET: Final = 4


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """`size` counts the squares of a side; `path` fills the dark ones."""

    size: int
    path: str


def draw(text: str) -> Drawing:
    rows = segno.make_qr(text, error="m").matrix
    dark = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows, start=_QUIET)
        for x, is_dark in enumerate(row, start=_QUIET)
        if is_dark
    )
    return Drawing(size=len(rows) + 2 * _QUIET, path="".join(dark))
