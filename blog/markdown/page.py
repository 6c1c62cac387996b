"""Tokens as the HTML of a page, with the elements and classes of the design."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from blog.markdown import tongues
from blog.markdown.highlight import coloured
from blog.markdown.pictures import picture_html


class Renderer(RendererHTML):
    """What the page and the feed have in common."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Quotation marks stay as they are: each entity costs the cleaner a copy of the text."""
        return escape(tokens[idx].content, quote=False)

    def task(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "\u2611 " if tokens[idx].meta["is_done"] else "\u2610 "

    def ruby(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        pairs = "".join(
            f"{escapeHtml(base)}<rp>(</rp><rt>{escapeHtml(reading)}</rt><rp>)</rp>"
            for base, reading in tokens[idx].meta["pairs"]
        )
        return f"<ruby{self.renderAttrs(tokens[idx])}>{pairs}</ruby>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.renderToken(tokens, idx, options, env)


class PageRenderer(Renderer):
    def __init__(self, *, doc_id: str, lang: str) -> None:
        super().__init__()
        self._doc_id = doc_id
        self._ours = tongues.ours(lang)
        self._cover_depth = 0

    def blockquote_open(self, *_: Any) -> str:
        return '<blockquote class="quote">\n'

    def pull_open(self, *args: Any) -> str:
        return '<figure class="pull"><blockquote>\n'

    def pull_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return "</figure>\n" if tokens[idx].meta.get("has_source") else "</blockquote></figure>\n"

    def dialogue_open(self, *args: Any) -> str:
        return '<figure class="dialogue" aria-label="Dialogue">\n'

    def speaker_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<p class="speaker"{self.renderAttrs(tokens[idx])}>'

    def speech_open(self, *_: Any) -> str:
        return '<div class="speech">\n'

    def dialogue_caption_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<figcaption class="caption"{self.renderAttrs(tokens[idx])}>'

    def spoiler_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        self._cover_depth += 1
        return (
            f'<span aria-live="polite"><label class="spoiler" id="{tokens[idx].meta["id"]}">'
            f'<input type="checkbox" aria-label="Uncover spoiler"{self._ours}><span>'
        )

    def spoiler_close(self, *_: Any) -> str:
        self._cover_depth -= 1
        return "</span></label></span>"

    def spoiler_block_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        self._cover_depth += 1
        meta = tokens[idx].meta
        return (
            f'<details class="hidden-part" id="{meta["id"]}">'
            f"<summary>{meta['title_html']}</summary><div>\n"
        )

    def spoiler_block_close(self, *_: Any) -> str:
        self._cover_depth -= 1
        return "</div></details>\n"

    def heading_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        return (
            f' <a class="anchor" href="#{token.meta["anchor"]}" aria-label="Link to this section">'
            f"\u00b6</a></{token.tag}>\n"
        )

    def table_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        label = escapeHtml(tokens[idx].meta["label"])
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        return f'<pre tabindex="0"><code>{coloured(token.content, language)}</code></pre>\n'

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    def task(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        is_done = tokens[idx].meta["is_done"]
        state = ' checked aria-label="Done"' if is_done else ' aria-label="To do"'
        return f'<input type="checkbox" disabled{state}> '

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        attrs = self.renderAttrs(tokens[idx])
        return picture_html(tokens[idx], attrs, is_covered=self._cover_depth > 0)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        meta = tokens[idx].meta
        number, identifier = meta["number"], self._mark_id(meta["number"], meta["mark"])
        return (
            f'<sup id="{identifier}"><a href="#fn-{self._doc_id}-{number}" '
            f'aria-label="Note {number}" role="doc-noteref">{number}</a></sup>'
        )

    def notes_open(self, *_: Any) -> str:
        heading = f"notes-{self._doc_id}"
        return (
            f'<section class="footnotes" role="doc-endnotes" aria-labelledby="{heading}">'
            f'<h2 id="{heading}"{self._ours}>Notes</h2><ol>\n'
        )

    def notes_close(self, *_: Any) -> str:
        return "</ol></section>\n"

    def note_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        meta = tokens[idx].meta
        self._cover_depth += meta["is_covered"]
        summary = f"<summary{self._ours}>Covered note</summary>"
        cover = f'<details class="hidden-part">{summary}<div>'
        return f'<li id="fn-{self._doc_id}-{meta["number"]}">{cover if meta["is_covered"] else ""}'

    def note_back(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        meta = tokens[idx].meta
        return "".join(
            f' <a href="#{self._mark_id(meta["number"], mark)}" role="doc-backlink" '
            f'aria-label="Back to text{f", {mark}" if mark > 1 else ""}">\u21a9\ufe0e</a>'
            for mark in range(1, meta["mark_count"] + 1)
        )

    def note_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        is_covered = tokens[idx].meta["is_covered"]
        self._cover_depth -= is_covered
        return f"{'</div></details>' if is_covered else ''}</li>\n"

    def _mark_id(self, number: int, mark: int) -> str:
        return f"fnref-{self._doc_id}-{number}" + (f"-{mark}" if mark > 1 else "")
