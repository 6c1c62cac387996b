"""Spoilers: `||hidden||` in a line, and `::: spoiler What it gives away` around blocks.

A pair of bars in a paragraph covers what stands between them before any other mark is read, so
that a crossing `*` cannot uncover it; bars in code, an empty pair and a lone `||` stay as typed.
`covered()` is the only way to a channel that is not the page: it takes the hidden tokens
out, before anything is rendered.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from itertools import chain
from typing import Final

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.errors import Refused

BARS: Final = "||"
GAP: Final = "[\u2026]"


def inline_spoiler(state: StateInline, silent: bool) -> bool:
    """An inline rule: `spoiler_open` and `spoiler_close` around the tokens of what is hidden."""
    start = state.pos
    if not state.src.startswith(BARS, start, state.posMax):
        return False
    end = _closing_bars(state.src[: state.posMax], start, _bars_after(state))
    if end is None:
        if not silent:
            state.append_pending(BARS)
        state.pos = start + len(BARS)
        return True
    if not silent:
        pos_max = state.posMax
        state.push("spoiler_open", "label", 1)
        state.pos, state.posMax = start + len(BARS), end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "label", -1)
        state.posMax = pos_max
    state.pos = end + len(BARS)
    return True


def _closing_bars(text: str, start: int, others: Iterator[int]) -> int | None:
    """Where the cover that starts here ends; `others` are the bars that follow.

    Bars that touch what follows are closed by bars that touch what precedes them, or else by any.
    Bars between spaces (`a || b`) are closed only by the very next ones, and only if those cannot
    be opening a cover of their own: so an operator in prose never turns a later cover inside out.
    """
    touches_before, opens = _touches(text, start)
    first = next(others, None)
    if first is None or not text[start + len(BARS) : first].strip():
        return None
    _, reopens = _touches(text, first)
    if opens:
        tight = chain([first], others)
        return next((each for each in tight if _touches(text, each)[0]), first)
    return first if not touches_before and not reopens else None


def _touches(text: str, position: int) -> tuple[bool, bool]:
    """Whether the bars there touch what precedes them, and what follows."""
    end = position + len(BARS)
    before = text[position - 1 : position] if position else ""
    return bool(before.strip()), bool(text[end : end + 1].strip())


def _bars_after(state: StateInline) -> Iterator[int]:
    """The bars that follow, outside of code and links; the state is where it was at each step."""
    start = position = state.pos
    position += len(BARS)
    while position < state.posMax:
        if state.src.startswith(BARS, position, state.posMax):
            yield position
            position += len(BARS)
            continue
        state.pos = position
        state.md.inline.skipToken(state)
        position, state.pos = state.pos, start


def without_hidden_words(text: str) -> str:
    """A plain string (a title, a tooltip) with what stands between bars taken out."""
    if BARS not in text:
        return text
    return "".join(GAP if is_hidden else words for words, is_hidden in _in_parts(text))


def refuse_covers(lines: Mapping[str, str]) -> None:
    """For lines that readers see as they are, in lists and in feeds: no cover would hold there.

    :raises Refused: "cannot_cover"; `details["field"]` names the line.
    """
    for name, line in lines.items():
        if any(is_hidden for _, is_hidden in _in_parts(line)):
            raise Refused(
                "cannot_cover",
                "Everybody reads this line, so nothing in it can be covered with ||. "
                "Leave out what should stay hidden.",
                {"field": name},
            )


def in_words(text: str) -> Iterator[Token]:
    """The tokens of plain words, covers included, where no other mark is read."""
    for words, is_hidden in _in_parts(text):
        if is_hidden:
            yield Token("spoiler_open", "label", 1)
        yield Token("text", "", 0, content=words)
        if is_hidden:
            yield Token("spoiler_close", "label", -1)


def _in_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Plain words in turns: what stands open, what stands between bars."""
    done = position = 0
    while (start := text.find(BARS, position)) >= 0:
        position = start + len(BARS)
        end = _closing_bars(text, start, _all_bars(text, position))
        if end is not None:
            yield text[done:start], False
            yield text[position:end], True
            done = position = end + len(BARS)
    yield text[done:], False


def _all_bars(text: str, position: int) -> Iterator[int]:
    while (position := text.find(BARS, position)) >= 0:
        yield position
        position += len(BARS)


def number(tokens: list[Token], *, within: str = "") -> int:
    """Give every cover its number and its id, in reading order, and say how many there are.

    `within` is the part of a page whose covers these are, where it holds others too.
    """
    count = 0
    prefix = f"spoiler-{within}-" if within else "spoiler-"
    for token in tokens:
        if token.type == "inline":
            token.children = _around_links(token.children or [])
        for each in (token, *(token.children or ())):
            if each.type in {"spoiler_open", "spoiler_block_open"}:
                count += 1
                each.meta = {"id": f"{prefix}{count}"}
    return count


def _around_links(children: list[Token]) -> list[Token]:
    """Move a cover inside a link to around the whole link: a control may not stand in a link."""
    if not any(child.type == "spoiler_open" for child in children):
        return children
    moved: list[Token] = []
    link: list[Token] | None = None
    for child in children:
        if child.type == "link_open":
            link = []
        if link is None:
            moved.append(child)
            continue
        link.append(child)
        if child.type == "link_close":
            moved.extend(_cover_once(link))
            link = None
    return moved


def _cover_once(link: list[Token]) -> list[Token]:
    marks = [token for token in link if token.type in {"spoiler_open", "spoiler_close"}]
    if not marks:
        return link
    bare = [token for token in link if token.type not in {"spoiler_open", "spoiler_close"}]
    return [marks[0], *bare, marks[-1]]


def covered(tokens: list[Token]) -> list[Token]:
    """The tokens for every other channel: each cover becomes one token that says so and holds no
    words of it.
    """
    kept = []
    for token in outside(tokens, opening="spoiler_block_open", closing="spoiler_block_close"):
        children = token.children or ()
        if any(child.type == "spoiler_open" for child in children):
            token = copy(token)
            token.children = list(
                outside(children, opening="spoiler_open", closing="spoiler_close")
            )
            token.content = ""
        kept.append(token)
    return kept


def outside(
    tokens: list[Token] | tuple[Token, ...], *, opening: str, closing: str
) -> Iterator[Token]:
    """The tokens outside of a pair, with one `…_mention` for each pair that was left out."""
    depth = 0
    for token in tokens:
        if token.type == opening:
            if not depth:
                mention = Token(opening.replace("_open", "_mention"), "", 0)
                mention.meta, mention.info, mention.level = token.meta, token.info, token.level
                mention.block = token.block
                yield mention
            depth += 1
        elif token.type == closing:
            depth -= 1
        elif not depth:
            yield token
