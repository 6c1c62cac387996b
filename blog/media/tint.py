"""The colour that stands for a picture while it is on its way: one of 64, since a page may carry no
style of its own. css/tints.css has a class for each.
"""

from typing import Final

from PIL import Image

from blog.media.colour import eight_bits

_LEVELS: Final = 4
# These can be made small as they are; the others are turned into one of them first.
_PLAIN: Final = frozenset({"RGB", "L"})


def of(image: Image.Image) -> str:
    """The average as three digits, red, green and blue, from "000" (black) to "333" (white). "" for
    a picture that one can see through: behind it, the colour would stay.
    """
    if image.mode not in _PLAIN or image.has_transparency_data:
        image = eight_bits(image)
    if image.mode == "RGBA":
        return ""
    average = image.resize((1, 1), Image.Resampling.BOX).convert("RGB")
    return "".join(str(value * _LEVELS // 256) for value in average.tobytes())
