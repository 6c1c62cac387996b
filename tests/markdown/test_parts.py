"""A piece taken apart: nothing that a cover hides is among what stands open."""

from hypothesis import given
from hypothesis import strategies as st

from blog.markdown.parts import Parts, Passage, Place, parts

SOURCE = """# The third part

Open ||hidden **words**|| and a note[^a], ||and one more[^b]||.

![A door ||with a name||](door.jpg "At ||night||")

::: spoiler What she finds
## A hidden heading

The first thing.

The second.
:::

[^a]: An open note.
[^b]: A hidden note.

The last line
"""


def texts(found: Parts, place: Place) -> list[str]:
    return [passage.text for passage in found.open if passage.place is place]


def test_each_thing_stands_in_its_place() -> None:
    found = parts(SOURCE)
    assert texts(found, Place.HEADING) == ["The third part"]
    assert texts(found, Place.PICTURE) == ["A door […]"]
    assert texts(found, Place.CAPTION) == ["At […]"]
    assert texts(found, Place.COVER_LINE) == ["What she finds"]
    assert "An open note." in texts(found, Place.PROSE)
    assert found.last == "The last line"


def test_a_cover_is_one_text_with_everything_under_it() -> None:
    assert parts(SOURCE).covered == (
        "hidden words",
        "and one more",
        "A hidden heading\nThe first thing.\nThe second.",
        "A hidden note.",
    )


def test_the_last_paragraph_is_the_last_thing_in_the_text() -> None:
    assert parts("Words.\n\n- a list").last == ""
    assert parts("Words.\n\n> A quotation").last == ""
    assert parts("Words[^a]\n\n[^a]: A note").last == "Words"
    assert parts("").last == ""


@given(st.text(alphabet="ab|: \n*[]^#!()>-", max_size=80), st.text(alphabet="xyz", min_size=3))
def test_what_is_covered_stands_nowhere_open(around: str, secret: str) -> None:
    found = parts(f"{around}\n\n::: spoiler\n{secret}\n:::\n")
    if any(secret in text for text in found.covered):
        assert not any(secret in passage.text for passage in found.open)


def test_passages_are_words_and_no_marks() -> None:
    assert parts("**《寄生虫》**的 *end*").open == (Passage(Place.PROSE, "《寄生虫》的 end"),)
