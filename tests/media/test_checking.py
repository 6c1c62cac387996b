"""What is refused, with which sentence, and that nothing is left behind."""

import re
from pathlib import Path

import pytest

from blog.errors import Refused
from blog.media import checking
from tests.media import samples
from tests.media.conftest import Store, kept_in

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
SVG = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)


def refusal(store: Store, data: bytes, name: str = "harbour.jpg") -> Refused:
    with pytest.raises(Refused) as raised:
        store(data, name=name)
    return raised.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SVG.encode(), "an SVG drawing"),
        (b"<svg/onload=alert(1)>", "an SVG drawing"),
        (HEIC, "a HEIC photo"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"Dear diary,\nit snowed.", "a text"),
        ("雪が降った。".encode() * 400, "a text"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "a web page"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(64), "a video"),
        (b"II*\x00" + bytes(64), "a TIFF picture"),
        (b"PK\x03\x04" + bytes(64), "a ZIP archive"),
        (samples.encode(samples.picture(), "BMP"), "a BMP picture"),
        (bytes(range(256)), "not a picture"),
        (b"", "empty"),
    ],
)
def test_says_what_it_is_whatever_it_is_called(
    store: Store, folder: Path, data: bytes, kind: str
) -> None:
    refused = refusal(store, data, "harbour.jpg")
    assert refused.code == "not_a_picture"
    assert refused.message.startswith(f"“harbour.jpg” is {kind}")
    assert re.search(
        r"Choose a JPEG, PNG, GIF, WebP or AVIF\.$|: export it as a \w+\.$", refused.message
    )
    assert kept_in(folder) == []


def test_says_why_and_what_to_do_instead(store: Store) -> None:
    assert refusal(store, SVG.encode(), "lamp.svg").message == (
        "“lamp.svg” is an SVG drawing. An SVG can carry scripts: export it as a PNG."
    )
    assert refusal(store, HEIC, "IMG_7.HEIC").message == (
        "“IMG_7.HEIC” is a HEIC photo. Most browsers cannot show a HEIC: export it as a JPEG."
    )


@pytest.mark.parametrize(
    "data",
    [
        samples.jpeg(),
        samples.png(),
        samples.moving("GIF"),
        samples.encode(samples.picture(), "WEBP"),
        samples.moving("WEBP"),
        samples.encode(samples.picture(), "AVIF"),
    ],
    ids=["jpeg", "png", "gif", "webp", "moving webp", "avif"],
)
def test_cut_off_in_the_middle(store: Store, folder: Path, data: bytes) -> None:
    refused = refusal(store, data[: len(data) * 2 // 3])
    assert refused.code in {"picture_broken", "not_a_picture"}
    assert kept_in(folder) == []


@pytest.mark.parametrize("side", [8_000, 10_000, 30_000])
def test_a_bomb_is_refused_by_its_measures(store: Store, folder: Path, side: int) -> None:
    bomb = samples.png_of_size(side, side)
    assert len(bomb) < 1000
    refused = refusal(store, bomb)
    assert refused.code == "picture_too_wide"
    assert "at most 60 megapixels" in refused.message
    assert kept_in(folder) == []


def test_a_bomb_of_frames_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_ANIMATED_PIXELS", 2 * 64 * 48)
    assert "3 frames" in refusal(store, samples.moving("GIF")).message


def test_a_moving_picture_wider_than_its_form_can_be(store: Store) -> None:
    wide = [samples.picture(16_400, 2), samples.picture(16_400, 2).rotate(180)]
    gif = samples.encode(wide[0], "GIF", save_all=True, append_images=wide[1:])
    assert "at most 16383 on a side" in refusal(store, gif).message


def test_more_than_25_megabytes(store: Store, folder: Path) -> None:
    refused = refusal(store, samples.jpeg() + bytes(26 * 1024 * 1024))
    assert refused.message == "“harbour.jpg” has 26.0 MB; at most 25 MB can be kept."
    assert kept_in(folder) == []


def test_a_name_cannot_write_into_the_sentence(store: Store) -> None:
    refused = refusal(store, b"%PDF-", "../../tmp/a\u202egnp\n.png")
    assert "“agnp.png” is a PDF document" in refused.message
