"""What the tests of cards share: the fonts of this machine, none at all, and a card of a title."""

from pathlib import Path
from typing import Any

from blog.cards import library, words
from blog.cards.library import Library
from blog.cards.words import Words

FOUND = library.look(library.folders(Path("/no/data/here")))
NO_FONTS = Library()


def of(title: str, **given: Any) -> Words:
    facts = {
        "lang": "en-GB",
        "second": "",
        "cloth": "slate",
        "theme": "",
        "blog": "Soft Pedal",
        "blog_lang": "en-GB",
        "rating": None,
    }
    return words.of_piece(title, **{**facts, **given})
