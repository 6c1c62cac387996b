"""Footnotes: numbered by their first mark in the text, gathered at the end.

The plugin reads the syntax; what becomes of it is decided here. A note whose every mark stands
under a cover is itself `covered`: the page covers it too, and no other channel has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass
class _Note:
    label: str
    tokens: list[Token]
    number: int = 0
    mark_count: int = 0
    is_covered: bool = True
    marks: list[Token] = field(default_factory=list)


def gather(tokens: list[Token]) -> list[Token]:
    """Number the marks, and move the notes that have one into `notes_open` … `notes_close` at the
    end.
    """
    body, notes = _apart(tokens)
    numbered: list[_Note] = []
    _number(body, notes, numbered, under_cover=False)
    done = 0
    while done < len(numbered):  # notes may hold marks of further notes
        note = numbered[done]
        _number(note.tokens, notes, numbered, under_cover=note.is_covered)
        done += 1
    _uncover(numbered, notes)
    return body + list(_section(numbered)) if numbered else body


def _apart(tokens: list[Token]) -> tuple[list[Token], dict[str, _Note]]:
    """The text without the definitions, and the definitions by label; of two with one label the
    first counts.
    """
    body: list[Token] = []
    notes: dict[str, _Note] = {}
    stack = [body]
    for token in tokens:
        if token.type == "footnote_reference_open":
            note = _Note(token.meta["label"], [])
            notes.setdefault(note.label, note)
            stack.append(note.tokens)
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return body, notes


def _number(
    tokens: list[Token], notes: dict[str, _Note], numbered: list[_Note], *, under_cover: bool
) -> None:
    for mark, is_covered in _marks(tokens):
        note = notes[mark.meta["label"]]
        if not note.number:
            numbered.append(note)
            note.number = len(numbered)
        note.marks.append(mark)
        note.is_covered = note.is_covered and (is_covered or under_cover)
        mark.meta = {
            "label": note.label,
            "number": note.number,
            "mark": len(note.marks),
            "is_covered": is_covered,
        }


def _uncover(numbered: list[_Note], notes: dict[str, _Note]) -> None:
    """A note marked in an open note is open, whatever the order in which they were met."""
    waiting = [note for note in numbered if not note.is_covered]
    while waiting:
        for mark, is_covered in _marks(waiting.pop().tokens):
            note = notes[mark.meta["label"]]
            if note.is_covered and not is_covered:
                note.is_covered = False
                waiting.append(note)


def _marks(tokens: list[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for token in tokens:
        depth += _cover_step(token)
        for child in token.children or ():
            depth += _cover_step(child)
            if child.type == "footnote_ref":
                yield child, depth > 0


def _cover_step(token: Token) -> int:
    return (
        token.nesting
        if token.type.startswith(("spoiler_open", "spoiler_close", "spoiler_block_"))
        else 0
    )


def _section(numbered: list[_Note]) -> Iterator[Token]:
    yield Token("notes_open", "section", 1)
    for note in numbered:
        meta = {"number": note.number, "mark_count": len(note.marks), "is_covered": note.is_covered}
        yield Token("note_open", "li", 1, meta=meta)
        yield from _with_way_back(note.tokens, Token("note_back", "", 0, meta=meta))
        yield Token("note_close", "li", -1, meta=meta)
    yield Token("notes_close", "section", -1)


def _with_way_back(tokens: list[Token], way_back: Token) -> list[Token]:
    """The links back stand in the last paragraph; a note of one paragraph goes without `<p>`."""
    kinds = [token.type for token in tokens]
    if kinds == ["paragraph_open", "inline", "paragraph_close"]:
        tokens[0].hidden = tokens[2].hidden = True
    if kinds[-3:] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens[-2].children = [*(tokens[-2].children or []), way_back]
        return tokens
    return [*tokens, way_back]


def without_covered(tokens: list[Token]) -> list[Token]:
    """The tokens without the notes that would give away what a cover hides."""
    kept: list[Token] = []
    is_inside = False
    for token in tokens:
        if token.type == "note_open" and token.meta["is_covered"]:
            is_inside = True
        if not is_inside:
            kept.append(token)
        if token.type == "note_close":
            is_inside = False
    if [token.type for token in kept[-2:]] == ["notes_open", "notes_close"]:
        del kept[-2:]
    return kept
