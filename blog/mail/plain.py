"""Cleaned HTML as the plain words of a letter: marks that people use in mail, links written out.

Paragraphs are one line each: mail programs break lines to the width that there is.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import html

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS: Final = _HEADINGS | frozenset(
    "p blockquote figure figcaption ul ol li dl dt dd pre hr table thead tbody tr caption footer "
    "div section aside".split()
)
_RULE: Final = "* * *"


def from_html(cleaned: str) -> str:
    """The same words, with nothing hidden that the HTML shows, and nothing shown that it does not
    hold. Blocks stand apart by an empty line.
    """
    if not cleaned.strip():
        return ""
    root = html.fragment_fromstring(cleaned, create_parent="div")
    return "\n\n".join(_blocks(root))


def _blocks(parent: html.HtmlElement) -> Iterator[str]:
    """Words that stand between blocks are a block of their own."""
    loose = [parent.text or ""]
    for child in parent:
        if child.tag in _BLOCKS:
            yield from _paragraph("".join(loose))
            yield from _block(child)
            loose = [child.tail or ""]
        else:
            loose += [_inline(child), child.tail or ""]
    yield from _paragraph("".join(loose))


def _block(element: html.HtmlElement) -> Iterator[str]:
    tag = element.tag
    if tag == "hr":
        yield _RULE
    elif tag == "pre":
        yield _indented(element.text_content().rstrip("\n"), "    ")
    elif tag in {"ul", "ol"}:
        yield "\n".join(_items(element))
    elif tag == "table":
        yield "\n".join(_rows(element))
    elif tag == "blockquote":
        yield _indented("\n\n".join(_blocks(element)), "> ")
    elif tag == "footer":
        yield from (f"— {words}" for words in _blocks(element))
    elif tag in _HEADINGS:
        yield from (f"## {words}" for words in _blocks(element))
    else:
        yield from _blocks(element)


def _paragraph(words: str) -> Iterator[str]:
    lines = (_SPACE.sub(" ", line).strip() for line in words.split("\v"))
    written = "\n".join(lines).strip()
    if written:
        yield written


def _inline(element: html.HtmlElement) -> str:
    """A line break stands as a vertical tab until its paragraph is written."""
    words = (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
    match element.tag:
        case "br":
            return "\v"
        case "img":
            alt = element.get("alt", "").strip()
            return f"\v[Picture: {alt}]\v" if alt else "\v[Picture]\v"
        case "a":
            return _link(words, element.get("href", ""))
        case "sup" if words.strip().isdigit():
            return f"[{words}]"
        case "em" | "i" | "cite":
            return f"_{words}_" if words.strip() else words
        case "strong" | "b":
            return f"*{words}*" if words.strip() else words
        case "s" | "del":
            return f"~{words}~" if words.strip() else words
        case _:
            return words


def _link(words: str, address: str) -> str:
    """The number of a note says enough."""
    is_said = not address or words.strip() in {address, address.removeprefix("mailto:")}
    return words if is_said or words.strip().isdigit() else f"{words} <{address}>"


def _items(listed: html.HtmlElement) -> Iterator[str]:
    number = int(listed.get("start", "1"))
    for item in listed:
        number = int(item.get("value", number))
        mark = f"{number}. " if listed.tag == "ol" else "- "
        words = _indented("\n\n".join(_blocks(item)), " " * len(mark))
        yield mark + words.removeprefix(" " * len(mark))
        number += 1


def _rows(table: html.HtmlElement) -> Iterator[str]:
    for row in table.iter("caption", "tr"):
        cells = [" ".join(_blocks(cell)) for cell in row] if row.tag == "tr" else [*_blocks(row)]
        yield " | ".join(cell.replace("\n", " ") for cell in cells)


def _indented(text: str, by: str) -> str:
    return "\n".join((by + line).rstrip() for line in text.split("\n"))
