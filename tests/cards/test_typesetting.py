"""Where lines end, and which font draws what."""

import pytest

from blog.cards import fonts, typesetting
from blog.cards.typesetting import Stretch, Unit
from tests.cards import cards


def letters(text: str) -> list[Stretch]:
    return [Stretch(letter, fonts.ROMAN[0]) for letter in text]


def parted(text: str) -> list[str]:
    return ["".join(letter.text for letter in unit.letters) for unit in units(text)]


def units(text: str) -> list[Unit]:
    return typesetting.units(letters(text))


def lines(text: str, *, measure: float, most: int = 9, size: int = 60) -> list[str]:
    wrapped = typesetting.wrap(units(text), size=size, measure=measure, most=most) or []
    return ["".join(stretch.text for stretch in line) for line in wrapped]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("a long  day", ["a", "long", "day"]),
        ("well-known 1999–2003", ["well-", "known", "1999–2003"]),
        ("情书，第三次", ["情", "书，", "第", "三", "次"]),
        ("在《小城之春》里", ["在", "《小", "城", "之", "春》", "里"]),
        ("ラストレター", ["ラ", "ス", "ト", "レ", "ター"]),
        ("봄날은 간다", ["봄날은", "간다"]),
        ("看Blade Runner去", ["看", "Blade", "Runner", "去"]),
    ],
)
def test_where_a_line_may_end(text: str, ends: list[str]) -> None:
    assert parted(text) == ends


def test_lines_are_even() -> None:
    """Filled as far as they go, the last would hold one word."""
    assert lines("one two three four five six", measure=640) == ["one two three", "four five six"]


def test_too_much_for_the_lines_there_are() -> None:
    assert lines("one two three four five six", measure=640, most=1) == []
    assert lines("unbreakable" * 5, measure=640) == []


@pytest.mark.parametrize("text", ["word " * 400, "a" * 2000, "字" * 2000, "a"])
def test_shortened_until_it_fits(text: str) -> None:
    measure, size = 640, 60
    kept = typesetting.shorten(units(text), size=size, measure=measure, most=3)
    assert 1 <= len(kept) <= 3
    assert all(typesetting.width(line, size) <= measure + 1 for line in kept)
    end = kept[-1][-1].text
    assert end.endswith("…") is (len(text) > 1)
    assert " …" not in end


def dressed(text: str, lang: str = "en-GB") -> list[Stretch] | None:
    return typesetting.dress(text, lang=lang, second="", own=fonts.ROMAN, library=cards.NO_FONTS)


@pytest.mark.parametrize(("text", "by"), [("《对面》", 30), ("对面", 0), ("“Snow”", 0)])
def test_a_chinese_bracket_hangs_before_the_margin(text: str, by: float) -> None:
    assert typesetting.hanging(letters(text), 60) == by


def test_two_files_make_one_alphabet() -> None:
    faces = {letter.text: letter.face for letter in dressed("Kieślowski’s ½") or ()}
    assert (faces["K"], faces["ś"], faces["½"]) == (fonts.ROMAN[0], fonts.ROMAN[1], fonts.ROMAN[0])


@pytest.mark.parametrize("text", ["Love 情书", "Зеркало", "باب الحديد", "แสงกระสือ"])
def test_words_that_no_font_has_are_not_drawn_in_part(text: str) -> None:
    assert dressed(text) is None


def test_a_sign_that_no_font_has_is_left_out() -> None:
    assert "".join(letter.text for letter in dressed("Snow \u2603 falls") or ()) == "Snow  falls"


def test_marks_stand_on_their_letter_and_no_tower_of_them() -> None:
    mark = "\ufe0f"  # the only one that our own fonts have
    stretches = dressed("a" + mark * 60 + "b")
    assert stretches is not None
    assert [letter.text for letter in stretches] == ["a" + mark * 4, "b"]


def test_no_font_of_ours_draws_the_sign_for_a_missing_letter() -> None:
    for face in (*fonts.ROMAN, *fonts.ITALIC, *fonts.SANS):
        assert not any(fonts.has(face, letter) for letter in "情か한ж😀")
    assert all(fonts.has(fonts.ROMAN[0], letter) for letter in "Az09é—“”’…½& ")
