"""What an upload is, told by its content: a picture that can be kept, or a sentence why not.

The name of a file decides nothing. Nothing is decoded before its measures are known to be bearable.
"""

import re
import struct
import warnings
from codecs import getincrementaldecoder
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image

from blog.errors import Refused

MOST_BYTES: Final = 25 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
# All frames of an animation together: a minute of 640 × 480 at ten frames a second.
MOST_ANIMATED_PIXELS: Final = 200_000_000
# What the WebP format can hold: moving pictures of other forms become WebP.
MOST_WEBP_SIDE: Final = 16_383

FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ADVICE: Final = "Choose a JPEG, PNG, GIF, WebP or AVIF."
# For what holds a picture, and can become one that is taken.
_BETTER_ADVICE: Final = {
    "an SVG drawing": "An SVG can carry scripts: export it as a PNG.",
    "a HEIC photo": "Most browsers cannot show a HEIC: export it as a JPEG.",
}

# What Pillow raises for files that are not what they seem.
UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    RuntimeError,
    struct.error,
)

# Pillow warns from 89 megapixels on, before it decodes: for us that is too many already.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
# Broken EXIF is dropped with all other EXIF, and nobody needs to hear of it.
warnings.filterwarnings("ignore", module="PIL.TiffImagePlugin")
_BOMB: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# The first bytes of what people choose by mistake.
_OTHERS: Final = (
    (rb"%PDF-", "a PDF document"),
    (rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", "a HEIC photo"),
    (rb"....ftyp", "a video"),
    (rb"\x1a\x45\xdf\xa3|RIFF....AVI ", "a video"),
    (
        rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s/>]",
        "an SVG drawing",
    ),
    (rb"\s*<(?:!doctype html|html|head|body|script)[\s>]", "a web page"),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture"),
    (rb"BM....\x00\x00\x00\x00", "a BMP picture"),
    (rb"\xff\x0a|\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (rb"8BPS", "a Photoshop file"),
    (rb"\x00\x00\x01\x00", "an icon file"),
    (rb"PK\x03\x04", "a ZIP archive or an office document"),
)


@dataclass(frozen=True)
class Checked:
    """An upload that decodes from the first byte to the last, its first frame loaded."""

    image: Image.Image
    form: str
    frame_count: int


def check(data: bytes, *, name: str) -> Checked:
    """Open and decode an upload.

    :raises Refused: "picture_too_large", "picture_too_wide", "not_a_picture" or "picture_broken",
        each with a sentence that names the file.
    """
    refuse_too_large(len(data), name=name)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except _BOMB as error:
        raise _too_many_pixels(name) from error
    except UNREADABLE as error:
        raise _not_a_picture(data, name) from error
    try:
        return _decode(image, name)
    except _BOMB as error:
        raise _too_many_pixels(name) from error
    except UNREADABLE as error:
        raise Refused(
            "picture_broken",
            f"“{name}” is broken or not complete, and cannot be shown. Export it once more.",
            {"field": "picture"},
        ) from error


def refuse_too_large(byte_count: int, *, name: str) -> None:
    """For callers who know the size before they have the bytes."""
    if byte_count > MOST_BYTES:
        raise Refused(
            "picture_too_large",
            f"“{name}” has {byte_count / 1024**2:.1f} MB; "
            f"at most {MOST_BYTES // 1024**2} MB can be kept.",
            {"field": "picture"},
        )


def _decode(image: Image.Image, name: str) -> Checked:
    # A JPEG with a second picture in it (a preview, a gain map) is a JPEG: only the first is kept.
    form = "JPEG" if image.format == "MPO" else str(image.format)
    _refuse_too_many(image.size, 1, name)
    frame_count = 1 if form == "JPEG" else getattr(image, "n_frames", 1)
    _refuse_too_many(image.size, frame_count, name)
    if frame_count > 1:
        _refuse_too_wide_to_move(image.size, name)
    first_size = image.size
    for frame in range(frame_count):
        image.seek(frame)
        if image.size != first_size:
            raise ValueError("a frame is larger than the picture it belongs to")
        image.load()
    image.seek(0)
    image.load()
    return Checked(image, form, frame_count)


def _refuse_too_many(size: tuple[int, int], frame_count: int, name: str) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(name, f" ({width} × {height})")
    if frame_count > 1 and width * height * frame_count > MOST_ANIMATED_PIXELS:
        raise Refused(
            "picture_too_wide",
            f"“{name}” moves for {frame_count} frames of {width} × {height} pixels; at most "
            f"{MOST_ANIMATED_PIXELS // 10**6} megapixels in all frames together can be kept.",
            {"field": "picture"},
        )


def _refuse_too_wide_to_move(size: tuple[int, int], name: str) -> None:
    if max(size) > MOST_WEBP_SIDE:
        raise Refused(
            "picture_too_wide",
            f"“{name}” moves and measures {size[0]} × {size[1]} pixels; "
            f"a moving picture can have at most {MOST_WEBP_SIDE} on a side.",
            {"field": "picture"},
        )


def _too_many_pixels(name: str, measures: str = "") -> Refused:
    return Refused(
        "picture_too_wide",
        f"“{name}” has too many pixels{measures}; "
        f"at most {MOST_PIXELS // 10**6} megapixels can be kept.",
        {"field": "picture"},
    )


def _not_a_picture(data: bytes, name: str) -> Refused:
    kind = _kind_of(data)
    advice = _BETTER_ADVICE.get(kind, _ADVICE)
    return Refused("not_a_picture", f"“{name}” is {kind}. {advice}", {"field": "picture"})


def _kind_of(data: bytes) -> str:
    if not data:
        return "empty"
    head = data[:4096]
    for pattern, kind in _OTHERS:
        if re.match(pattern, head, re.DOTALL | re.IGNORECASE):
            return kind
    if b"\x00" not in head and _is_text(head):
        return "a text"
    return "not a picture, or one that is broken from its first bytes"


def _is_text(head: bytes) -> bool:
    """Whether these are the first bytes of a text; its last character may be cut in two."""
    try:
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
