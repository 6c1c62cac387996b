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
from blog.media.processing import EXTENSIONS, MEDIA_TYPES

# Raise it when the same picture should get other files; the next `blog jobs run` makes them.
RECIPE: Final = 1
WIDTHS: Final = (480, 960, 1440, 2048)

FOR_EVERY_BROWSER: Final = frozenset({".jpg", ".png"})

_ENCODING: Final[dict[str, dict[str, Any]]] = {
    "AVIF": {"quality": 60, "speed": 8},
    # Of the methods from 0 to 6: 4 % larger than with 4, in less than half the time.
    "WEBP": {"quality": 80, "method": 2},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {},
}
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
    for wanted in _widths(width, height):
        with alone(folder):
            if image is None:
                image = _open((folder / path).read_bytes(), wanted)
            if image is None:
                return []
            image = _resized(image, (wanted, max(1, round(height * wanted / width))))
            made += _kept(image, path if wanted == width else "", folder=folder)
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


def _kept(image: Image.Image, own: str, *, folder: Path) -> list[Size]:
    """Write the files of one width; `own` is the stored file if it has this width already."""
    last = "PNG" if image.mode == "RGBA" else "JPEG"
    suffix = Path(own).suffix
    kept: list[Size] = []
    for form in ("AVIF", "WEBP", last):
        fits = suffix == EXTENSIONS[form] or (form == last and suffix in FOR_EVERY_BROWSER)
        path = own if fits else _keep(image, form, folder=folder)
        media_type = MEDIA_TYPES[Path(path).suffix]
        kept.append({"width": image.width, "path": path, "type": media_type})
    return kept


def _keep(image: Image.Image, form: str, *, folder: Path) -> str:
    target = BytesIO()
    image.save(target, form, **_ENCODING[form])
    return storage.keep(target.getvalue(), extension=EXTENSIONS[form], folder=folder)
