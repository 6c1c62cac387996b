"""Texts lie where their own references lead to the right pictures, and in nobody's way."""

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.transfer.out.places import Places, cut, from_text

REFERENCES = st.sampled_from(
    "still.jpg ./still.jpg Still.JPG a/still.jpg ../still.jpg ../pictures/still.jpg ../../x/y.png "
    "../../../far.png snow%20day.png 雪.png ../posts/one.md ../media/ab/x.jpg one/in/one.md".split()
)
PIECES = st.lists(
    st.tuples(
        st.sampled_from(["posts", "pages"]),
        st.sampled_from(["one", "two", "雪", "a" * 300]),
        st.dictionaries(REFERENCES, st.integers(1, 3), max_size=4),
    ),
    max_size=6,
)


@given(PIECES)
def test_nothing_lies_on_anything_else(pieces: list[tuple[str, str, dict[str, int]]]) -> None:
    places, lies_at = Places(), dict[str, object]()
    for number, (folder, name, references) in enumerate(pieces):
        meant = {posixpath.normpath(unquote(each)).casefold() for each in references}
        if len(meant) < len(references):
            continue  # no folder holds two pictures under one name
        place = places.of_text(folder, name, references)
        assert lies_at.setdefault(place.path.casefold(), f"text {number}") == f"text {number}"
        for reference, picture_id in references.items():
            path = posixpath.normpath(
                posixpath.join(posixpath.dirname(place.path), unquote(reference))
            )
            assert not path.startswith(("..", "media/"))
            assert place.pictures[path] == picture_id
            assert lies_at.setdefault(path.casefold(), picture_id) == picture_id
    folders = {posixpath.dirname(path) for path in lies_at}
    assert not folders & set(lies_at)


def test_most_pieces_lie_beside_each_other() -> None:
    places = Places()
    one = places.of_text("posts", "one", {"../pictures/still.jpg": 1})
    two = places.of_text("posts", "two", {"../pictures/still.jpg": 1})
    assert (one.path, two.path) == ("posts/one.md", "posts/two.md")
    assert two.pictures == {"pictures/still.jpg": 1}


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("still.jpg", "posts/two/two.md"), ("../../still.jpg", "posts/two/in/in/two.md")],
)
def test_another_picture_of_that_name_needs_a_folder(reference: str, expected: str) -> None:
    places = Places()
    places.of_text("posts", "one", {"still.jpg": 1})
    assert places.of_text("posts", "two", {reference: 2}).path == expected


def test_names_that_disks_take() -> None:
    assert cut("雪" * 100) == "雪" * 60
    assert cut("snow") == "snow"


def test_the_way_from_a_text_to_a_picture() -> None:
    assert from_text("media/ab/x.jpg", text="posts/one.md") == "../media/ab/x.jpg"
    assert from_text("pages/x.jpg", text="pages/about.md") == "x.jpg"
