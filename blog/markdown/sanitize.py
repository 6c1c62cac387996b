"""The trust boundary: the only file that imports bleach and nh3, and the only maker of SafeHtml.

bleach is the customer's choice and ended in 2026; nh3 is the second wall behind it, with the same
policy. Cleaning is the last step: nothing is put into cleaned HTML afterwards, which is why
SafeHtml refuses to be built upon.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, Final, Self, cast

from markupsafe import Markup

from blog.late import late
from blog.markdown.policy import Policy

if TYPE_CHECKING:
    import nh3
    from bleach import sanitizer
else:
    nh3, sanitizer = late("nh3"), late("bleach.sanitizer")

# Neither XML nor HTML may hold these (XML 1.0, 2.2 Char); U+FFFD keeps what is beside them apart.
_ILLEGAL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class SafeHtml(Markup):
    """HTML that passed the gate. To add to it, add to the Markdown and render again."""

    __slots__ = ()

    def __new__(cls, *_args: object, **_kwargs: object) -> Self:
        raise TypeError("SafeHtml comes out of blog.markdown.render() and cannot be built by hand")

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy or a pickle is a plain string again."""
        return str, (str(self),)


def clean(html: str, *, policy: Policy, permalink: str) -> SafeHtml:
    """What the policy allows of the HTML; doing it twice changes nothing."""

    def allows(tag: str, name: str, value: str) -> bool:
        return policy.allows(tag, name, unescape(value), permalink=permalink)

    def kept(tag: str, name: str, value: str) -> str | None:
        return value if policy.allows(tag, name, value, permalink=permalink) else None

    # A new one for each call: a Cleaner shared between threads mixes up their texts.
    cleaner = sanitizer.Cleaner(
        tags=policy.tags,
        attributes=allows,
        protocols=frozenset({"http", "https", "mailto", "tel"}),
        strip=True,
        filters=[cast(Any, _OnlyCheckboxes)],
    )
    once = cleaner.clean(_ILLEGAL.sub("\ufffd", html))
    twice = nh3.clean(
        once,
        tags=set(policy.tags),
        attributes={tag: set(names) for tag, names in policy.attributes.items()},
        attribute_filter=kept,
        set_tag_attribute_values={"input": {"type": "checkbox"}}
        if "input" in policy.tags
        else None,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return _safe(_ILLEGAL.sub("\ufffd", twice))


def from_store(html: str) -> SafeHtml:
    """What an HTML column holds; for columns.py alone."""
    return _safe(html)


def legible(source: str) -> str:
    """The source without characters that no XML may hold, and without overrides of the reading
    direction.
    """
    return re.sub("[\u202d\u202e]", "", _ILLEGAL.sub("", source))


def _safe(html: str) -> SafeHtml:
    return str.__new__(SafeHtml, html)


class _OnlyCheckboxes:
    """An html5lib filter: no `<input>` but a checkbox, which bleach's allow-list cannot say."""

    def __init__(self, source: Iterable[dict[str, Any]]) -> None:
        self._source = source

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in self._source:
            is_input = token.get("name") == "input"
            if not is_input or token["data"].get((None, "type")) == "checkbox":
                yield token
