"""Code, coloured by Pygments with its short class names.

Only well-known languages, and only so much of it: some lexers take a very long time over hostile
text.
"""

from typing import Final

from markdown_it.common.utils import escapeHtml
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

MAX_CHARACTERS: Final = 20_000
_LANGUAGES: Final = frozenset(
    "awk bash c cpp c++ csharp css diff docker dockerfile go haskell html ini java javascript js "
    "json jsx kotlin lua make makefile nginx perl php powershell python py r rb ruby rust rs scala "
    "scss sh shell sql swift toml ts tsx typescript xml yaml yml zsh".split()
)
_FORMATTER: Final[HtmlFormatter[str]] = HtmlFormatter(nowrap=True)


def coloured(code: str, language: str) -> str:
    """HTML of the code, for the cleaner; plain where the language is unknown or the code is very
    long.
    """
    name = language.lower()
    if name not in _LANGUAGES or len(code) > MAX_CHARACTERS:
        return escapeHtml(code)
    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    return highlight(code, lexer, _FORMATTER)
