"""What is too much is refused with a sentence, and at once."""

import pytest

from blog.errors import Refused
from blog.markdown import RenderRefused
from tests.markdown.pieces import made

HOSTILE = {
    "too_long": "a" * 1_204_331,
    "too_deep": ">" * 200 + "a",
    "too_many_lines": "a\n" * 60_000,
    "too_many_brackets": "[" * 30_000,
    "too_many_footnotes": "[^1]" * 5_000,
    "too_much_html": "<b>" * 30_000,
    "too_many_links": "a@b.co " * 20_000,
    "too_many_spoilers": "||a" * 5_000,
    "too_many_containers": "::: pull\n:::\n" * 3_000,
    "too_many_tables": "|a|\n|-|\n\n" * 3_000,
    "too_many_emphases": "*a" * 60_000,
    "too_many_rubies": "{漢|か}" * 20_000,
    "too_many_scripts": "a漢" * 20_000,
    "too_many_signs": "&" * 30_000,
    "too_many_side_by_side": "a\n\n" * 6_000,
    "too_many_elements": ("- - - - - - - - - - a\n" * 8_000),
}


@pytest.mark.parametrize(("code", "source"), HOSTILE.items(), ids=HOSTILE)
def test_refused(code: str, source: str) -> None:
    with pytest.raises(RenderRefused) as refused:
        made(source)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_the_sentence_names_both_numbers() -> None:
    with pytest.raises(RenderRefused, match=r"1,204,331 characters long; at most 1,000,000"):
        made(HOSTILE["too_long"])
    assert issubclass(RenderRefused, Refused)


@pytest.mark.parametrize(
    "source",
    [
        "- " * 60 + "a",
        "::: spoiler\n" * 60,
        "<div>\n\n" * 120 + "a",
        "*a " * 150 + "b*" * 150,
        "".join(f"{'  ' * depth}- a\n" for depth in range(60)),
    ],
)
def test_too_deep(source: str) -> None:
    with pytest.raises(RenderRefused, match=r"within each other|deep"):
        made(source)


def test_what_is_deep_in_earnest_is_rendered() -> None:
    assert "deep" in made("> " * 6 + "- " * 6 + "deep").page_html
    assert "deep" in made("<div>\n\n" * 20 + "deep").page_html
