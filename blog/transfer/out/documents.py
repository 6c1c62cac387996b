"""Headers and tables written as YAML that `front_matter` reads back as they were."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

# No line is ever broken: a line of a text that was folded could look like the end of the header.
_ONE_LINE: Final = 2**31 - 1


class _Dumper(yaml.SafeDumper):
    """In Python: libyaml writes letters beyond U+FFFF, emoji and rare Chinese, as numbers."""

    def ignore_aliases(self, data: Any) -> bool:
        """A value that stands twice is written twice: a reader has no aliases."""
        return True


def document(header: Mapping[str, Any], source: str) -> bytes:
    """A Markdown file with its front matter."""
    return f"---\n{_yaml(header)}---\n\n{source}\n".encode()


def table(values: Mapping[str, Any]) -> bytes:
    """A file of keys and values; empty where there are none."""
    return _yaml(values).encode() if values else b""


def present(header: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {key: value for key, value in header.items() if value not in (None, "", (), [], {})}


def _yaml(values: Mapping[str, Any]) -> str:
    return "".join(_entry(key, value) for key, value in values.items())


def _entry(key: str, value: Any) -> str:
    """A list of words in one line, a list of lists in several; plain words never in braces."""
    is_flat = None if isinstance(value, list | tuple | dict) else False
    return yaml.dump(
        {key: value},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_ONE_LINE,
        default_flow_style=is_flat,
    )
