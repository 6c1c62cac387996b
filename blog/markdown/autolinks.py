"""Bare addresses in running text: `https://…`, `www.…`, and e-mail addresses, after GitHub's
rules.

An address ends where a Chinese, Japanese or Korean character begins, since those follow without a
space. Every match looks at most 2,000 characters ahead, so that a text full of almost-addresses
stays linear.
"""

import re
from typing import Final

from markdown_it.rules_inline import StateInline

# Where the text rule has to stop, besides the characters it knows: exactly before an address.
STARTS: Final = r"(?<![A-Za-z0-9/.@:-])(?=https?://|www\.)"

_WIDE: Final = (
    "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_ADDRESS: Final = re.compile(rf"(https?://|www\.)[^\s<>\"|`\\{{}}\x00-\x1f\x7f{_WIDE}]{{1,2000}}")
_HOST: Final = re.compile(r"(?:https?://)?[^/?#]*[^\W_]")
_LOCAL_PART: Final = re.compile(r"[A-Za-z0-9.+_-]{1,64}\Z")
_DOMAIN: Final = re.compile(r"@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,8}")
_CLOSING_MARKS: Final = "?!.,:;*_~'\"[]\u2018\u2019\u201c\u201d\u2026"


def bare_address(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or state.src[state.pos] not in "hw":
        return False
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    address = _trimmed(match[0]) if match else ""
    if not match or len(address) <= len(match[1]) or not _HOST.match(address):
        return False
    if match[1] == "www." and "." not in address[4:]:
        return False
    _push(state, address, href=f"http://{address}" if match[1] == "www." else address)
    state.pos += len(address)
    return True


def bare_email(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or state.src[state.pos] != "@":
        return False
    before = state.src[max(0, state.pos - 65) : state.pos]
    local = _LOCAL_PART.search(before)
    domain = _DOMAIN.match(state.src, state.pos, state.posMax)
    if not local or not domain or domain[0][-1] in "-_" or not state.pending.endswith(local[0]):
        return False
    state.pending = state.pending[: -len(local[0])]
    address = local[0] + domain[0]
    _push(state, address, href=f"mailto:{address}")
    state.pos += len(domain[0])
    return True


def _trimmed(address: str) -> str:
    """Without the punctuation that ends the sentence, or a bracket that was opened before it."""
    while address:
        last = address[-1]
        is_unpaired = last == ")" and address.count(")") > address.count("(")
        if last not in _CLOSING_MARKS and not is_unpaired:
            break
        address = address[:-1]
    return address


def _push(state: StateInline, text: str, *, href: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    opening.markup, opening.info = "autolink", "auto"
    state.push("text", "", 0).content = text
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "autolink", "auto"
