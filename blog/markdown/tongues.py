"""Marks what is in another language than the page, so that it is read out and set right.

A block that is all in one other language carries `lang` itself; otherwise each run gets a `<span
lang>`. Where the author wrote `lang` in HTML, that stands.
"""

from collections.abc import Iterator
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from blog import languages
from blog.markdown import plain

_CARRIERS: Final = frozenset(
    "paragraph_open heading_open th_open td_open caption_open dialogue_caption_open source_open "
    "pull_source_open speaker_open".split()
)


def mark(tokens: list[Token], *, lang: str) -> None:
    """Put `lang` (and `dir` where it is needed) on blocks, and spans around runs within them."""
    authors_own = 0
    for position, token in enumerate(tokens):
        authors_own += _authors_step(token, authors_own)
        if token.type != "inline" or authors_own:
            continue
        children = token.children or []
        words = plain.inline_text(child for child in children if child.type != "code_inline")
        block = words + _readings(children)
        if block.isascii() and languages.script_of(lang) == "latin":
            continue
        has_authors_own = any(child.nesting == 1 and "lang" in child.attrs for child in children)
        carrier = None if has_authors_own else _carrier(tokens, position)
        whole = languages.whole(words, lang=lang, context=block) if carrier else None
        if carrier and whole:
            _set_language(carrier, whole, around=lang)
        token.children = list(_marked(children, lang=whole or lang, block=block))


def marked_html(text: str, *, lang: str) -> str:
    """A plain string as HTML for the cleaner, with its runs marked."""
    pieces = []
    for run in languages.runs(text, lang=lang):
        direction = ' dir="rtl"' if run.lang and languages.is_right_to_left(run.lang) else ""
        words = escapeHtml(run.text)
        pieces.append(f'<span lang="{run.lang}"{direction}>{words}</span>' if run.lang else words)
    return "".join(pieces)


def ours(lang: str) -> str:
    """The attribute for our own words, which are English, in a piece that is not."""
    return "" if lang.partition("-")[0] == "en" else ' lang="en"'


def ours_within(lang: str) -> str:
    """The same within a line: among words from right to left, brackets and stops would jump."""
    return ours(lang) + (' dir="ltr"' if languages.is_right_to_left(lang) else "")


def _carrier(tokens: list[Token], position: int) -> Token | None:
    """The element around the text: the list item where its paragraph is hidden."""
    before = tokens[position - 1] if position else None
    if before is not None and before.hidden:
        item = tokens[position - 2]
        closes = tokens[position + 2] if position + 2 < len(tokens) else None
        is_whole_item = (
            item.type == "list_item_open" and closes is not None and closes.nesting == -1
        )
        return item if is_whole_item else None
    return before if before is not None and before.type in _CARRIERS else None


def _marked(children: list[Token], *, lang: str, block: str) -> Iterator[Token]:
    authors_own = 0
    for child in children:
        authors_own += _authors_step(child, authors_own)
        if authors_own or child.type not in {"text", "ruby"}:
            yield child
        elif child.type == "ruby":
            _mark_ruby(child, lang=lang, block=block)
            yield child
        else:
            yield from _split(child, lang=lang, block=block)


def _readings(children: list[Token]) -> str:
    """Kana over Han tell Japanese from Chinese, so the readings are part of the context."""
    rubies = (child for child in children if child.type == "ruby")
    return "".join(reading for ruby in rubies for _, reading in ruby.meta["pairs"])


def _mark_ruby(ruby: Token, *, lang: str, block: str) -> None:
    readings = _readings([ruby])
    context = readings if languages.has_kana(readings) else block
    base = languages.runs(ruby.content, lang=lang, context=context)
    own = next((run.lang for run in base if run.lang), None)
    if own:
        _set_language(ruby, own, around=lang)


def _split(text: Token, *, lang: str, block: str) -> Iterator[Token]:
    for run in languages.runs(text.content, lang=lang, context=block):
        piece = Token("text", "", 0, content=run.text, level=text.level)
        if run.lang is None:
            yield piece
            continue
        opening = Token("language_open", "span", 1)
        _set_language(opening, run.lang, around=lang)
        yield from (opening, piece, Token("language_close", "span", -1))


def _set_language(token: Token, lang: str, *, around: str) -> None:
    token.attrs["lang"] = lang
    if languages.is_right_to_left(lang) != languages.is_right_to_left(around):
        token.attrs["dir"] = "rtl" if languages.is_right_to_left(lang) else "ltr"


def _authors_step(token: Token, depth: int) -> int:
    """+1 or -1 as HTML of the author's that carries `lang` is entered and left, with all that
    stands in it.
    """
    if token.type == "html_open" and (depth or "lang" in token.attrs):
        return 1
    return -1 if token.type == "html_close" and depth else 0
