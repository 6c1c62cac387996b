"""What the writer types about works, as values: form, front matter and revision carry them.

Like all fields they hold whatever was typed; rules are asked when it becomes the work's, or the
post's, own.
"""

import dataclasses
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class ReviewText:
    """`work` is a title in any script, or "Title (year)" (blog/works/naming.py); one that no work
    has makes a work of this `kind`. `rating` is "", or "0.5" to "5" in halves; `seen_on` an ISO
    date, "2026" or "2026-11" for one that is only known so far, or "".
    """

    work: str = ""
    kind: str = "film"
    rating: str = ""
    verdict: str = ""
    seen_on: str = ""
    seen_where: str = ""
    is_again: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: a kind is always chosen."""
        typed = self.work, self.rating, self.verdict, self.seen_on, self.seen_where
        return not any(text.strip() for text in typed)

    @property
    def is_judgement(self) -> bool:
        """Otherwise the piece is only about the work."""
        return bool(self.rating.strip() or self.verdict.strip())


@dataclass(frozen=True, kw_only=True)
class TitleText:
    """A title; `lang` is "" where its script tells the language."""

    title: str
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonText:
    """Who did what. "Shen Ruolan (沈若岚)" names somebody in both scripts."""

    name: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkText:
    """`label` is "" where the address says enough."""

    url: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class PlainFacts:
    """What a work is said to be in a line each. The ids are as other places write them."""

    length: str = ""
    language: str = ""
    watch: str = ""
    wikidata: str = ""
    imdb: str = ""
    tmdb: str = ""
    isbn: str = ""


PLAIN: Final = tuple(field.name for field in dataclasses.fields(PlainFacts))


@dataclass(frozen=True, kw_only=True)
class WorkFields(PlainFacts):
    """`titles` are those beside `title`. `year` is as typed; an empty `slug` follows the title."""

    title: str
    lang: str = ""
    titles: tuple[TitleText, ...] = ()
    kind: str = "film"
    year: str = ""
    countries: tuple[str, ...] = ()
    people: tuple[PersonText, ...] = ()
    links: tuple[LinkText, ...] = ()
    slug: str = ""
