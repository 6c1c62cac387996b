"""Headers and tables written as YAML that `front_matter` reads back as they were."""

from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any, Final

import yaml

# No line is ever broken: a line of a text that was folded could look like the end of the header.
_ONE_LINE: Final = 2**31 - 1
_MAP: Final = "tag:yaml.org,2002:map"
# How libyaml writes a letter beyond U+FFFF begins so.
_A_NUMBER: Final = "\\U"


class _WithoutAliases:
    """A value that stands twice is written twice: a reader has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Dumper(_WithoutAliases, yaml.SafeDumper):
    """In Python."""


class _FastDumper(_WithoutAliases, yaml.CSafeDumper):
    """By libyaml, in a fifth of the time. It writes the same, but letters beyond U+FFFF, emoji and
    rare Chinese, as numbers, and a key that is empty, or longer than 128 bytes, behind a “?”.
    """


def document(header: Mapping[str, Any], source: str) -> bytes:
    """A Markdown file with its front matter."""
    text = _yaml(header, _FastDumper)
    if _A_NUMBER in text:
        text = _yaml(header, _Dumper)
    return f"---\n{text}---\n\n{source}\n".encode()


def table(values: Mapping[str, Any]) -> bytes:
    """A file of keys and values; empty where there are none."""
    return _yaml(values, _Dumper).encode() if values else b""


def present(header: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {key: value for key, value in header.items() if value not in (None, "", (), [], {})}


def _yaml(values: Mapping[str, Any], made_by: Callable[..., _Dumper | _FastDumper]) -> str:
    """A line for each key; a list of words in one line, a list of lists in several."""
    target = StringIO()
    dumper = made_by(
        target, allow_unicode=True, sort_keys=False, width=_ONE_LINE, default_flow_style=None
    )
    try:
        dumper.open()
        dumper.serialize(dumper.represent_mapping(_MAP, dict(values), flow_style=False))
        dumper.close()
    finally:
        dumper.dispose()
    return target.getvalue()
