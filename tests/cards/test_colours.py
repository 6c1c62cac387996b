"""The cloths of the cards are those of the pages, and every word on them can be read."""

import re
from pathlib import Path

import pytest

from blog.cards import colours
from blog.cards.colours import Colour
from blog.topics.models import CLOTHS

TOKENS = Path(__file__).parents[2] / "blog/static/css/tokens.css"


def luminance(colour: Colour) -> float:
    def linear(byte: int) -> float:
        part = byte / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_same_cloths_as_on_the_pages() -> None:
    pattern = r"\[data-cloth=(\w+)\] { --h: (\d+); --c: ([.\d]+); }"
    found = re.findall(pattern, TOKENS.read_text(encoding="utf-8"))
    assert {name: (float(c), int(h)) for name, h, c in found} == colours.CLOTHS
    assert tuple(colours.CLOTHS) == CLOTHS


def test_oklch_is_read_as_browsers_read_it() -> None:
    """The design's #f9f6ef, which Chromium shows."""
    assert colours.paper() == (0xF9, 0xF6, 0xEF)


@pytest.mark.parametrize("cloth", CLOTHS)
def test_contrast(cloth: str) -> None:
    ground = colours.ground(cloth)
    assert contrast(colours.paper(), ground) >= 4.5
    assert contrast(colours.tint(cloth), ground) >= 4.5
