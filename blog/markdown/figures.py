"""Pictures alone in a paragraph: one is a figure, two are a pair, more a gallery.

The title of a picture is its caption, and may hold marks of its own.
"""

from collections.abc import Callable
from typing import Final

from markdown_it.token import Token

_CLASSES: Final = {1: "", 2: "wide pair"}
_BETWEEN: Final = frozenset({"softbreak", "hardbreak"})
_STOPS: Final = tuple(".!?…。！？")


def frame(tokens: list[Token], *, phrase: Callable[[str], list[Token]]) -> list[Token]:
    """Turn paragraphs that hold nothing but pictures into `figure_open` … `figure_close`."""
    framed: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        content = tokens[position + 1 : position + 3]
        is_alone = token.type == "paragraph_open" and content[0].type == "inline"
        pictures = _pictures(content[0].children or []) if is_alone else []
        if pictures:
            figure = _figure(pictures, level=token.level, phrase=phrase)
            figure[0].map = token.map
            framed.extend(figure)
            position += 3
        else:
            framed.append(token)
            position += 1
    return framed


def _pictures(children: list[Token]) -> list[list[Token]]:
    """Each picture with the link around it; nothing if there is anything else as well."""
    pictures: list[list[Token]] = []
    linked: list[Token] = []
    for child in children:
        if child.type in _BETWEEN or (child.type == "text" and not child.content.strip()):
            continue
        if child.type not in {"image", "link_open", "link_close"}:
            return []
        linked.append(child)
        if child.type == "link_close" or linked[0].type == "image":
            pictures.append(linked)
            linked = []
    is_complete = all(sum(token.type == "image" for token in group) == 1 for group in pictures)
    return pictures if is_complete and not linked else []


def _figure(
    pictures: list[list[Token]], *, level: int, phrase: Callable[[str], list[Token]]
) -> list[Token]:
    opening = Token("figure_open", "figure", 1, level=level, block=True)
    css_class = _CLASSES.get(len(pictures), "wide gallery")
    if css_class:
        opening.attrs["class"] = css_class
    images = [token for group in pictures for token in group if token.type == "image"]
    for image in images:
        image.meta = {"beside": len(images)}
    shown = _inline([token for group in pictures for token in group], level=level + 1)
    captions = [
        phrase(str(image.attrs.pop("title"))) for image in images if image.attrs.get("title")
    ]
    tokens = [opening, shown]
    if captions:
        tokens += [
            Token("caption_open", "figcaption", 1, level=level + 1, block=True),
            _inline(_run_on(captions), level=level + 2),
            Token("caption_close", "figcaption", -1, level=level + 1, block=True),
        ]
    return [*tokens, Token("figure_close", "figure", -1, level=level, block=True)]


def _run_on(captions: list[list[Token]]) -> list[Token]:
    """Several captions as one line; a dot stands between two when the first ends without a stop."""
    line: list[Token] = []
    for caption in captions:
        if line:
            last = next((token.content for token in reversed(line) if token.content), "")
            line.append(Token("text", "", 0, content=" " if last.endswith(_STOPS) else " · "))
        line += caption
    return line


def _inline(children: list[Token], *, level: int) -> Token:
    return Token("inline", "", 0, level=level, children=children, block=True)
