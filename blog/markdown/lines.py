"""Where in the source each block of a rendered piece begins, so that an editor can keep the text
and its preview side by side.
"""

from collections.abc import Iterator

from markdown_it.token import Token


def block_lines(tokens: list[Token]) -> tuple[int, ...]:
    """The line, from 0, at which each outermost element of the page begins in the source.

    What has no place of its own there, such as the notes at the end, has that of the one before.
    """
    lines = []
    line = 0
    for token in _outermost(tokens):
        line = max(line, token.map[0]) if token.map else line
        lines.append(line)
    return tuple(lines)


def _outermost(tokens: list[Token]) -> Iterator[Token]:
    """The tokens that become elements with nothing around them.

    Words that stand beside the author's own HTML have no block around them; what is marked in them
    has not either.
    """
    depth = 0
    for token in tokens:
        if not depth and token.type == "inline":
            yield from _outermost(token.children or [])
        elif not depth and token.nesting != -1 and token.tag:
            yield token
        if token.type != "pull_quote_close":  # the quotation inside a pull's figure, opened with it
            depth += token.nesting
