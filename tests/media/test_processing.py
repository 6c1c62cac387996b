"""What is stored: the same pixels, upright, in sRGB, and nothing about place or camera."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from blog.media.models import Picture
from tests.media import samples
from tests.media.conftest import Store, kept_in


def stored(picture: Picture, folder: Path) -> bytes:
    return (folder / picture.path).read_bytes()


def is_alike(one: Image.Image, other: Image.Image, *, within: int) -> bool:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return one.size == other.size and max(difference.tobytes()) <= within


def is_same(one: Image.Image, other: Image.Image) -> bool:
    return one.mode == other.mode and is_alike(one, other, within=0)


def with_metadata(form: str) -> bytes:
    image = samples.picture(1000, 600)
    options = {"comment": samples.PLACE} if form == "JPEG" else {}
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{samples.PLACE}</x:xmpmeta>'.encode()
    profile = samples.srgb_profile()
    exif = samples.exif()
    if form == "PNG":
        return samples.encode(image, form, exif=exif, icc_profile=profile)
    return samples.encode(image, form, exif=exif, xmp=xmp, icc_profile=profile, **options)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_camera_are_gone_from_every_file(sized: Store, folder: Path, form: str) -> None:
    data = with_metadata(form)
    assert samples.PLACE.encode() in data
    assert samples.decode(data).getexif().get_ifd(0x8825)
    sized(data)
    files = [file.read_bytes() for file in kept_in(folder)]
    assert len(files) == 12
    for file in files:
        assert samples.PLACE.encode() not in file
        assert b"Lamplight" not in file
        assert not samples.decode(file).getexif()
        assert not {"icc_profile", "xmp", "comment"} & set(samples.decode(file).info)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_an_upright_picture_keeps_its_pixels(store: Store, folder: Path, form: str) -> None:
    data = with_metadata(form)
    assert is_same(samples.decode(stored(store(data), folder)), samples.decode(data))


def test_a_progressive_jpeg_keeps_its_pixels(store: Store, folder: Path) -> None:
    data = samples.jpeg(200, 150, progressive=True, exif=samples.exif(), restart_marker_rows=1)
    assert is_same(samples.decode(stored(store(data), folder)), samples.decode(data))


def test_16_bits_stay_16_bits(store: Store, folder: Path) -> None:
    data = samples.png_with_16_bits()
    kept = stored(store(data), folder)
    assert kept[24] == 16
    assert samples.PLACE.encode() not in kept
    assert kept == data.replace(data[33 : data.index(b"IDAT") - 4], b"")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_turned_upright(store: Store, folder: Path, form: str, orientation: int) -> None:
    upright = samples.picture()
    lying = _held(upright, orientation)
    exif = samples.exif(orientation=orientation)
    picture = store(
        samples.encode(lying, form, exif=exif, **({"quality": 95} if form != "PNG" else {}))
    )
    kept = samples.decode(stored(picture, folder))
    assert (picture.width, picture.height) == kept.size == upright.size
    assert is_alike(kept, upright, within=40)
    assert not kept.getexif()


def _held(upright: Image.Image, orientation: int) -> Image.Image:
    """The rows and columns as a camera writes them that is held in this way (EXIF 2.32, 4.6.4)."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return upright.transpose(turns[orientation]) if orientation > 1 else upright


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_exif_that_cannot_be_read_turns_nothing(store: Store, folder: Path) -> None:
    data = samples.jpeg(exif=b"Exif\0\0MM\0\x2a\xff\xff\xff\xff rubbish")
    assert is_same(samples.decode(stored(store(data), folder)), samples.decode(data))


def test_cmyk_becomes_rgb(store: Store, folder: Path) -> None:
    cmyk = samples.picture(mode="CMYK")
    kept = samples.decode(stored(store(samples.encode(cmyk, "JPEG", quality=95)), folder))
    assert kept.mode == "RGB"
    assert is_alike(kept, samples.picture(), within=60)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_another_profile_is_turned_into_srgb(store: Store, folder: Path, form: str) -> None:
    green = Image.new("RGB", (64, 48), (60, 160, 60))
    data = samples.encode(green, form, icc_profile=samples.wide_profile())
    kept = samples.decode(stored(store(data), folder))
    red, seen, _ = kept.convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert "icc_profile" not in kept.info
    assert seen > 165  # the same green has a higher number in the smaller space
    assert red < 50


def test_transparency_stays_with_another_profile(store: Store, folder: Path) -> None:
    image = Image.new("RGBA", (600, 40), (60, 160, 60, 100))
    picture = store(samples.encode(image, "PNG", icc_profile=samples.wide_profile()))
    kept = samples.decode(stored(picture, folder))
    assert kept.mode == "RGBA"
    assert kept.getpixel((5, 5))[3] == 100  # type: ignore[index]


def test_a_profile_that_cannot_be_read_is_left_aside(store: Store, folder: Path) -> None:
    data = samples.jpeg(icc_profile=b"rubbish" * 40)
    assert is_same(samples.decode(stored(store(data), folder)), samples.decode(data))


def test_a_moving_gif_becomes_webp_and_loses_no_pixel(store: Store, folder: Path) -> None:
    data = samples.moving("GIF", duration=[70, 140, 210], loop=0)
    picture = store(data, name="lamp.gif")
    kept, given = samples.decode(stored(picture, folder)), samples.decode(data)
    assert picture.media_type == "image/webp"
    assert kept.info["loop"] == 0
    for frame, duration in enumerate((70, 140, 210)):
        kept.seek(frame)
        given.seek(frame)
        kept.load()
        assert is_alike(kept, given, within=0)
        assert kept.info["duration"] == duration


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_other_moving_pictures_stay_what_they_are(store: Store, folder: Path, form: str) -> None:
    data = samples.moving(form, duration=80, exif=samples.exif())
    kept = samples.decode(stored(store(data), folder))
    assert kept.format == form
    assert kept.n_frames == 3  # type: ignore[attr-defined]
    assert not kept.getexif()


def test_a_moving_avif_becomes_webp(store: Store, folder: Path) -> None:
    kept = samples.decode(stored(store(samples.moving("AVIF", duration=80)), folder))
    assert (kept.format, kept.n_frames) == ("WEBP", 3)  # type: ignore[attr-defined]


def test_a_still_gif_becomes_png(store: Store, folder: Path) -> None:
    data = samples.encode(samples.picture(mode="P"), "GIF")
    picture = store(data)
    assert picture.media_type == "image/png"
    assert is_alike(samples.decode(stored(picture, folder)), samples.decode(data), within=0)


def test_of_several_pictures_in_a_jpeg_the_first_is_kept(store: Store, folder: Path) -> None:
    data = samples.moving("MPO")
    kept = stored(store(data), folder)
    assert samples.decode(kept).format == "JPEG"
    assert kept.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    "data",
    [
        samples.jpeg(),
        samples.png(),
        samples.encode(samples.picture(), "WEBP"),
        samples.moving("WEBP"),
    ],
    ids=["jpeg", "png", "webp", "moving webp"],
)
def test_what_hides_behind_the_end_is_gone(store: Store, folder: Path, data: bytes) -> None:
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    assert hidden not in stored(store(data + hidden), folder)


def test_a_script_in_a_comment_is_gone(store: Store, folder: Path) -> None:
    hidden = b"/*<script>alert(1)</script>*/"
    gif = samples.encode(samples.picture(mode="P"), "GIF", comment=hidden)
    assert hidden in gif
    assert hidden not in stored(store(gif), folder)
