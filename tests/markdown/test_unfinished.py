"""A picture that is still on its way is seen by its writer only."""

from dataclasses import asdict

import pytest

from blog.markdown import render, unfinished
from blog.markdown.parts import parts
from blog.markdown.render import Rendered

ON_ITS_WAY = "![Uploading door-frame 門.jpg… a1b2c3]()"


def rendered(source: str) -> Rendered:
    return render(source, doc_id="1", permalink="https://blog.example/posts/door/")


@pytest.mark.parametrize(
    "source",
    [
        f"Before.\n\n{ON_ITS_WAY}\n\nAfter.",
        f"{ON_ITS_WAY}\n{ON_ITS_WAY}\n\nBefore.\n\nAfter.",
        f"Before.\n\nAfter.{ON_ITS_WAY}",
    ],
)
def test_no_channel_knows_of_it(source: str) -> None:
    said = rendered(source)
    assert said.text == "Before.\nAfter."
    assert "Uploading" not in repr(asdict(said))
    assert "a1b2c3" not in repr(asdict(said))
    assert said.picture_references == ()


def test_it_is_no_part_of_the_piece() -> None:
    assert parts(f"Before.\n\nAfter.{ON_ITS_WAY}").last == "After."


def test_what_only_looks_like_it_stays() -> None:
    for source in ("![Uploading in the rain]()", "![Uploading… a1b2c3]()", "Uploading a… b1b2c3"):
        assert unfinished.without(source) == source


def test_the_files_are_named() -> None:
    assert unfinished.names(f"Before.\n\n{ON_ITS_WAY}") == ["door-frame 門.jpg"]


def test_the_words_of_pictures_are_found() -> None:
    said = rendered("![](a.jpg) ![A lamp](b.jpg) ![](c.jpg) ![A || hidden || door](c.jpg)")
    assert set(said.picture_words) == {"b.jpg", "c.jpg"}
    assert said.picture_words["b.jpg"] == "A lamp"
    assert "hidden" not in said.picture_words["c.jpg"]
    assert said.pictures_without_text == ("a.jpg", "c.jpg")
