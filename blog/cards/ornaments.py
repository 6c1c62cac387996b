"""What is drawn on a card beside words: the ribbon and the stars. Drawn large and made small, since
Pillow's polygons have hard edges.
"""

import math
from typing import Final

from PIL import Image, ImageDraw

from blog.cards.colours import Colour
from blog.works.models import BEST

_FINER: Final = 4
_STAR_COUNT: Final = BEST // 2
# Of a star of width 1: from its middle to the points, to the corners between, and to the next star.
_POINT, _CORNER, _STEP = 0.5, 0.21, 1.14
_NOTCH: Final = 0.26


def ribbon(card: Image.Image, *, left: int, width: int, bottom: int, colour: Colour) -> None:
    """A bookmark that hangs over the upper edge, cut like a swallow's tail."""
    notch = bottom - width * _NOTCH
    points = [(0, 0), (width, 0), (width, bottom), (width / 2, notch), (0, bottom)]
    _stamp(card, [points], box=(left, 0, width, bottom), colour=colour)


def stars(
    card: Image.Image, rating: int, *, left: int, top: int, width: int, given: Colour, not_: Colour
) -> None:
    """Five stars, each `width` wide; `rating` counts halves."""
    every = [_star(index * _STEP * width, width) for index in range(_STAR_COUNT)]
    box = (left, top, stars_width(width), width)
    _stamp(card, every, box=box, colour=not_)
    whole, half = divmod(rating, 2)
    reach = (whole * _STEP + half * _POINT) * width
    _stamp(card, every, box=(left, top, round(reach), width), colour=given)


def stars_width(width: int) -> int:
    return round(((_STAR_COUNT - 1) * _STEP + 1) * width)


def _star(left: float, width: float) -> list[tuple[float, float]]:
    middle, points = left + width / 2, []
    for corner in range(10):
        radius = width * (_CORNER if corner % 2 else _POINT)
        angle = math.pi * (corner / 5 - 0.5)
        points.append((middle + radius * math.cos(angle), width / 2 + radius * math.sin(angle)))
    return points


def _stamp(
    card: Image.Image,
    shapes: list[list[tuple[float, float]]],
    *,
    box: tuple[int, int, int, int],
    colour: Colour,
) -> None:
    """Colour what the shapes cover of the box: its left, top, width and height."""
    left, top, width, height = box
    if not width:
        return
    mask = Image.new("L", (width * _FINER, height * _FINER))
    pen = ImageDraw.Draw(mask)
    for shape in shapes:
        pen.polygon([(x * _FINER, y * _FINER) for x, y in shape], fill=255)
    small = mask.resize((width, height), Image.Resampling.BOX)
    card.paste(colour, (left, top, left + width, top + height), small)
