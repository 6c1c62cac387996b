"""The author's own HTML, taken apart into tokens, so that every rule applies to it too.

After `settle()` no token holds HTML: tags are `html_open`, `html_close` and `html_void` in balance
within their block, pictures are ordinary `image` tokens, the rest is text. Scripts and the like go
with their content. This makes the cost of cleaning foreseeable and keeps a stray `</details>` from
opening a cover; what is *allowed* is still decided by policy.py alone, in the last step.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from markdown_it.token import Token

from blog.markdown.limits import refuse_deep_html
from blog.markdown.policy import AUTHOR_BLOCKS, AUTHOR_CLASSES, AUTHOR_ID, AUTHOR_PHRASES, VOID
from blog.markdown.spoilers import in_words

_TAG: Final = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attrs>(?>\s++[^\s\"'<>/=]++(?>\s*+=\s*+(?>\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>`=]++))?+)*+)\s*+/?>"
)
_ATTRIBUTE: Final = re.compile(
    r"\s([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>`=]++)))?+"
)
# What stands inside is not prose, or was never meant to be seen.
_WITHOUT_CONTENT: Final = frozenset(
    "script style template title textarea xmp iframe noscript noembed noframes object applet svg "
    "math select video audio canvas plaintext frameset head".split()
)
_ENDS: Final = {
    "li": {"li", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
    "tr": {"td", "th", "tr"},
    "td": {"td", "th"},
    "th": {"td", "th"},
}


class _Tag(NamedTuple):
    name: str
    is_closing: bool
    attrs: dict[str, str]


def settle(tokens: list[Token], *, allowed: frozenset[str] = AUTHOR_BLOCKS) -> list[Token]:
    """Replace `html_block` and `html_inline` tokens; every opened tag is closed in the block it
    stands in.
    """
    settled: list[Token] = []
    open_tags: list[list[str]] = [[]]
    closings = _last_closings(tokens)
    dropped = ""
    for position, token in enumerate(tokens):
        if dropped and not token.nesting:
            if token.type == "html_inline" and token.content.lower().startswith(f"</{dropped}"):
                dropped = ""
            continue
        if token.nesting == -1 and len(open_tags) > 1:
            settled.extend(map(_closing, reversed(open_tags.pop())))
        if token.type == "html_inline":
            name = _dropped_name(token)
            if closings.get(name, -1) > position:
                dropped = name
            else:
                settled.extend(_balanced(token, open_tags[-1], allowed))
        elif token.type == "html_block":
            settled.extend(_balanced(token, open_tags[-1], allowed))
            settled.extend(_close_phrases(open_tags[-1]))
        else:
            if token.type == "inline":
                token.children = settle(token.children or [], allowed=AUTHOR_PHRASES)
            settled.append(token)
        if token.nesting == 1:
            open_tags.append([])
    settled.extend(_closing(name) for names in reversed(open_tags) for name in reversed(names))
    return settled


def _dropped_name(token: Token) -> str:
    """The element that this tag opens, if its content is to be left out."""
    tag = _TAG.match(token.content)
    name = tag["name"].lower() if tag and not tag["closing"] else ""
    return name if name in _WITHOUT_CONTENT else ""


def _last_closings(tokens: list[Token]) -> dict[str, int]:
    """Where each such element is closed for the last time; one that is not loses its tag only."""
    return {
        tag["name"].lower(): position
        for position, token in enumerate(tokens)
        if token.type == "html_inline" and (tag := _TAG.match(token.content)) and tag["closing"]
    }


def _balanced(token: Token, open_tags: list[str], allowed: frozenset[str]) -> Iterator[Token]:
    for piece in _pieces(token.content):
        if isinstance(piece, str):
            children = list(in_words(unescape(piece)))
            if token.type == "html_inline":
                yield from children
            else:
                yield Token("inline", "", 0, level=token.level, children=children, block=True)
        elif piece.name == "img" and not piece.is_closing:
            yield _image(piece)
        elif piece.name not in allowed:
            continue
        elif not piece.is_closing:
            while open_tags and open_tags[-1] in _ENDS.get(piece.name, _implied(piece.name)):
                yield _closing(open_tags.pop())
            if piece.name in VOID:
                yield Token("html_void", piece.name, 0, attrs=dict(piece.attrs), map=token.map)
                continue
            yield Token("html_open", piece.name, 1, attrs=dict(piece.attrs), map=token.map)
            open_tags.append(piece.name)
            refuse_deep_html(len(open_tags))
        elif piece.name in open_tags:
            while open_tags:
                name = open_tags.pop()
                yield _closing(name)
                if name == piece.name:
                    break


def _implied(name: str) -> set[str]:
    return {"p"} if name not in AUTHOR_PHRASES else set()


def _close_phrases(open_tags: list[str]) -> Iterator[Token]:
    """A paragraph or a `<b>` ends with the block of HTML it was opened in; a `<div>` may go on."""
    while any(name in AUTHOR_PHRASES or name == "p" for name in open_tags):
        yield _closing(open_tags.pop())


def _closing(name: str) -> Token:
    return Token("html_close", name, -1)


def _image(tag: _Tag) -> Token:
    image = Token("image", "img", 0)
    image.attrs = {"src": tag.attrs.get("src", ""), "alt": ""}
    if tag.attrs.get("title"):
        image.attrs["title"] = tag.attrs["title"]
    image.children = [Token("text", "", 0, content=tag.attrs.get("alt", ""))]
    return image


def _pieces(html: str) -> Iterator[str | _Tag]:
    """Tags and the text between them, without comments, declarations and what scripts hold."""
    lower = html.lower()
    start = 0
    while start < len(html):
        opening = html.find("<", start)
        if opening < 0:
            yield html[start:]
            return
        if opening > start:
            yield html[start:opening]
        tag = _TAG.match(html, opening)
        if tag:
            start = tag.end()
            name = tag["name"].lower()
            if name not in _WITHOUT_CONTENT:
                yield _Tag(name, bool(tag["closing"]), _attributes(tag["attrs"]))
            elif not tag["closing"]:
                start = _after(lower, f"</{name}", start)
                start = _after(lower, ">", start)
        elif html.startswith(("<!", "<?"), opening):
            start = _after(html, _terminator(html, opening), opening + 2)
        else:
            yield "<"
            start = opening + 1


def _terminator(html: str, opening: int) -> str:
    if html.startswith("<!--", opening):
        return "-->"
    if html.startswith("<![CDATA[", opening):
        return "]]>"
    return "?>" if html.startswith("<?", opening) else ">"


def _after(text: str, wanted: str, start: int) -> int:
    found = text.find(wanted, start)
    return len(text) if found < 0 else found + len(wanted)


def _attributes(source: str) -> dict[str, str]:
    """Names and values; of two with one name the first counts, as in a browser."""
    attrs: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(source):
        attrs.setdefault(name.lower(), unescape("".join(values)))
    if not AUTHOR_ID.fullmatch(attrs.get("id", "s-")):
        del attrs["id"]
    classes = [name for name in attrs.pop("class", "").split() if name in AUTHOR_CLASSES]
    return attrs | ({"class": " ".join(classes)} if classes else {})
