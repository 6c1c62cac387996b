"""The files a page may choose from: several widths, each as AVIF, as WebP and for every browser.

A job makes them, since a picture of 12 megapixels takes seconds. Until then, and for a picture that
moves or is small, the page shows the stored file.
"""

from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypedDict

from PIL import Image

from blog.media import storage
from blog.media.alone import alone
from blog.media.checking import FORMATS, MOST_WEBP_SIDE
from blog.media.colour import eight_bits
from blog.media.storage import EXTENSIONS, MEDIA_TYPES

# Raise it when the same picture should get other files; the next `blog jobs run` makes them.
RECIPE: Final = 2
WIDTHS: Final = (480, 720, 960, 1440, 2048)

_FOR_EVERY_BROWSER: Final = frozenset({".jpg", ".png"})

_ENCODING: Final[dict[str, dict[str, Any]]] = {
    "AVIF": {"quality": 60, "speed": 8},
    # Of the methods from 0 to 6: 4 % larger than with 4, in less than half the time.
    "WEBP": {"quality": 80, "method": 2},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {},
}
# Making an AVIF takes some 30 bytes a pixel: a screenshot of 1200 × 10,000 came to 440 MB.
_MOST_AVIF_PIXELS: Final = 8_000_000
# A decoder that can make a JPEG smaller on its way reads it at no less than this many times the
# width that is wanted: so no fine line is lost.
_SPARE: Final = 2


class Size(TypedDict):
    """One file: its width in pixels, its path below the media folder, its media type."""

    width: int
    path: str
    type: str


def make(path: str, *, width: int, height: int, folder: Path) -> list[Size]:
    """Make every file for the picture at `path`, which has these measures; the stored file itself
    is among them where it can serve. Another process may work on a picture between two widths.
    """
    made: list[Size] = []
    image: Image.Image | None = None
    widths = _widths(width, height)
    forms = _better_forms(widths[0] ** 2 * height // width) if widths else ()
    for wanted in widths:
        with alone(folder):
            if image is None:
                image = _open((folder / path).read_bytes(), wanted)
            if image is None:
                return []
            image = _resized(image, (wanted, max(1, round(height * wanted / width))))
            own = path if wanted == width else ""
            made += [_kept(image, form, own, folder=folder) for form in (*forms, _last_form(image))]
    return made


def _widths(width: int, height: int) -> list[int]:
    """From the widest: those smaller than the picture, and its own if that is not too wide."""
    if width <= WIDTHS[0]:
        return []
    wanted = {each for each in WIDTHS if each < width} | {min(width, WIDTHS[-1])}
    return sorted(
        (each for each in wanted if height * each / width <= MOST_WEBP_SIDE), reverse=True
    )


def _open(data: bytes, width: int) -> Image.Image | None:
    """The picture, not much larger than needed; None for one that moves."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if getattr(image, "n_frames", 1) > 1:
        return None
    image.draft(None, (width * _SPARE, 1))
    return eight_bits(image)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _better_forms(most_pixels: int) -> tuple[str, ...]:
    """The same for every width: a browser takes the first form it knows, with what that has."""
    return ("AVIF", "WEBP") if most_pixels <= _MOST_AVIF_PIXELS else ("WEBP",)


def _last_form(image: Image.Image) -> str:
    return "PNG" if image.mode == "RGBA" else "JPEG"


def _kept(image: Image.Image, form: str, own: str, *, folder: Path) -> Size:
    """Write one file; or take `own`, the stored one, if it has this width and serves as this."""
    suffix = Path(own).suffix
    is_last = form == _last_form(image)
    serves = suffix == EXTENSIONS[form] or (is_last and suffix in _FOR_EVERY_BROWSER)
    path = own if serves else _write(image, form, folder=folder)
    return {"width": image.width, "path": path, "type": MEDIA_TYPES[Path(path).suffix]}


def _write(image: Image.Image, form: str, *, folder: Path) -> str:
    target = BytesIO()
    image.save(target, form, **_ENCODING[form])
    return storage.keep(target.getvalue(), extension=EXTENSIONS[form], folder=folder)
