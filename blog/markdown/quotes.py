"""A quotation whose last line starts with — or -- names its source there.

The same line under a pull quote becomes its caption.
"""

from typing import Final

from markdown_it.token import Token

from blog.markdown.dialogue import CAPTION

_SOURCES: Final = {
    "blockquote_close": ("source", "footer"),
    "pull_close": ("pull_source", "figcaption"),
}


def attribute(tokens: list[Token]) -> list[Token]:
    """Move the source out of the last paragraph of each quotation, into `source_open` …
    `source_close`.
    """
    result: list[Token] = []
    for token in tokens:
        if token.type in _SOURCES:
            source = _take_source(result)
            if source:
                kind, tag = _SOURCES[token.type]
                level = token.level + 1
                if kind == "pull_source":
                    result.append(Token("pull_quote_close", "blockquote", -1, block=True))
                result += [
                    Token(f"{kind}_open", tag, 1, level=level, block=True),
                    Token("inline", "", 0, level=level + 1, children=source, block=True),
                    Token(f"{kind}_close", tag, -1, level=level, block=True),
                ]
                token.meta = {"has_source": True}
        result.append(token)
    return result


def _take_source(before: list[Token]) -> list[Token]:
    """The last line of the quotation's last paragraph, if it is a source, without its dash."""
    if len(before) < 3 or before[-1].type != "paragraph_close" or before[-2].type != "inline":
        return []
    children = before[-2].children or []
    breaks = [i for i, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
    start = breaks[-1] + 1 if breaks else 0
    line = children[start:]
    dash = CAPTION.match(line[0].content) if line and line[0].type == "text" else None
    is_alone = start == 0 and before[-4].type in {"blockquote_open", "pull_open"}
    is_crossed = sum(int(child.nesting) for child in line) != 0
    if dash is None or is_alone or is_crossed:
        return []
    line[0].content = line[0].content[dash.end() :]
    if not line[0].content and len(line) == 1:
        return []
    if start:
        del children[start - 1 :]
    else:
        del before[-3:]
    return line
