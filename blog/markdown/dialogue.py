"""Dialogue: `::: dialogue`, then `Name: “line”` for each line.

A second line by the same speaker stands under the first: the original, then its translation. A
line without a name goes on with the line before it. A last line that starts with — or -- is the
caption.
"""

import re
from typing import Final, Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

CAPTION: Final = re.compile(r"(?:\u2014+|\u2015+|--+)[ \t]*")
_SPOKEN: Final = re.compile(r"([^:\uff1a|]{1,60}?)[ \t]*(?::(?!//)|\uff1a)[ \t]*(\S.*)\Z")


def push(state: StateBlock, text: str, *, first_line: int) -> None:
    """Push the tokens of one dialogue onto the state."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    caption = ""
    dash = CAPTION.match(lines[-1]) if len(lines) > 1 else None
    if dash:
        caption = lines.pop()[dash.end() :]
    _push(state, "dialogue_open", "figure", 1).map = [first_line, first_line + 1]
    _push(state, "dialogue_lines_open", "div", 1)
    for speaker, spoken in _turns(lines):
        _push(state, "speaker_open", "p", 1)
        _push_inline(state, speaker)
        _push(state, "speaker_close", "p", -1)
        _push(state, "speech_open", "div", 1)
        for line in spoken:
            _push(state, "paragraph_open", "p", 1)
            _push_inline(state, line)
            _push(state, "paragraph_close", "p", -1)
        _push(state, "speech_close", "div", -1)
    _push(state, "dialogue_lines_close", "div", -1)
    if caption:
        _push(state, "dialogue_caption_open", "figcaption", 1)
        _push_inline(state, caption)
        _push(state, "dialogue_caption_close", "figcaption", -1)
    _push(state, "dialogue_close", "figure", -1)


def _turns(lines: list[str]) -> list[tuple[str, list[str]]]:
    turns: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _SPOKEN.match(line)
        if match is None and turns:
            turns[-1][1][-1] += "\n" + line
        elif match is None:
            turns.append(("", [line]))
        elif turns and turns[-1][0] == match[1]:
            turns[-1][1].append(match[2])
        else:
            turns.append((match[1], [match[2]]))
    return turns


def _push(state: StateBlock, kind: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
    token = state.push(kind, tag, nesting)
    token.block = True
    return token


def _push_inline(state: StateBlock, content: str) -> None:
    token = _push(state, "inline", "", 0)
    token.content, token.children = content, []
