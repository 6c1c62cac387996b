"""Emphasis beside Chinese, Japanese and Korean text, which puts no spaces around words.

CommonMark reads `**《寄生虫》**的` as asterisks, because a closing mark between punctuation and
a letter is taken for an opening one. Here a wide character beside the mark excuses the punctuation
on its other side, and nothing else changes: every example of CommonMark 0.31.2 that passed without
this rule passes with it.
"""

from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType


class CjkStateInline(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord or (scanned.can_open and scanned.can_close):
            return scanned
        before = self.src[start - 1] if start else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        can_open = scanned.can_open or (_is_wide(before) and _is_punctuation(after))
        can_close = scanned.can_close or (_is_wide(after) and _is_punctuation(before))
        return Scanned(can_open, can_close, scanned.length)


class CjkParserInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """What the parent does, with the state above."""
        state = CjkStateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _is_wide(char: str) -> bool:
    return not isWhiteSpace(ord(char)) and east_asian_width(char) in "WF"


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
