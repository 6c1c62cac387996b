"""Blocks between `::: name …` and `:::`: spoiler, pull and dialogue.

A block ends at the first bare `:::` that no inner block claims; one that is never closed runs to
the end of what it stands in, so that a forgotten line covers too much rather than too little.
Fenced code is passed over.
"""

import re
from typing import Final

from markdown_it.rules_block import StateBlock

from blog.markdown import dialogue

_OPENING: Final = re.compile(r":{3,}[ \t]*(spoiler|pull|dialogue)(?:[ \t]+(.*))?\Z")
_CLOSING: Final = re.compile(r":{3,}[ \t]*\Z")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})([^`]*)\Z")


def container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block rule, pushing `spoiler_block_open`, `pull_open` or `dialogue_open` with their
    closings.
    """
    if state.is_code_block(start_line):
        return False
    opening = _OPENING.match(_line(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    name, title = opening[1], (opening[2] or "").strip().rstrip(":").strip()
    last_line = _closing_line(state, start_line, end_line)
    is_closed = last_line < end_line and bool(_CLOSING.match(_line(state, last_line)))

    parent, line_max = state.parentType, state.lineMax
    state.parentType = "container"
    state.lineMax = last_line  # no lazy continuation past the end
    if name == "dialogue":
        text = state.getLines(start_line + 1, last_line, state.blkIndent, False)
        dialogue.push(state, text, first_line=start_line)
    else:
        kind = "spoiler_block" if name == "spoiler" else name
        token = state.push(f"{kind}_open", "div", 1)
        token.info, token.block, token.map = title, True, [start_line, last_line]
        state.md.block.tokenize(state, start_line + 1, last_line)
        state.push(f"{kind}_close", "div", -1).block = True
    state.parentType, state.lineMax = parent, line_max
    state.line = last_line + (1 if is_closed else 0)
    return True


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line that closes the block, or the first one that is no longer in what it stands in."""
    depth, fence = 1, ""
    for number in range(start_line + 1, end_line):
        line = _line(state, number)
        if line and state.sCount[number] < state.blkIndent:
            return number
        if not line or line[0] not in ":`~" or state.is_code_block(number):
            continue
        marks = _FENCE.match(line)
        if fence:
            if marks and marks[1].startswith(fence) and not marks[2].strip():
                fence = ""
        elif marks:
            fence = marks[1]
        elif _OPENING.match(line):
            depth += 1
        elif _CLOSING.match(line):
            depth -= 1
            if not depth:
                return number
    return end_line


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
