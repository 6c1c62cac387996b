"""Tokens as the HTML of a feed or a letter: plain elements, absolute addresses, and no cover's
words.

The tokens must have been through `spoilers.covered()` and `footnotes.without_covered()`; a cover
that comes here is an error, not a leak.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any, Final

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from blog.markdown import addresses, tongues
from blog.markdown.page import Renderer

_ADDRESSES: Final = ("href", "src", "cite")
_UNWANTED: Final = ("class", "id")
_SOURCES: Final = frozenset(
    "dialogue_caption_open dialogue_caption_close pull_source_open pull_source_close".split()
)
_COVERS: Final = frozenset({"spoiler_open", "spoiler_block_open"})


class FeedRenderer(Renderer):
    def __init__(self, *, doc_id: str, permalink: str, lang: str) -> None:
        super().__init__()
        self._doc_id = doc_id
        self._ours = tongues.ours(lang)
        self._within = tongues.ours_within(lang)
        self._lang = lang
        self._permalink = permalink
        self._notes_shown = 0

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return super().render([self._plainer(token) for token in tokens], options, env)

    def _plainer(self, token: Token) -> Token:
        """A copy without classes and ids, and with every address absolute."""
        if token.type in _COVERS:
            raise AssertionError("a cover came to the feed with its words")
        plain = copy(token)
        plain.attrs = {
            name: addresses.absolute(str(value), self._permalink) if name in _ADDRESSES else value
            for name, value in token.attrs.items()
            if name not in _UNWANTED
        }
        if token.type in _SOURCES:
            plain.tag = "footer"  # of a blockquote, where the page has a figure
        if token.type == "inline" and token.children:
            plain.children = [self._plainer(child) for child in token.children]
        return plain

    def spoiler_mention(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<a{self._spoiler(tokens[idx])}{self._within}>[spoiler, covered on the page]</a>"

    def spoiler_block_mention(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        title = token.meta["title_html"] if token.info.strip() else ""
        if title:
            words = f"{self._said('Spoiler:')} {title} {self._said('(covered on the page)')}"
        else:
            words = self._said("Spoiler, covered on the page")
        return f"<p><a{self._spoiler(token)}>{words}</a></p>\n"

    def our_line(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        lang = self._lang if not self._ours else "en"
        return f"<p>{self._said(tongues.marked_html(tokens[idx].content, lang=lang))}</p>\n"

    def _said(self, words: str) -> str:
        """Words of ours beside the author's."""
        return f"<span{self._within}>{words}</span>" if self._ours else words

    def _spoiler(self, token: Token) -> str:
        address = addresses.fragment(token.meta["id"], self._permalink)
        return f' href="{escapeHtml(address)}"'

    def pull_open(self, *_: Any) -> str:
        return "<blockquote>\n"

    def pull_quote_close(self, *_: Any) -> str:
        return ""

    def pull_close(self, *_: Any) -> str:
        return "</blockquote>\n"

    def dialogue_open(self, *_: Any) -> str:
        return "<blockquote>\n"

    def dialogue_close(self, *_: Any) -> str:
        return "</blockquote>\n"

    def dialogue_lines_open(self, *_: Any) -> str:
        return ""

    def dialogue_lines_close(self, *_: Any) -> str:
        return ""

    def speaker_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<p><b{self.renderAttrs(tokens[idx])}>" if tokens[idx + 1].children else ""

    def speaker_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return "</b></p>\n" if tokens[idx - 1].children else ""

    def speech_open(self, *_: Any) -> str:
        return ""

    def speech_close(self, *_: Any) -> str:
        return ""

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<pre><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<pre><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        number = tokens[idx].meta["number"]
        address = addresses.fragment(f"fn-{self._doc_id}-{number}", self._permalink)
        return f'<sup><a href="{escapeHtml(address)}">{number}</a></sup>'

    def notes_open(self, *_: Any) -> str:
        return f"<hr>\n<h2{self._ours}>Notes</h2>\n<ol>\n"

    def notes_close(self, *_: Any) -> str:
        return "</ol>\n"

    def note_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """Numbered as on the page, also where a covered note is missing."""
        number = tokens[idx].meta["number"]
        self._notes_shown += 1
        return "<li>" if number == self._notes_shown else f'<li value="{number}">'

    def note_back(self, *_: Any) -> str:
        return ""

    def note_close(self, *_: Any) -> str:
        return "</li>\n"
