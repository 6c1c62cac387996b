"""Cards as pictures: of the right size, with nothing over the edge, whatever the title."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from blog.cards import colours, drawing, plan
from blog.cards.colours import Colour
from blog.cards.words import Words
from blog.topics.models import CLOTHS
from tests.cards import cards

SIZE = (drawing.WIDTH, drawing.HEIGHT)
TITLE = (76, 160, 1000, 470)
FOOT = (76, 520, 600, 600)
STARS = (700, 530, 1130, 580)
HOSTILE = [
    "a" * 2000,
    "word " * 400,
    "字" * 2000,
    "W" * 60,
    "x",
    "\u202eevil\u202c \u2066nested",
    "👩‍👩‍👧‍👦🏳️‍🌈 flags",
    "Z" + "\u0300\u0301\u0302\u0303" * 40 + "algo",
    "\x00\x07\x1b[31mred",
    "Review: (((情)))——— — —",
    "क्षत्रिय and ไทย and עברית and العربية",
    "‍‌﻿",
]


def drawn(words: Words) -> Image.Image:
    made = plan.make(words, cards.FOUND)
    assert made is not None
    return drawing.draw(made)


def has(image: Image.Image, box: tuple[int, int, int, int], colour: Colour) -> bool:
    """Whether this very colour is somewhere in the box."""
    plain = Image.new("RGB", SIZE, colour)
    apart = ImageChops.difference(image, plain).convert("L").crop(box)
    return apart.getextrema()[0] == 0


def box_of(image: Image.Image, colour: Colour) -> tuple[int, int, int, int] | None:
    """What is not of this colour."""
    return ImageChops.difference(image, Image.new("RGB", SIZE, colour)).getbbox()


@pytest.mark.parametrize("cloth", CLOTHS)
def test_every_cloth(cloth: str) -> None:
    card = drawn(cards.of("Past Lives", cloth=cloth, rating=9))
    assert card.getpixel((2, 2)) == colours.ground(cloth)
    assert has(card, TITLE, colours.paper())
    assert has(card, FOOT, colours.tint(cloth))


def test_a_file_is_small_and_looks_the_same() -> None:
    card = drawn(cards.of("Movie Review: Love Letter (情书) — A Winter in Otaru", rating=9))
    data = drawing.png(card)
    kept = Image.open(BytesIO(data))
    assert (kept.format, kept.size, len(data) < 60_000) == ("PNG", SIZE, True)
    apart = ImageChops.difference(kept.convert("RGB"), card).convert("L").getextrema()
    assert apart[1] <= 12


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_within_their_margins(title: str) -> None:
    card = drawn(cards.of(title, theme="A theme " * 30, blog="A blog " * 40, rating=1))
    left, top, right, bottom = box_of(card, colours.ground("slate")) or (0, 0, 0, 0)
    assert (top, bottom <= drawing.HEIGHT - 40) == (0, True)  # the ribbon alone hangs over the edge
    assert left >= 60
    assert right <= drawing.WIDTH - 60


def test_stars() -> None:
    plain = drawn(cards.of("Snow"))
    some, more = (drawn(cards.of("Snow", rating=rating)) for rating in (7, 8))
    tint, line = colours.tint("slate"), colours.line("slate")
    assert not has(plain, STARS, tint)
    assert has(some, STARS, tint)
    assert has(some, STARS, line)
    assert box_of(ImageChops.difference(some, more), (0, 0, 0)) is not None


def test_a_language_written_from_the_right_begins_there() -> None:
    card = drawn(cards.of("Snow", lang="ar", blog="Soft Pedal"))
    left = card.crop((76, 160, 400, 600))
    right = card.crop((800, 160, 1124, 600))
    words = len(left.getcolors(maxcolors=100_000) or []), len(right.getcolors(100_000) or [])
    assert words[0] < words[1]


def test_the_largest_size_in_which_all_of_it_fits() -> None:
    def height(title: str) -> int:
        title_only = drawn(cards.of(title, blog="")).crop((0, 140, 1040, 500))
        ground = Image.new("RGB", title_only.size, colours.ground("slate"))
        box = ImageChops.difference(title_only, ground).getbbox()
        assert box
        return box[3] - box[1]

    assert height("Hilltop") > 100
    assert height("Hilltop on a long and slow afternoon in the mountains") > height("Hilltop")
