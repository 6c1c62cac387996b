"""The parser: CommonMark, GitHub's tables, strikethrough and bare links, footnotes, and the marks
of our own.

Only syntax is decided here, one rule in one file each; what the marks mean is added to the tokens
by the passes that render.py lists.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from blog.markdown import addresses, autolinks, tables
from blog.markdown.cjk import CjkParserInline
from blog.markdown.containers import container
from blog.markdown.limits import (
    MAX_BLOCK_DEPTH,
    refuse_costly_blocks,
    refuse_costly_marks,
    refuse_deep_blocks,
)
from blog.markdown.ruby import ruby
from blog.markdown.spoilers import inline_spoiler


class Dialect(MarkdownIt):
    """Keeps addresses as the author wrote them; addresses.py normalises them when the tokens are
    complete.
    """

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return addresses.is_allowed(url)


def _parser() -> Dialect:
    md = Dialect("commonmark", {"maxNesting": MAX_BLOCK_DEPTH + 60, "xhtmlOut": False})
    md.inline = CjkParserInline()
    md.configure("commonmark", {"maxNesting": MAX_BLOCK_DEPTH + 60, "xhtmlOut": False})
    md.enable(["strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)

    md.block.ruler.before("table", "depth", refuse_deep_blocks)
    md.block.ruler.at("table", tables.table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.enable("table")
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "container", container, {"alt": ends})

    md.core.ruler.after("block", "costly_blocks", refuse_costly_blocks)
    md.core.ruler.after("inline", "costly_marks", refuse_costly_marks)

    md.inline.ruler.before("backticks", "spoiler", inline_spoiler)
    md.inline.ruler.before("backticks", "ruby", ruby)
    md.inline.ruler.push("bare_address", autolinks.bare_address)
    md.inline.ruler.push("bare_email", autolinks.bare_email)
    md.inline.add_terminator_char("|")
    md.inline.terminator_re = re.compile(f"{md.inline.terminator_re.pattern}|{autolinks.STARTS}")
    return md


PARSER: Final = _parser()


def phrase(source: str, env: EnvType) -> list[Token]:
    """The inline tokens of a caption or a title, which is not a block of its own."""
    state = StateCore(source, PARSER, env)
    state.inlineMode = True
    PARSER.core.process(state)
    return state.tokens[0].children or []
