"""Which of the words can be drawn on this machine, and by which fonts.

A part with a letter that no font has is left out whole: half a title is worse than none. The file
of a card is named by its plan, so that the same card is drawn once.
"""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

from blog import languages
from blog.cards import fonts, typesetting
from blog.cards.fonts import Face
from blog.cards.library import Library
from blog.cards.typesetting import Stretch
from blog.cards.words import Words

# Raise it when the same words should make another card; the next worker that starts asks for them.
DRAWING: Final = 1
_SLIP: Final = range(2, 8)
# Small kana stand elsewhere in their square when a line runs downwards.
_SMALL: Final = frozenset("ぁぃぅぇぉっゃゅょァィゥェォッャュョ")

Letters: TypeAlias = list[Stretch]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The parts of a card, each letter with its font; a part that is not there is empty. `slip` is
    the gloss where it can stand upright.
    """

    cloth: str
    rating: int | None
    is_mirrored: bool
    head: Letters
    name: Letters
    gloss: Letters
    slip: Letters
    subtitle: Letters
    blog: Letters
    rated: Letters

    @property
    def digest(self) -> str:
        parts = (self.head, self.name, self.gloss, self.slip, self.subtitle, self.blog, self.rated)
        letters = [
            [(each.text, each.face.family, each.face.file.name) for each in part] for part in parts
        ]
        said = (DRAWING, self.cloth, self.rating, self.is_mirrored, letters)
        return sha256(repr(said).encode()).hexdigest()


def make(words: Words, library: Library) -> Plan | None:
    """None where nothing of the words can be drawn, not even the blog's name."""

    def dressed(text: str, own: tuple[Face, ...], lang: str = words.lang) -> Letters:
        return (
            typesetting.dress(text, lang=lang, second=words.second, own=own, library=library) or []
        )

    blog = dressed(words.blog, fonts.ROMAN, words.blog_lang)
    gloss, subtitle = dressed(words.gloss, fonts.ROMAN), dressed(words.subtitle, fonts.ITALIC)
    names = (dressed(words.name, fonts.ROMAN), gloss, subtitle, blog)
    name = next(filter(None, names), None)
    if name is None:
        return None
    gloss, subtitle, blog = ([] if part is name else part for part in (gloss, subtitle, blog))
    is_upright = _can_stand(gloss)
    return Plan(
        cloth=words.cloth,
        rating=words.rating,
        is_mirrored=languages.is_right_to_left(words.lang),
        head=dressed(words.head, fonts.SANS),
        name=name,
        gloss=[] if is_upright else gloss,
        slip=gloss if is_upright else [],
        subtitle=subtitle,
        blog=blog,
        rated=dressed(words.rated, fonts.SANS, "en"),
    )


def _can_stand(gloss: Letters) -> bool:
    return len(gloss) in _SLIP and all(
        unicodedata.east_asian_width(each.text[0]) == "W"
        and (unicodedata.category(each.text[0]) == "Lo" or each.text == "々")
        and each.text not in _SMALL
        for each in gloss
    )
