"""What may stand in cleaned HTML: tags, attributes, classes, ids and protocols, for each audience.

An allow-list and nothing else. `allows()` is asked about every attribute by both cleaners; it
decides about values too, so that an `id` cannot stand in for a DOM property and nothing is fetched
from another host.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pygments.token import STANDARD_TYPES

from blog.markdown import addresses

VOID: Final = frozenset({"br", "hr", "img", "input", "wbr", "col"})
AUTHOR_PHRASES: Final = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr".split()
)
AUTHOR_BLOCKS: Final = AUTHOR_PHRASES | frozenset(
    "aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h2 h3 h4 "
    "h5 h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
AUTHOR_CLASSES: Final = frozenset("wide full num caption".split())
AUTHOR_ID: Final = re.compile(r"s-[\w\u0300-\U0010ffff-]{0,100}")

_OWN_CLASSES: Final = AUTHOR_CLASSES | frozenset(
    "anchor dialogue footnotes gallery hidden-part pair pull quote scroll speaker speech spoiler "
    "tasks".split()
)
_TINT: Final = re.compile(r"tint-[0-3]{3}")
_CODE_CLASSES: Final = frozenset(name for name in STANDARD_TYPES.values() if name)
_ID: Final = re.compile(
    AUTHOR_ID.pattern
    + r"|spoiler-(?:[A-Za-z0-9]{1,40}-)?\d{1,6}"
    + r"|(?:fn|fnref|notes)-[A-Za-z0-9]{1,40}(?:-\d{1,6}){0,2}"
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}")
_NUMBER: Final = re.compile(r"\d{1,5}")
_MOMENT: Final = re.compile(r"[0-9A-Za-z:+.\- ]{1,40}")
_ANYTHING: Final = re.compile(r".*", re.DOTALL)

_VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    "id": _ID,
    "aria-labelledby": _ID,
    "lang": _LANGUAGE,
    "dir": re.compile(r"ltr|rtl|auto"),
    "role": re.compile(r"region|doc-endnotes|doc-noteref|doc-backlink"),
    "tabindex": re.compile(r"0"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "aria-live": re.compile(r"polite"),
    "loading": re.compile(r"lazy|eager"),
    "decoding": re.compile(r"async|sync|auto"),
    "sizes": re.compile(r"[0-9a-z.,:()>= -]{1,100}"),
    "rel": re.compile(
        r"(?:(?:nofollow|ugc|noopener|noreferrer|me|author|license|tag|bookmark)\s*)+"
    ),
    "datetime": _MOMENT,
    "start": re.compile(r"-?\d{1,9}"),
    "value": re.compile(r"-?\d{1,9}"),
    **dict.fromkeys(("width", "height", "colspan", "rowspan", "span"), _NUMBER),
    **dict.fromkeys(("alt", "title", "aria-label"), _ANYTHING),
    **dict.fromkeys(
        ("checked", "disabled", "open", "reversed"),
        re.compile(r"|checked|disabled|open|reversed|true"),
    ),
}
_TYPES: Final = {
    "input": frozenset({"checkbox"}),
    "ol": frozenset("1aAiI"),
    "source": frozenset({"image/avif", "image/webp"}),
}
_ADDRESSES: Final = frozenset({"href", "cite", "src", "srcset"})


@dataclass(frozen=True)
class Policy:
    """The tags of one audience, and the attributes of each; `*` are those of every tag."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]

    def allows(self, tag: str, name: str, value: str, *, permalink: str) -> bool:
        """Whether the attribute may stay; `value` with its entities resolved."""
        if name not in self.attributes.get(tag, frozenset()) | self.attributes["*"]:
            return False
        if name in _ADDRESSES:
            return _is_address_allowed(name, value, permalink=permalink)
        if name == "class":
            if tag == "img":
                return bool(_TINT.fullmatch(value))
            known = _OWN_CLASSES | _CODE_CLASSES if tag == "span" else _OWN_CLASSES
            return known.issuperset(value.split())
        if name == "type":
            return value in _TYPES[tag]
        return bool(_VALUES[name].fullmatch(value))


def _is_address_allowed(name: str, value: str, *, permalink: str) -> bool:
    if name == "srcset":
        sources = [candidate.split() for candidate in value.split(",")]
        return all(
            parts and _is_address_allowed("src", parts[0], permalink=permalink) for parts in sources
        )
    if not addresses.is_allowed(value) or addresses.names_other_host(value):
        return False
    return name != "src" or not addresses.is_elsewhere(value, permalink)


_SHARED: Final = {
    "*": frozenset({"lang", "dir", "title"}),
    "a": frozenset({"href", "rel"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "time": frozenset({"datetime"}),
    "del": frozenset({"datetime", "cite"}),
    "ins": frozenset({"datetime", "cite"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "data": frozenset({"value"}),
    "details": frozenset({"open"}),
}


def _extended(more: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return _SHARED | {
        tag: _SHARED.get(tag, frozenset()) | frozenset(names.split()) for tag, names in more.items()
    }


FEED: Final = Policy(tags=AUTHOR_BLOCKS | {"img"}, attributes=_SHARED)
PAGE: Final = Policy(
    tags=AUTHOR_BLOCKS | {"img", "input", "label", "picture", "source"},
    attributes=_extended(
        {
            "*": "id class",
            "a": "role aria-label",
            "img": "srcset sizes loading decoding",
            "source": "type srcset sizes",
            "input": "type checked disabled aria-label",
            "span": "aria-live",
            "figure": "aria-label",
            "div": "role tabindex aria-label",
            "pre": "tabindex",
            "section": "role aria-label aria-labelledby",
        }
    ),
)
