"""The colours of the cards: the twelve cloths of css/tokens.css, a shade deeper, as sRGB.

On a card the cloth is the ground and the words are stamped on it: the title in the colour of paper,
the rest in a tint of the cloth. Each pair has a contrast of at least 4.5.
"""

import math
from typing import Final, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

# Chroma and hue of each cloth.
CLOTHS: Final = {
    "rubric": (0.155, 27),
    "brick": (0.105, 44),
    "ochre": (0.094, 76),
    "olive": (0.09, 110),
    "fern": (0.1, 143),
    "pine": (0.08, 166),
    "lagoon": (0.074, 200),
    "slate": (0.082, 236),
    "ink": (0.11, 262),
    "iris": (0.105, 292),
    "plum": (0.11, 330),
    "rose": (0.13, 4),
}


def ground(cloth: str) -> Colour:
    chroma, hue = CLOTHS[cloth]
    return _srgb(0.43, chroma * 0.95, hue)


def tint(cloth: str) -> Colour:
    """Words beside the title, and stars."""
    chroma, hue = CLOTHS[cloth]
    return _srgb(0.865, chroma * 0.5, hue)


def line(cloth: str) -> Colour:
    """Hairlines and the stars that were not given: they carry no meaning."""
    chroma, hue = CLOTHS[cloth]
    return _srgb(0.56, chroma * 0.8, hue)


def paper() -> Colour:
    return _srgb(0.974, 0.01, 88)


def _srgb(lightness: float, chroma: float, hue: float) -> Colour:
    """From oklch (Björn Ottosson's Oklab, in polar coordinates)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _byte(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _byte(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _byte(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _byte(linear: float) -> int:
    bounded = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
    return round(255 * encoded)
