"""GitHub's tables, with spoilers and ruby inside the cells.

The bars of `||hidden||` and `{漢字|かんじ}` would divide cells, so they are masked while a row is
split. A pair of bars with nothing or a space beside them on the inside is still an empty cell.
"""

import re
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as commonmark_table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from blog.markdown import plain

# A control character that no cleaned source can hold.
_MASK: Final = "\x1f"
_DELIMITERS: Final = re.compile(r"[-:| \t]*-[-:| \t]*\Z")
_INNER_BARS: Final = re.compile(
    r"(?<![|\\])\|\|(?=[^\s|])[^|\n]*[^\s|\\]\|\|(?!\|)|\{[^{}|\n]{1,40}(?:\|[^{}|\n]{1,60}){1,40}\}"
)
_MAX_LABEL: Final = 80


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule around markdown-it's own."""
    if start_line + 2 > end_line or not _is_header(state, start_line):
        return False
    start, end = _region(state, start_line, end_line)
    masked = _masked(state.src[start:end])
    if _MASK not in masked:
        return commonmark_table(state, start_line, end_line, silent)
    source, first_token = state.src, len(state.tokens)
    state.src = source[:start] + masked + source[end:]
    is_table = commonmark_table(state, start_line, end_line, silent)
    state.src = source
    for token in state.tokens[first_token:]:
        token.content = token.content.replace(_MASK, "|")
    return is_table


def _is_header(state: StateBlock, start_line: int) -> bool:
    """Whether the two lines begin a table, asked before anything that costs more than two lines."""
    header, delimiters = (_line(state, start_line + i).strip() for i in (0, 1))
    if "|" not in header or not _DELIMITERS.match(delimiters):
        return False
    cells = escapedSplit(_masked(header))
    columns = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
    return len(columns) == len(delimiters.strip("|").split("|"))


def _masked(text: str) -> str:
    return _INNER_BARS.sub(lambda match: match[0].replace("|", _MASK), text)


def _region(state: StateBlock, start_line: int, end_line: int) -> tuple[int, int]:
    """From the header to the first empty line."""
    last = start_line + 1
    while last + 1 < end_line and not state.isEmpty(last + 1):
        last += 1
    return state.bMarks[start_line], state.eMarks[last]


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def describe(tokens: list[Token]) -> None:
    """Give tables a name for screen readers, header cells a scope, and figures the class `num`."""
    names: dict[str, int] = {}
    opening: Token | None = None
    header: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "table_open":
            opening, header = token, []
        elif token.type in {"th_open", "td_open"}:
            is_figure = str(token.attrs.pop("style", "")).endswith("right")
            if is_figure:
                token.attrs["class"] = "num"
            if token.type == "th_open":
                header.append(_describe_header(tokens, position))
        elif token.type == "thead_close" and opening is not None:
            label = ", ".join(filter(None, header))[:_MAX_LABEL]
            name = f"Table: {label}" if label else "Table"
            names[name] = names.get(name, 0) + 1
            opening.meta = {"label": name if names[name] == 1 else f"{name} ({names[name]})"}


def _describe_header(tokens: list[Token], position: int) -> str:
    """An empty header cell names nothing, so it is an ordinary cell."""
    token, closing = tokens[position], tokens[position + 2]
    text = plain.inline_text(tokens[position + 1].children or [], is_covered=True)
    if tokens[position + 1].children:
        token.attrs["scope"] = "col"
    else:
        token.tag = closing.tag = "td"
    return text
