"""The colour of a picture that is on its way, and the style sheet that has a class for each."""

from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from blog.media import tint
from tests.conftest import Golden
from tests.media import samples
from tests.media.conftest import Store

STYLE_SHEET = Path(__file__).parents[2] / "blog" / "static" / "css" / "tints.css"
HEAD = "/* The colours of pictures that are on their way; see blog/media/tint.py. */\n"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("RGB", (9, 5), (0, 0, 0)), "000"),
        (Image.new("RGB", (9, 5), (255, 128, 63)), "320"),
        (Image.new("L", (9, 5), 200), "333"),
        (Image.new("I;16", (9, 5), 0x8000), "222"),
        (Image.new("RGBA", (9, 5), (255, 128, 63, 255)), "320"),
        (Image.new("RGBA", (9, 5), (255, 128, 63, 254)), ""),
        (Image.new("P", (9, 5)), "000"),
        (Image.new("1", (9, 5), 1), "333"),
    ],
)
def test_the_average(image: Image.Image, expected: str) -> None:
    assert tint.of(image) == expected


def test_it_comes_with_the_picture(store: Store) -> None:
    assert store(samples.encode(Image.new("RGB", (20, 20), (250, 130, 0)), "PNG")).tint == "320"
    assert store(samples.moving("GIF")).tint != ""


def test_each_has_its_class(golden: Golden) -> None:
    middles = dict(zip("0123", ("20", "60", "a0", "e0"), strict=True))
    rules = [
        f".tint-{''.join(each)} {{ background: #{''.join(middles[digit] for digit in each)}; }}\n"
        for each in product("0123", repeat=3)
    ]
    golden.check(STYLE_SHEET, HEAD + "".join(rules))
