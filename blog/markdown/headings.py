"""Headings: their places in the page's outline, and their anchors.

The page's title is its one `<h1>`, so a piece that uses `#` moves all of its headings down a
level. Anchors keep every script and start with `s-`, so that none can take the place of a DOM
property or of an id of the page.
"""

from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from blog.markdown import plain
from blog.markdown.spoilers import GAP
from blog.slugs import slugify

PREFIX: Final = "s-"


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    text: str


def anchor(tokens: list[Token], *, within: str = "") -> tuple[Heading, ...]:
    """Give each heading its level and anchor; the result leaves out those that a cover hides.

    Their anchors do not tell what they say either. `within` is the part of a page whose headings
    these are, where it holds others too.
    """
    shift = 1 if any(token.type == "heading_open" and token.tag == "h1" for token in tokens) else 0
    taken: dict[str, int] = {}
    found: list[Heading] = []
    covers = 0
    for position, token in enumerate(tokens):
        if token.type in {"spoiler_block_open", "spoiler_block_close"}:
            covers += token.nesting
        if token.type not in {"heading_open", "heading_close"}:
            continue
        level = min(int(token.tag[1]) + shift, 6)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            text = plain.inline_text(tokens[position + 1].children or [], is_covered=True)
            said = "covered" if covers else slugify(text.replace(GAP, " "), fallback="section")
            name = PREFIX + _free(f"{within}-{said}" if within else said, taken)
            token.attrs["id"] = name
            token.meta = {"anchor": name}
            tokens[position + 2].meta = token.meta
            if not covers:
                found.append(Heading(level, name, text))
    return tuple(found)


def _free(wanted: str, taken: dict[str, int]) -> str:
    """The name, or with the next number; each name keeps count, so equals cost no search."""
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name
