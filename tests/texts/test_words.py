"""What counts as one word, in any script; and nothing lost by cutting a text into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.texts import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t stop", ["don’t", " ", "stop"]),
        ("《寄生虫》的", ["《", "寄", "生", "虫", "》", "的"]),
        ("カラー・テレビ", ["カ", "ラ", "ー", "・", "テ", "レ", "ビ"]),
        ("한국어 영화", ["한국어", " ", "영화"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("か\u3099", ["か\u3099"]),  # a decomposed が
        ("葛\U000e0100飾", ["葛\U000e0100", "飾"]),  # a variant of its shape
        ("👩\u200d👩\u200d👧 1\ufe0f\u20e3", ["👩\u200d👩\u200d👧", " ", "1\ufe0f\u20e3"]),
        ("a  b\n\nc", ["a", "  ", "b", "\n", "\n", "c"]),
        ("||dies||", ["|", "|", "dies", "|", "|"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words.split(text) == expected


@given(st.text())
def test_words_joined_give_the_text_back(text: str) -> None:
    assert "".join(words.split(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Don’t stop, now — please.", 4),
        ("慢车到雪岭", 5),
        ("***", 0),
        ("", 0),
        ("Watch 《寄生虫》", 4),
    ],
)
def test_count(text: str, count: int) -> None:
    assert words.count(text) == count
