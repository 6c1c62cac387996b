"""A piece in its parts for whoever looks it over before it goes: what stands open, what is covered.

Words only, never markup; nothing here is shown to readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from markdown_it.token import Token

from blog.markdown import footnotes, plain, rawhtml, spoilers, unfinished
from blog.markdown.dialect import PARSER
from blog.markdown.limits import check_source
from blog.markdown.sanitize import legible


class Place(StrEnum):
    """Where words stand open. All but the prose catch the eye before anything is read."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    PICTURE = "picture"
    COVER_LINE = "cover line"


@dataclass(frozen=True)
class Passage:
    place: Place
    text: str


@dataclass(frozen=True)
class Parts:
    """`covered` is what covers hide; `last` the last paragraph, "" if the piece ends otherwise."""

    open: tuple[Passage, ...]
    covered: tuple[str, ...]
    last: str


_OPENING: Final = "spoiler_block_open"
_CLOSING: Final = "spoiler_block_close"


def parts(source: str) -> Parts:
    """
    :raises RenderRefused: when the text is too long to be parsed in reasonable time
    """
    check_source(source)
    tokens = footnotes.gather(rawhtml.settle(PARSER.parse(legible(unfinished.without(source)), {})))
    spoilers.number(tokens)
    for token in tokens:
        if token.type == _OPENING:
            token.meta |= {"title": spoilers.without_hidden_words(token.info)}
    in_the_open = footnotes.without_covered(spoilers.covered(tokens))
    return Parts(
        open=tuple(_passages(in_the_open)),
        covered=tuple(_covered(tokens)),
        last=_last_paragraph(tokens),
    )


def _passages(tokens: list[Token]) -> Iterator[Passage]:
    place = Place.PROSE
    for token in tokens:
        if token.type == "heading_open":
            place = Place.HEADING
        elif token.type == "heading_close":
            place = Place.PROSE
        elif token.type == "spoiler_block_mention":
            yield Passage(Place.COVER_LINE, token.meta["title"])
        elif token.type == "inline":
            children = token.children or []
            yield Passage(place, plain.inline_text(children))
            for image in (child for child in children if child.type == "image"):
                words = plain.inline_text(image.children or (), is_covered=True)
                yield Passage(Place.PICTURE, words)
                caption = spoilers.without_hidden_words(str(image.attrs.get("title", "")))
                yield Passage(Place.CAPTION, caption)


def _covered(tokens: list[Token]) -> Iterator[str]:
    """One text for each cover, however many paragraphs stand under it."""
    depth = 0
    hidden: list[str] = []
    for token in tokens:
        is_block = token.type in {_OPENING, _CLOSING}
        is_note = token.type in {"note_open", "note_close"} and token.meta["is_covered"]
        if is_block or is_note:
            depth += token.nesting
            if not depth:
                yield "\n".join(hidden)
                hidden = []
        elif token.type == "inline" and depth:
            hidden.append(plain.inline_text(token.children or ()))
        elif token.type == "inline":
            yield from _covered_in_line(token.children or [])


def _covered_in_line(children: list[Token]) -> Iterator[str]:
    hidden: list[Token] = []
    depth = 0
    for child in children:
        if child.type in {"spoiler_open", "spoiler_close"}:
            depth += child.nesting
            if not depth:
                yield plain.inline_text(hidden)
                hidden = []
        elif depth:
            hidden.append(child)


def _last_paragraph(tokens: list[Token]) -> str:
    """Of the text itself: the notes that are gathered after it do not count."""
    body = [token.type for token in tokens]
    end = body.index("notes_open") if "notes_open" in body else len(body)
    if body[end - 3 : end] != ["paragraph_open", "inline", "paragraph_close"]:
        return ""
    if tokens[end - 3].level:
        return ""
    return plain.inline_text(tokens[end - 2].children or ()).strip()
