"""Which language a run of text is taken for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.languages import (
    cjk_character_count,
    is_right_to_left,
    is_tag,
    runs,
    script_of,
    whole,
    word_count,
)


def marked(text: str, *, lang: str = "en") -> list[tuple[str, str]]:
    return [(run.text, run.lang) for run in runs(text, lang=lang) if run.lang]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Slow Train to Snow Ridge (慢车到雪岭) — a love story", [("慢车到雪岭", "zh-Hans")]),
        ("《寄生虫》, again", [("《寄生虫》", "zh-Hans")]),
        ("後來的我們", [("後來的我們", "zh-Hant")]),
        ("夜の果樹園", [("夜の果樹園", "ja")]),
        ("千年駅", [("千年駅", "ja")]),
        ("느린 우체국, 2019", [("느린 우체국", "ko")]),
        ("Война и мир", [("Война и мир", "ru")]),
        ("Тіні забутих предків", [("Тіні забутих предків", "uk")]),
        ("مرحبا بالعالم", [("مرحبا بالعالم", "ar")]),
        ("گربه", [("گربه", "fa")]),
        ("שלום", [("שלום", "he")]),
        ("हिन्दी", [("हिन्दी", "hi")]),
        ("ในน้ำ", [("ในน้ำ", "th")]),
        ("Ελένη", [("Ελένη", "el")]),
        ("naïve “Übermut” – 1926", []),
        ("", []),
    ],
)
def test_runs_on_an_english_page(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("慢车到雪岭", "zh-Hans", []),
        ("慢车到雪岭", "zh", []),
        ("後來的我們", "zh-TW", []),
        ("後來的我們", "zh-Hans", [("後來的我們", "zh-Hant")]),
        ("慢车", "zh-HK", [("慢车", "zh-Hans")]),
        ("夜の果樹園", "ja", []),
        ("東京物語", "ja", []),
        ("慢车", "ja", [("慢车", "zh-Hans")]),
        ("夜の果樹園", "zh-Hans", [("夜の果樹園", "ja")]),
        ("这是DVD版本", "zh-Hans", [("DVD", "en")]),
        ("Тіні", "bg", []),
        ("slow", "sr-Latn", []),
    ],
)
def test_the_pages_own_language_wins(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text, lang=lang) == expected


def test_kana_in_the_block_make_its_han_japanese() -> None:
    assert runs("東京", lang="en", context="東京の物語")[0].lang == "ja"
    assert runs("东京", lang="en", context="东京の物語")[0].lang == "zh-Hans"


def test_han_alone_follows_the_rest_of_the_block() -> None:
    assert runs("人", lang="en", context="人 and 後來的我們")[0].lang == "zh-Hant"


def test_one_language_for_the_whole_text() -> None:
    assert whole("“你总是早走一分钟。”", lang="en") == "zh-Hans"
    assert whole("1926: 慢车", lang="en") is None
    assert whole("慢车 and 느린", lang="en") is None
    assert whole("plain", lang="en") is None


def test_tags() -> None:
    for tag in ("en", "en-GB", "zh-Hans", "zh-Hant-TW", "de-1901", "yue", "en-x-pirate"):
        assert is_tag(tag)
    for text in ("", "e", "english", "en_GB", "en-", "en GB", "en-GB ", "en" + "-abcdefgh" * 4):
        assert not is_tag(text)


def test_scripts_of_tags() -> None:
    assert script_of("zh-Latn-pinyin") == "latin"
    assert script_of("en-GB") == "latin"
    assert is_right_to_left("fa")
    assert not is_right_to_left("ja")


def test_counting() -> None:
    assert word_count("Two people, one platform — nine minutes/day.") == 7
    assert word_count("हिन्दी में") == 2
    assert word_count("慢车 train 雪岭") == 1
    assert cjk_character_count("慢车 train かな 우체국。") == 7


@given(st.text(), st.sampled_from(["en", "zh-Hans", "ja", "ko", "ru", "ar", "th"]))
def test_runs_lose_nothing(text: str, lang: str) -> None:
    found = runs(text, lang=lang)
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)
    assert all(first.lang or second.lang for first, second in pairwise(found))
