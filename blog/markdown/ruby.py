"""Ruby: `{漢字|かんじ}` sets the reading over the characters, `{漢字|かん|じ}` one over each.

Braces with a bar stay as typed when nothing in them is written in a wide script.
"""

import re
from typing import Final
from unicodedata import east_asian_width

from markdown_it.rules_inline import StateInline

RUBY: Final = re.compile(r"\{([^{}|\n\\`*<>]{1,40})((?:\|[^{}|\n\\`*<>]{1,60}){1,40})\}")


def ruby(state: StateInline, silent: bool) -> bool:
    """An inline rule: one `ruby` token whose meta holds pairs of base and reading."""
    if state.src[state.pos] != "{":
        return False
    match = RUBY.match(state.src, state.pos, state.posMax)
    pairs = _pairs(match) if match else None
    if match is None or pairs is None:
        return False
    if not silent:
        token = state.push("ruby", "ruby", 0)
        token.content = match[1]
        token.meta = {"pairs": pairs}
    state.pos = match.end()
    return True


def _pairs(match: re.Match[str]) -> list[tuple[str, str]] | None:
    base, readings = match[1], match[2][1:].split("|")
    if not any(east_asian_width(char) in "WF" for char in match[0]):
        return None
    if len(readings) == 1:
        return [(base, readings[0])]
    return list(zip(base, readings, strict=True)) if len(readings) == len(base) else None
