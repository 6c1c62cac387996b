"""The library's words for a picture: what is offered when it is put into a text.

They are not what a reader is told: alternative text belongs to each use, and stands in the text.
"""

import re
from typing import Final

from blog.errors import refuse_too_long
from blog.media.models import Picture

MOST: Final = {"alt": 1000}
_MARKS: Final = re.compile(r"([\\\[\]`*_<&|!])")


def describe(picture: Picture, words: str) -> None:
    """:raises Refused: "too_long"."""
    tidy = " ".join(words.split())
    refuse_too_long({"alt": tidy}, MOST)
    picture.alt = tidy


def learn(picture: Picture, words: str) -> None:
    """Take words that a text has for the picture, where the library has none yet."""
    picture.alt = picture.alt or " ".join(words.split())[: MOST["alt"]]


def markdown(picture: Picture) -> str:
    """The line that shows the picture, with its words where there are any."""
    words = _MARKS.sub(r"\\\1", picture.alt)
    return f"![{words}]({picture.url})"
