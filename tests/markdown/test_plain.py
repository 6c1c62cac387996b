"""Plain text and excerpts."""

import pytest

from blog.markdown.plain import EXCERPT_WIDTH
from tests.markdown.pieces import made

SENTENCE = "The slow train stops at Snow Ridge for nine minutes, going up and coming down. "


def test_a_short_piece_is_its_own_excerpt() -> None:
    assert made("One *sentence*.\n\nAnother.").excerpt == "One sentence. Another."


def test_cut_after_a_sentence() -> None:
    excerpt = made(SENTENCE * 5).excerpt
    assert excerpt == (SENTENCE * 2) + "…"


def test_cut_between_words() -> None:
    excerpt = made("and so on " * 60).excerpt
    assert excerpt.endswith("on…") or excerpt.endswith("so…") or excerpt.endswith("and…")
    assert EXCERPT_WIDTH * 0.9 < len(excerpt) <= EXCERPT_WIDTH + 1


def test_cut_in_chinese() -> None:
    excerpt = made("雪岭站只有两个人记得时间，一个卖票，一个查票。" * 10).excerpt
    assert excerpt.endswith("。…")
    assert 60 <= len(excerpt) <= 101


def test_one_endless_word() -> None:
    assert made("x" * 1000).excerpt == "x" * EXCERPT_WIDTH + "…"


@pytest.mark.parametrize(
    "source",
    [
        "# Heading\n\nProse.",
        "> A motto.\n\nProse.",
        "```\ncode\n```\n\nProse.",
        '![alt](a.jpg "Caption")\n\nProse.',
        "| a |\n|---|\n| b |\n\nProse.",
        "::: dialogue\nAunt: hello\n:::\n\nProse.",
        "::: pull\nPulled\n:::\n\nProse.",
        "::: spoiler The end\nHidden\n:::\n\nProse.",
        "***\n\n<!-- note to self -->\n\nProse.",
        "Prose.[^1]\n\n[^1]: A note.",
    ],
)
def test_prose_only(source: str) -> None:
    assert made(source).excerpt == "Prose."


def test_nothing_to_tell() -> None:
    rendered = made("")
    assert (rendered.excerpt, rendered.text, rendered.page_html) == ("", "", "")
    assert rendered.reading_minutes == 1


def test_reading_time_counts_words_and_characters_apart() -> None:
    assert made("word " * 460).reading_minutes == 2
    assert made("字" * 800).reading_minutes == 2
    assert made("word " * 460 + "\n\n" + "字" * 800).reading_minutes == 4
