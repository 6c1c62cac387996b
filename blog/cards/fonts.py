"""One font at a time: opening it at a size, and asking what it can draw.

Newsreader and Hanken Grotesk ship with the blog; FreeType reads the files that pages use.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont
from PIL.ImageFont import Axis, FreeTypeFont, Layout

_OURS: Final = Path(__file__).parent.parent / "static/fonts"
# No font has a character here: what it draws instead is its sign for a missing one.
_NO_CHARACTER: Final = "\U0010ffff"
_TRIAL_SIZE: Final = 32


@dataclass(frozen=True)
class Face:
    """A font in a file that may hold several. `scale` brings it level with Newsreader."""

    file: Path
    family: str
    index: int = 0
    weight: int = 500
    scale: float = 1.0


# Two files make one alphabet: the second has the letters of central Europe and of pinyin.
ROMAN: Final = tuple(
    Face(_OURS / f"newsreader-{cut}.woff2", "Newsreader", weight=450)
    for cut in ("roman", "roman-ext")
)
ITALIC: Final = tuple(
    Face(_OURS / f"newsreader-{cut}.woff2", "Newsreader Italic") for cut in ("italic", "italic-ext")
)
SANS: Final = (Face(_OURS / "hanken-grotesk.woff2", "Hanken Grotesk"), *ROMAN)


@lru_cache(maxsize=64)
def at_size(face: Face, size: float) -> FreeTypeFont:
    font = ImageFont.truetype(face.file, round(size * face.scale), index=face.index)
    if axes := axes_of(font):
        font.set_variation_by_axes([_on_axis(axis, face.weight) for axis in axes])
    return font


def axes_of(font: FreeTypeFont) -> list[Axis]:
    """In which ways the font varies; none for most."""
    try:
        return font.get_variation_axes()
    except OSError:  # how a font says that it does not vary
        return []


def has(face: Face, text: str) -> bool:
    """Whether the font has a glyph for every character that is to be seen."""
    return all(_has(face, character) for character in text if not is_unseen(character))


def is_unseen(character: str) -> bool:
    """Joiners and selectors say how their neighbours look."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=8192)
def _has(face: Face, character: str) -> bool:
    return character.isspace() or _drawn(face, character) != _drawn(face, _NO_CHARACTER)


def _drawn(face: Face, character: str) -> tuple[tuple[int, int], bytes]:
    mask = _for_trial(face).getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=64)
def _for_trial(face: Face) -> FreeTypeFont:
    return ImageFont.truetype(face.file, _TRIAL_SIZE, index=face.index, layout_engine=Layout.BASIC)


def _on_axis(axis: Axis, weight: int) -> float:
    """The weight that is wanted, and the cut that is meant for large sizes."""
    least, most = axis["minimum"] or 0, axis["maximum"] or 0
    match axis.get("name"):
        case b"Weight":
            return min(max(weight, least), most)
        case b"Optical Size":
            return most
        case _:
            return axis["default"] or 0
