"""What stands on a card."""

import pytest

from blog.cards import words
from tests.cards import cards


def test_the_parts_of_a_title() -> None:
    shown = cards.of("Movie Review: Love Letter (情书) — A Winter in Otaru", theme="Snow", rating=9)
    assert (shown.head, shown.name, shown.gloss) == ("Movie Review", "Love Letter", "情书")
    assert (shown.subtitle, shown.rated) == ("A Winter in Otaru", "4½ out of 5")
    assert shown.said == (
        "Movie Review: Love Letter (情书) — A Winter in Otaru. 4½ out of 5. Soft Pedal"
    )


def test_the_theme_stands_where_there_is_no_kicker() -> None:
    assert cards.of("Snow", theme="Winters").head == "Winters"
    assert cards.of("Snow").said == "Snow. Soft Pedal"


def test_the_card_of_the_blog() -> None:
    shown = words.of_blog("Soft Pedal", "Films, late at night.", lang="en-GB", cloth="rubric")
    assert shown.said == "Soft Pedal — Films, late at night."


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\x1bc", "abc"),
        ("two\n lines\t", "two lines"),
        ("A film 🎬👩‍👩‍👧 of snow", "A film of snow"),
        ("Cafe\u0301", "Café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ue000 private \U000e0041", "private"),
    ],
)
def test_only_what_can_be_set_in_a_line(typed: str, set_: str) -> None:
    assert words.clean(typed) == set_
