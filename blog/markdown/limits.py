"""What is too large or too deep to render, said before it costs time.

The numbers are far above any real piece: a long novel in one post is under a million characters.
Each stands for a cost that grows faster than the text (measured in bench/render.py and
tests/markdown/test_limits.py).
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.errors import Refused

MAX_CHARACTERS: Final = 1_000_000
MAX_BLOCK_DEPTH: Final = 24
MAX_DEPTH: Final = 100
MAX_SIBLINGS: Final = 5_000
MAX_ELEMENTS: Final = 50_000
MAX_SIGNS: Final = 20_000


class RenderRefused(Refused, ValueError):
    """The text cannot be rendered as it stands; `message` says which limit it passes."""


class _Limit(NamedTuple):
    code: str
    pattern: re.Pattern[str]
    most: int
    things: str


_CHANGE_OF_SCRIPT: Final = re.compile(
    r"[a-z]\W{0,3}[\u0370-\u1dff\u2e80-\uffef]|[\u2e80-\uffef]\W{0,3}[\u0370-\u1dff]"
)
_COUNTED: Final = (
    _Limit("too_many_lines", re.compile(r"\n"), 50_000, "lines"),
    _Limit("too_many_footnotes", re.compile(r"\[\^"), 4_000, "footnote marks"),
    _Limit("too_many_brackets", re.compile(r"\["), 20_000, "opening brackets"),
    _Limit("too_much_html", re.compile(r"<[A-Za-z/!?]"), 20_000, "HTML tags"),
    _Limit("too_many_links", re.compile(r"https?://|www\.|@"), 10_000, "bare addresses"),
    _Limit("too_many_spoilers", re.compile(r"\|\|"), 4_000, "marks of a spoiler"),
    _Limit("too_many_containers", re.compile(r"^[ >]*:::", re.MULTILINE), 4_000, "lines of :::"),
    _Limit("too_many_tables", re.compile(r"^[ >|:]*-[-|: ]*\|", re.MULTILINE), 2_000, "tables"),
    _Limit("too_many_emphases", re.compile(r"[*_~]+"), 50_000, "runs of * and _"),
    _Limit("too_many_scripts", _CHANGE_OF_SCRIPT, 10_000, "changes of script"),
    _Limit("too_many_rubies", re.compile(r"\{[^{}|\n]{1,40}\|"), 10_000, "readings in braces"),
)


def check_source(source: str) -> None:
    """
    :raises RenderRefused: when the text is too long, or holds too many of what is slow to read
    """
    length = len(source)
    if length > MAX_CHARACTERS:
        raise RenderRefused(
            "too_long",
            f"This piece is {length:,} characters long; "
            f"at most {MAX_CHARACTERS:,} can be rendered.",
        )
    for code, pattern, most, things in _COUNTED:
        count = sum(1 for _ in pattern.finditer(source))
        if count > most:
            raise RenderRefused(
                code, f"This piece holds {count:,} {things}; at most {most:,} can be rendered."
            )


def refuse_deep_blocks(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule that never matches and stops the parser before it is too deep, or has too much.

    markdown-it itself drops what is nested too deep without a word.
    """
    # Most elements take three tokens: opening, content, closing.
    if len(state.tokens) > 3 * MAX_ELEMENTS:
        raise _too_many("elements", "elements", MAX_ELEMENTS)
    if state.level > MAX_BLOCK_DEPTH:
        raise _too_deep("lists, quotations or ::: blocks", MAX_BLOCK_DEPTH)
    return False


def refuse_costly_blocks(state: StateCore) -> None:
    """A core rule between blocks and inline marks: by now the number of blocks is known."""
    check_shape(state.tokens)
    for token in state.tokens:
        if sum(map(token.content.count, '<>&"')) > MAX_SIGNS:
            signs = 'of the signs < > & and " in one paragraph or block of code'
            raise _too_many("signs", signs, MAX_SIGNS)


def refuse_costly_marks(state: StateCore) -> None:
    """A core rule after everything is parsed, before anything is made of it."""
    check_shape(state.tokens)


def check_shape(tokens: Iterable[Token]) -> None:
    """
    :raises RenderRefused: when there are too many elements, side by side or within each other
    """
    element_count = 0
    siblings = [0]
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.tag and each.nesting >= 0:
                element_count += 1
                siblings[-1] += 1
            if each.nesting > 0:
                siblings.append(0)
            elif each.nesting < 0 and len(siblings) > 1:
                siblings.pop()
            if siblings[-1] > MAX_SIBLINGS:
                raise _too_many("side_by_side", "blocks or marks side by side", MAX_SIBLINGS)
            if len(siblings) > MAX_DEPTH:
                raise _too_deep("marks or tags", MAX_DEPTH)
    if element_count > MAX_ELEMENTS:
        raise _too_many("elements", "elements", MAX_ELEMENTS)


def refuse_deep_html(depth: int) -> None:
    """
    :raises RenderRefused: when so many of the author's own tags are open at once
    """
    if depth > MAX_DEPTH:
        raise _too_deep("HTML tags", MAX_DEPTH)


def _too_many(code: str, things: str, most: int) -> RenderRefused:
    return RenderRefused(
        f"too_many_{code}", f"This piece holds more than {most:,} {things}; take it apart."
    )


def _too_deep(things: str, most: int) -> RenderRefused:
    return RenderRefused(
        "too_deep",
        f"This piece holds more than {most:,} {things} within each other; take it apart.",
    )
