"""From an upload to what is stored: upright, in sRGB, without a word about place or camera.

A file that is upright and in sRGB keeps its pixels bit by bit (`stripping.py`): a JPEG encoded
again would lose a little each time, and a PNG its 16-bit depth. All others are encoded again, at a
quality at which the eye finds no difference.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import ExifTags, Image, ImageSequence

from blog.media.checking import UNREADABLE, Checked
from blog.media.colour import is_srgb, to_srgb
from blog.media.storage import EXTENSIONS, MEDIA_TYPES
from blog.media.stripping import strip_jpeg, strip_png, strip_webp

_STRIP: Final = {"JPEG": strip_jpeg, "PNG": strip_png, "WEBP": strip_webp}
_ENCODING: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 95, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 95, "method": 4},
    "AVIF": {"quality": 90, "speed": 6},
}

# EXIF orientation → what turns it upright (CIPA DC-008, 4.6.5.1).
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """The bytes to store, and the picture they show."""

    data: bytes
    extension: str
    image: Image.Image

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.extension]


def clean(data: bytes, checked: Checked) -> Cleaned:
    """What is stored of an upload that has been checked."""
    form, is_animated = checked.form, checked.frame_count > 1
    image, turn = checked.image, _turn(checked.image)
    stripped = None
    if is_animated or (turn is None and is_srgb(image)):
        stripped = _stripped(data, form)
    if stripped is not None:
        data = stripped
    elif is_animated:
        form, data = "WEBP", _animation(checked)
        image.seek(0)
    else:
        form = "PNG" if form == "GIF" else form
        image = to_srgb(image)
        image = image if turn is None else image.transpose(turn)
        data = _encode(image, form, **_ENCODING[form])
    return Cleaned(data=data, extension=EXTENSIONS[form], image=image)


def _stripped(data: bytes, form: str) -> bytes | None:
    """The same pixels without the rest; None for a form or a file that has to be encoded again."""
    try:
        return _STRIP[form](data) if form in _STRIP else None
    except (ValueError, IndexError):
        return None


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What turns the picture upright. EXIF that cannot be read turns nothing."""
    with suppress(*UNREADABLE):
        return _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return None


def _animation(checked: Checked) -> bytes:
    image = checked.image
    durations = [frame.info.get("duration", 100) for frame in ImageSequence.Iterator(image)]
    # GIF counts repetitions and plays once when it says nothing; WebP counts plays, 0: for ever.
    repeats = image.info.get("loop")
    plays = 1 if repeats is None else repeats and repeats + 1
    # GIF's few colours survive only lossless; another form was lossy before.
    is_lossless = checked.form == "GIF"
    return _encode(
        image,
        "WEBP",
        save_all=True,
        duration=durations,
        loop=plays,
        lossless=is_lossless,
        background=(0, 0, 0, 0),
    )


def _encode(image: Image.Image, form: str, **options: Any) -> bytes:
    """Pillow writes profile and comment of the source into the result unless it forgets them."""
    target = BytesIO()
    for name in set(image.info) - {"transparency", "duration"}:
        del image.info[name]
    image.save(target, form, **options)
    return target.getvalue()
