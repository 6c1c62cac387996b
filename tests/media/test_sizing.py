"""The files a page may choose from: which widths in which forms, and what they show."""

from collections import defaultdict
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from blog.media import sizing
from blog.media.models import Picture
from tests.media import samples
from tests.media.conftest import Store, kept_in


def widths(picture: Picture) -> dict[str, list[int]]:
    """By media type, from the narrowest."""
    found = defaultdict(list)
    for size in picture.sizes:
        found[size["type"]].append(size["width"])
    return {kind: sorted(each) for kind, each in found.items()}


def files(picture: Picture, folder: Path) -> list[Image.Image]:
    return [samples.decode((folder / size["path"]).read_bytes()) for size in picture.sizes]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (480, []),
        (481, [480, 481]),
        (960, [480, 720, 960]),
        (1500, [480, 720, 960, 1440, 1500]),
        (2048, [480, 720, 960, 1440, 2048]),
        (2100, [480, 720, 960, 1440, 2048]),
    ],
)
def test_the_widths_below_its_own_and_its_own(
    sized: Store, folder: Path, width: int, expected: list[int]
) -> None:
    picture = sized(samples.jpeg(width, 100))
    kinds = ("image/avif", "image/webp", "image/jpeg")
    assert widths(picture) == (dict.fromkeys(kinds, expected) if expected else {})
    for size, image in zip(picture.sizes, files(picture, folder), strict=True):
        assert f"image/{str(image.format).lower()}" == size["type"]
        assert image.size == (size["width"], round(100 * size["width"] / width))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_stored_file_serves_at_its_own_width(sized: Store, folder: Path, form: str) -> None:
    picture = sized(samples.encode(samples.picture(500, 100), form))
    assert picture.path in {size["path"] for size in picture.sizes if size["width"] == 500}
    assert len(kept_in(folder)) == len(picture.sizes) == 6
    assert {"image/avif", "image/webp"} < set(widths(picture))


def test_a_picture_that_is_too_wide_for_pages_is_not_offered(sized: Store) -> None:
    picture = sized(samples.jpeg(2100, 50))
    assert picture.path not in {size["path"] for size in picture.sizes}


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stays(sized: Store, folder: Path, mode: str) -> None:
    image = Image.new("RGBA", (1000, 40), (200, 40, 40, 255))
    image.paste((0, 0, 0, 0), (0, 0, 500, 40))
    picture = sized(samples.encode(image.convert(mode), "PNG"))
    assert set(widths(picture)) == {"image/avif", "image/webp", "image/png"}
    for shown in files(picture, folder):
        shown = shown.convert("RGBA")
        assert shown.getpixel((5, 5))[3] == 0  # type: ignore[index]
        assert shown.getpixel((shown.width - 5, 5))[3] == 255  # type: ignore[index]


def test_what_only_could_be_transparent_is_a_jpeg(sized: Store) -> None:
    picture = sized(samples.encode(samples.picture(600, 20, "RGBA"), "PNG"))
    assert "image/jpeg" in widths(picture)


def test_16_bit_grey_is_scaled(sized: Store, folder: Path) -> None:
    grey = Image.new("I;16", (600, 10), 0x8000)
    smaller = files(sized(samples.encode(grey, "PNG")), folder)
    coloured = [each for each in smaller if each.mode == "RGB"]
    assert coloured
    for each in coloured:
        middle = Image.new("RGB", each.size, (128, 128, 128))
        assert max(ImageChops.difference(each, middle).tobytes()) <= 2


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_is_shown_as_it_is(
    sized: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(sizing, "WIDTHS", (32, 48))
    picture = sized(samples.moving(form))
    assert (picture.sizes, picture.sized_by) == ([], sizing.RECIPE)
    assert len(kept_in(folder)) == 1


def test_a_form_that_would_take_too_much_memory_is_left_out(
    sized: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizing, "_MOST_AVIF_PIXELS", 600 * 100 - 1)
    assert set(widths(sized(samples.jpeg(600, 100)))) == {"image/webp", "image/jpeg"}


def test_a_very_tall_picture_has_the_sizes_that_webp_can_hold(sized: Store) -> None:
    picture = sized(samples.encode(Image.new("L", (500, 20_000)), "PNG"))
    assert (picture.sizes, picture.sized_by) == ([], sizing.RECIPE)
