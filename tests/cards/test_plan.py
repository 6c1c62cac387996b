"""What can be drawn, what stands in for what cannot, and when two cards are one."""

from dataclasses import replace

import pytest

from blog.cards import plan
from blog.cards.typesetting import Stretch
from blog.cards.words import Words
from tests.cards import cards


def text(letters: list[Stretch]) -> str:
    return "".join(letter.text for letter in letters)


def bare(words: Words) -> plan.Plan:
    """On a machine with no fonts but ours."""
    made = plan.make(words, cards.NO_FONTS)
    assert made is not None
    return made


def test_without_a_font_the_other_script_is_left_out() -> None:
    made = bare(cards.of("Movie Review: Love Letter (情书) — A Winter in Otaru"))
    assert (text(made.name), text(made.subtitle)) == ("Love Letter", "A Winter in Otaru")
    assert (made.gloss, made.slip) == ([], [])


@pytest.mark.parametrize(
    ("title", "stands_in"),
    [
        ("情书 (Love Letter)", "Love Letter"),
        ("情书 — A Winter in Otaru", "A Winter in Otaru"),
        ("情书", "Soft Pedal"),
    ],
)
def test_what_stands_in_for_a_title_that_no_font_has(title: str, stands_in: str) -> None:
    made = bare(cards.of(title))
    assert text(made.name) == stands_in
    assert stands_in not in (text(made.gloss), text(made.subtitle), text(made.blog))


def test_nothing_to_draw_is_no_card() -> None:
    assert plan.make(cards.of("情书", blog="第九排"), cards.NO_FONTS) is None


def test_with_a_font_a_short_gloss_stands_upright_and_a_long_one_lies() -> None:
    has_font = cards.FOUND.draws("zh-Hans") is not None
    short = plan.make(cards.of("Love Letter (情书)"), cards.FOUND)
    long = plan.make(cards.of("In the Mood for Love (花样年华、花樣年華)"), cards.FOUND)
    latin = plan.make(cards.of("情书 (Love)"), cards.FOUND)
    assert short
    assert long
    assert latin
    assert text(short.slip) == ("情书" if has_font else "")
    assert (text(long.slip), text(long.gloss)) == ("", "花样年华、花樣年華" if has_font else "")
    assert latin.slip == []


def test_the_same_words_are_one_card_and_others_another() -> None:
    words = cards.of("Snow", rating=9)
    digests = {
        bare(replace(words, **changed)).digest
        for changed in (
            {},
            {"name": "Snow"},
            {"name": "Rain"},
            {"cloth": "plum"},
            {"rating": 8},
            {"blog": "Loud Pedal"},
            {"head": "Review"},
            {"lang": "ar"},
        )
    }
    assert len(digests) == 7


def test_a_font_that_came_since_makes_another_card() -> None:
    words = cards.of("Love Letter (情书)")
    with_fonts = plan.make(words, cards.FOUND)
    assert with_fonts
    same = bare(words).digest == with_fonts.digest
    assert same is (cards.FOUND.draws("zh-Hans") is None)
