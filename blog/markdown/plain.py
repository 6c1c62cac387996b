"""Text without markup: for search, excerpts, counts, labels and alternative text."""

from collections.abc import Iterable
from typing import Final

from markdown_it.token import Token

from blog import languages
from blog.markdown.policy import AUTHOR_PHRASES
from blog.markdown.spoilers import GAP

EXCERPT_WIDTH: Final = 200
_SENTENCE_ENDS: Final = ".!?\u2026\u3002\uff01\uff1f"
_CLOSERS: Final = "\"'\u2019\u201d)\u300d\u300f\u300b\uff09"
_NOT_PROSE: Final = frozenset(
    "heading_open table_open figure_open dialogue_open pull_open notes_open blockquote_open".split()
)


def inline_text(children: Iterable[Token], *, is_covered: bool = False) -> str:
    """The words of a line; with `is_covered`, a gap stands for what a cover hides."""
    words: list[str] = []
    covers = 0
    for child in children:
        if child.type == "spoiler_open" and is_covered:
            covers += 1
            words.append(GAP)
        elif child.type == "spoiler_close" and is_covered:
            covers -= 1
        elif covers:
            continue
        elif child.type in {"text", "code_inline", "ruby", "text_special"}:
            words.append(child.content)
        elif child.type == "spoiler_mention":
            words.append(GAP)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        elif child.tag in {"br", "td", "th"}:
            words.append(" ")
    return "".join(words)


def text(tokens: Iterable[Token]) -> str:
    """Every word, a line for each block; headings, captions, code and notes included."""
    lines: list[str] = []
    goes_on = False
    for token in tokens:
        if token.type == "inline":
            words = inline_text(token.children or ())
            lines.append(lines.pop() + words if goes_on else words)
            goes_on = True
        elif token.type.startswith("html_") and token.tag in AUTHOR_PHRASES:
            continue
        else:
            goes_on = False
            if token.type in {"fence", "code_block"}:
                lines.append(token.content)
            elif token.type in {"spoiler_block_open", "spoiler_block_mention"}:
                lines.append(token.meta["title"])
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def excerpt(tokens: Iterable[Token]) -> str:
    """The beginning of the prose: paragraphs, without headings, quotations, figures, code and
    notes.
    """
    paragraphs: list[str] = []
    width = depth = 0
    for token in tokens:
        if token.type in _NOT_PROSE or token.type.replace("_close", "_open") in _NOT_PROSE:
            depth += token.nesting
        elif token.type == "inline" and not depth:
            words = " ".join(inline_text(token.children or ()).split())
            if any(map(str.isalnum, words.replace(GAP, ""))):
                paragraphs.append(words)
                width += _width(words)
        if width > EXCERPT_WIDTH:
            break
    return _cut(" ".join(paragraphs))


def _width(words: str) -> int:
    """Chinese, Japanese and Korean characters say twice as much."""
    return len(words) + languages.cjk_character_count(words)


def _cut(words: str) -> str:
    if _width(words) <= EXCERPT_WIDTH:
        return words
    end = width = 0
    while width < EXCERPT_WIDTH:
        width += _width(words[end])
        end += 1
    for at in range(end, end // 2, -1):
        before = words[:at].rstrip(_CLOSERS)
        if (
            before
            and before[-1] in _SENTENCE_ENDS
            and (words[at] == " " or words[at - 1] > "\u2e7f")
        ):
            gap = "" if words[at - 1] > "\u2e7f" else " "
            return f"{words[:at]}{gap}\u2026"
    for at in range(end, end // 2, -1):
        if words[at] == " " or min(words[at], words[at - 1]) > "\u2e7f":
            return words[:at].rstrip(" ,;:\u2014\u3001\uff0c") + "\u2026"
    return words[:end] + "\u2026"
