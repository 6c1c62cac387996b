"""What is too large or too deep to render, said before it costs time.

The numbers are far above any real piece: a long novel in one post is under a million characters. Each stands
for a cost that grows faster than the text (measured in bench/render.py and tests/markdown/test_limits.py).
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from blog.errors import Refused

MAX_CHARACTERS: Final = 1_000_000
MAX_BLOCK_DEPTH: Final = 40
MAX_TOKEN_DEPTH: Final = 100


class RenderRefused(Refused, ValueError):
    """The text cannot be rendered as it stands; `message` says which limit it passes."""


class _Limit(NamedTuple):
    code: str
    pattern: re.Pattern[str]
    most: int
    things: str


_COUNTED: Final = (
    _Limit("too_many_footnotes", re.compile(r"\[\^"), 4_000, "footnote marks"),
    _Limit("too_many_brackets", re.compile(r"\["), 20_000, "opening brackets"),
    _Limit("too_much_html", re.compile(r"<[A-Za-z/!?]"), 20_000, "HTML tags"),
    _Limit("too_many_containers", re.compile(r"^[ >]*:::", re.MULTILINE), 4_000, "lines of :::"),
    _Limit("too_many_tables", re.compile(r"^[ >|:]*-[-|: ]*\|", re.MULTILINE), 2_000, "tables"),
    _Limit("too_many_emphases", re.compile(r"[*_~]+"), 100_000, "runs of * and _"),
)


def check_source(source: str) -> None:
    """
    :raises RenderRefused: when the text is too long, or holds too many of what is slow to read
    """
    if len(source) > MAX_CHARACTERS:
        raise RenderRefused(
            "too_long",
            f"This piece is {len(source):,} characters long; at most {MAX_CHARACTERS:,} can be rendered.",
        )
    for limit in _COUNTED:
        count = sum(1 for _ in limit.pattern.finditer(source))
        if count > limit.most:
            raise RenderRefused(
                limit.code,
                f"This piece holds {count:,} {limit.things}; at most {limit.most:,} can be rendered.",
            )


def refuse_deep_blocks(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule that never matches and stops the parser before it is too deep.

    markdown-it itself drops what is nested too deep without a word.
    """
    if state.level > MAX_BLOCK_DEPTH:
        raise RenderRefused(
            "too_deep",
            f"Lists, quotations or ::: blocks are nested more than {MAX_BLOCK_DEPTH} deep near line "
            f"{start_line + 1:,}; take some of them apart.",
        )
    return False


def check_depth(tokens: Iterable[Token]) -> None:
    """
    :raises RenderRefused: when marks within a paragraph are nested so deep that cleaning would be slow
    """
    for token in tokens:
        depth = token.level
        for child in token.children or ():
            depth += child.nesting
            if depth > MAX_TOKEN_DEPTH:
                raise RenderRefused(
                    "too_deep",
                    f"Marks are nested more than {MAX_TOKEN_DEPTH} deep in one paragraph; take some of "
                    "them apart.",
                )
