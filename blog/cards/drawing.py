"""A card, drawn: the cover of a book that is bound in the theme's cloth.

At the top what kind of piece it is, at the foot whose blog and how many stars, between them the
title, as large as it can be. What the title says in another script stands upright on the ribbon, as
on the slip of a Chinese or Japanese book, when it is short enough; else below the title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from blog.cards import colours, fonts, ornaments, typesetting
from blog.cards.colours import Colour
from blog.cards.models import HEIGHT, WIDTH
from blog.cards.plan import Letters, Plan
from blog.cards.typesetting import Line

EXTENSION: Final = ".png"

_MARGIN: Final = 76
_HEAD_SIZE, _HEAD_BASE = 30, 108
_ROOM_TOP, _ROOM_BOTTOM = 162, 462
_RULE, _FOOT_BASE = 506, 566
_BLOG_SIZE, _RATED_SIZE, _STAR = 36, 28, 32
_TITLE_SIZES: Final = range(168, 55, -4)
_MOST_ALONE, _MOST_BESIDE, _MOST_BELOW = 5, 3, 2
_SMALLEST_BELOW: Final = 36
_RIBBON, _RIBBON_BOTTOM = 56, 132
_SLIP, _SLIP_TOP, _SLIP_PITCH, _SLIP_MOST = 128, 56, 1.12, 350
_LARGEST_SLIP: Final = 84
_GUTTER: Final = 56
# Of the size of the letters: how high capitals are, and from one base line to the next.
_CAPITALS: Final = 0.66
_LEADING, _LEADING_TALL = 1.06, 1.26
_COLOURS_IN_FILE: Final = 128


@dataclass(frozen=True)
class _Sheet:
    """The card in the making. A mirrored one begins at the right, as those who read it do."""

    card: Image.Image
    pen: ImageDraw.ImageDraw
    is_mirrored: bool

    def left(self, left: float, width: float) -> float:
        return WIDTH - left - width if self.is_mirrored else left

    def put(self, line: Line, *, size: int, left: float, base: float, colour: Colour) -> None:
        """Set a line on its base line, `left` away from the edge where reading begins."""
        x = self.left(left, typesetting.width(line, size))
        for stretch in reversed(line) if self.is_mirrored else line:
            font = fonts.at_size(stretch.face, size)
            self.pen.text((x, base), stretch.text, fill=colour, font=font, anchor="ls")
            x += font.getlength(stretch.text)


@dataclass(frozen=True)
class _Part:
    """Lines of one size and colour; `gap` is the white above them."""

    lines: Sequence[Line]
    size: int
    colour: Colour
    gap: float = 0

    @property
    def leading(self) -> float:
        is_latin = all(each.face in fonts.ROMAN for line in self.lines for each in line)
        return self.size * (_LEADING if is_latin else _LEADING_TALL)

    @property
    def height(self) -> float:
        """From the white above to the last base line."""
        return self.gap + self.size * _CAPITALS + (len(self.lines) - 1) * self.leading


def png(card: Image.Image) -> bytes:
    """A card has few colours: with a palette of them the file is half as large, and as sharp."""
    target = BytesIO()
    card.quantize(_COLOURS_IN_FILE, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def draw(plan: Plan) -> Image.Image:
    card = Image.new("RGB", (WIDTH, HEIGHT), colours.ground(plan.cloth))
    sheet = _Sheet(card, ImageDraw.Draw(card), plan.is_mirrored)
    ribbon = _SLIP if plan.slip else _RIBBON
    _ribbon(sheet, plan, width=ribbon)
    measure = WIDTH - 2 * _MARGIN - ribbon - _GUTTER
    _head(sheet, plan, measure=measure)
    _title(sheet, plan, measure=measure)
    _foot(sheet, plan)
    return card


def _ribbon(sheet: _Sheet, plan: Plan, *, width: int) -> None:
    left = round(sheet.left(WIDTH - _MARGIN - width, width))
    if not plan.slip:
        colour, bottom = colours.tint(plan.cloth), _RIBBON_BOTTOM
        ornaments.ribbon(sheet.card, left=left, width=width, bottom=bottom, colour=colour)
        return
    size = min(_LARGEST_SLIP, round(_SLIP_MOST / len(plan.slip) / _SLIP_PITCH))
    pitch = size * _SLIP_PITCH
    bottom = round(_SLIP_TOP + pitch * len(plan.slip) + width * 0.5)
    ornaments.ribbon(sheet.card, left=left, width=width, bottom=bottom, colour=colours.paper())
    for number, letter in enumerate(plan.slip):
        middle = _SLIP_TOP + pitch * (number + 0.5)
        font = fonts.at_size(letter.face, size)
        ink = colours.ground(plan.cloth)
        sheet.pen.text((left + width / 2, middle), letter.text, fill=ink, font=font, anchor="mm")


def _head(sheet: _Sheet, plan: Plan, *, measure: float) -> None:
    for line in _set(plan.head, size=_HEAD_SIZE, measure=measure, most=1):
        colour = colours.tint(plan.cloth)
        sheet.put(line, size=_HEAD_SIZE, left=_MARGIN, base=_HEAD_BASE, colour=colour)


def _title(sheet: _Sheet, plan: Plan, *, measure: float) -> None:
    """In the largest size in which all of it fits."""
    room = _ROOM_BOTTOM - _ROOM_TOP
    for size in _TITLE_SIZES:
        parts = _parts(plan, size=size, measure=measure)
        height = sum(part.height for part in parts)
        if parts and height <= room:
            break
    base = _ROOM_TOP + (room - height) / 2
    for part in parts:
        base += part.gap + part.size * _CAPITALS
        for number, line in enumerate(part.lines):
            y = base + number * part.leading
            left = _MARGIN - typesetting.hanging(line, part.size)
            sheet.put(line, size=part.size, left=left, base=y, colour=part.colour)
        base += (len(part.lines) - 1) * part.leading


def _parts(plan: Plan, *, size: int, measure: float) -> list[_Part]:
    """The title in this size, and what stands below it; empty when the words are too long for it.
    In the smallest sizes they are cut instead.
    """
    most = _MOST_BESIDE if plan.gloss or plan.subtitle else _MOST_ALONE
    is_last = size == _TITLE_SIZES[-1]
    name = _set(plan.name, size=size, measure=measure, most=most, may_cut=is_last)
    below = max(_SMALLEST_BELOW, round(size * 0.42))
    rest = [
        _set(
            letters, size=below, measure=measure, most=_MOST_BELOW, may_cut=below == _SMALLEST_BELOW
        )
        for letters in (plan.gloss, plan.subtitle)
        if letters
    ]
    if not name or not all(rest):
        return []
    tint = colours.tint(plan.cloth)
    return [
        _Part(name, size, colours.paper()),
        *(_Part(lines, below, tint, gap=below * 0.8) for lines in rest),
    ]


def _foot(sheet: _Sheet, plan: Plan) -> None:
    """Whose blog it is where reading begins, and the stars where it ends."""
    if not plan.blog and plan.rating is None:
        return
    tint, width = colours.tint(plan.cloth), 0.0
    sheet.pen.rectangle((_MARGIN, _RULE, WIDTH - _MARGIN, _RULE + 1), fill=colours.line(plan.cloth))
    if plan.rating is not None:
        rated = typesetting.joined(plan.rated)
        words = typesetting.width(rated, _RATED_SIZE)
        width = ornaments.stars_width(_STAR) + _STAR / 2 + words
        sheet.put(
            rated, size=_RATED_SIZE, left=WIDTH - _MARGIN - words, base=_FOOT_BASE, colour=tint
        )
        left = sheet.left(WIDTH - _MARGIN - width, ornaments.stars_width(_STAR))
        ornaments.stars(
            sheet.card,
            plan.rating,
            left=round(left),
            top=_FOOT_BASE - _STAR + 5,
            width=_STAR,
            given=tint,
            not_=colours.line(plan.cloth),
        )
    measure = WIDTH - 2 * _MARGIN - width - _GUTTER
    for line in _set(plan.blog, size=_BLOG_SIZE, measure=measure, most=1):
        sheet.put(line, size=_BLOG_SIZE, left=_MARGIN, base=_FOOT_BASE, colour=tint)


def _set(
    letters: Letters, *, size: int, measure: float, most: int, may_cut: bool = True
) -> list[Line]:
    """The lines; none where there is nothing to set, or too much."""
    words = typesetting.units(letters)
    whole = typesetting.wrap(words, size=size, measure=measure, most=most)
    if whole is None and words and may_cut:
        return typesetting.shorten(words, size=size, measure=measure, most=most)
    return whole or []
