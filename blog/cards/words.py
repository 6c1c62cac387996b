"""What stands on a card: pure, from what lists show of a piece. Nothing here was under a cover."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from blog.posts import titles
from blog.works.models import BEST
from blog.works.ratings import spoken as in_stars

# Pictures of emoji have no place in the type of a title.
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff][\u200d\ufe0f]*")
# More than there is ever room for.
_MOST: Final = 300
# Joiners have their use in Persian and in Hindi; what turns the direction of all that follows,
# controls and what is no character has none.
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True, kw_only=True)
class Words:
    """`head` is the kicker of the title, or the theme. `second` is the language of what the title
    says in another script, "" where the script tells it; `rating` counts half stars.
    """

    name: str
    lang: str
    cloth: str
    blog: str
    blog_lang: str
    head: str = ""
    gloss: str = ""
    subtitle: str = ""
    second: str = ""
    rating: int | None = None

    @property
    def said(self) -> str:
        """For those who cannot see the card."""
        name = f"{self.name} ({self.gloss})" if self.gloss else self.name
        title = " — ".join(filter(None, (name, self.subtitle)))
        kicked = f"{self.head}: {title}" if self.head else title
        *parts, last = dict.fromkeys(filter(None, (kicked, self.rated, self.blog))) or ("",)
        return ". ".join([*(part.removesuffix(".") for part in parts), last])

    @property
    def rated(self) -> str:
        return "" if self.rating is None else f"{in_stars(self.rating)} out of {BEST // 2}"


def of_piece(
    title: str,
    *,
    lang: str,
    second: str,
    cloth: str,
    theme: str,
    blog: str,
    blog_lang: str,
    rating: int | None,
) -> Words:
    """The card of a piece."""
    parts = titles.take_apart(clean(title))
    return Words(
        name=parts.name,
        lang=lang,
        second=second,
        head=parts.kicker or clean(theme),
        gloss=parts.gloss,
        subtitle=parts.subtitle,
        cloth=cloth,
        blog=clean(blog),
        blog_lang=blog_lang,
        rating=rating,
    )


def of_theme(title: str, tagline: str, *, cloth: str, blog: str, lang: str) -> Words:
    """The card of a theme, bound in its own cloth."""
    return Words(
        name=clean(title),
        subtitle=clean(tagline),
        lang=lang,
        cloth=cloth,
        blog=clean(blog),
        blog_lang=lang,
    )


def of_blog(name: str, tagline: str, *, lang: str, cloth: str) -> Words:
    """The card of every page that has none of its own."""
    return Words(
        name=clean(name), subtitle=clean(tagline), lang=lang, cloth=cloth, blog="", blog_lang=lang
    )


def clean(text: str) -> str:
    """Only what can be set in a line."""
    shown = (
        character
        for character in unicodedata.normalize("NFC", _EMOJI.sub("", text))
        if character.isspace() or character in _JOINERS or unicodedata.category(character)[0] != "C"
    )
    return " ".join("".join(shown).split())[:_MOST]
