"""What is written as front matter is read back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.characters import legal
from blog.transfer import front_matter
from blog.transfer.out.documents import document, present, table

TEXTS = st.text(max_size=40).map(legal)
PLAIN = TEXTS | st.booleans() | st.integers(-(10**17), 10**17) | st.none()
KEYS = st.text("abcdefghij_", min_size=1, max_size=8)


def nested(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=8,
    )


@given(st.dictionaries(KEYS, nested(TEXTS), max_size=5), TEXTS)
def test_header_and_text(header: dict[str, Any], source: str) -> None:
    tidy = source.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    assert front_matter.read(document(header, source)) == (header, tidy)


@given(st.dictionaries(KEYS, nested(KEYS), min_size=1, max_size=5))
def test_in_whichever_way_it_is_written(header: dict[str, Any]) -> None:
    assert document(header, "") == b"---\n" + table(header) + b"---\n\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "12:30",
        "010",
        "1e3",
        "0.5",
        "~",
        "a\n---\nb",
        "--- x",
        "…",
        "𠮷 🀄",
        "- a",
        "a: b",
        " x ",
    ],
)
def test_words_that_look_like_something_else(text: str) -> None:
    header = {text: [text, {"a": text}], "plain": text}
    assert front_matter.read(document(header, ""))[0] == header


def test_it_reads_well() -> None:
    header = {
        "title": "雪: a “visit”",
        "tags": ["film", "windows, lit"],
        "work": {"title": "雪后访", "people": [{"name": "桑一得", "role": "Fang"}]},
    }
    assert document(header, "Snow.").decode() == (
        "---\n"
        "title: '雪: a “visit”'\n"
        "tags: [film, 'windows, lit']\n"
        "work:\n"
        "  title: 雪后访\n"
        "  people:\n"
        "  - {name: 桑一得, role: Fang}\n"
        "---\n\nSnow.\n"
    )


def test_a_table_without_lines_is_no_file() -> None:
    assert table({}) == b""
    assert table({"a": "b"}) == b"a: b\n"


def test_what_says_nothing_is_left_out() -> None:
    assert present({"a": "", "b": None, "c": [], "d": {}, "e": 0, "f": False}) == {
        "e": 0,
        "f": False,
    }
