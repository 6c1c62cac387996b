"""The header of a Markdown file, and the text under it.

YAML without its surprises: `no`, `on` and `12:30` are words, `010` is not eight, a date is read by
who asks for one, and a header can neither choose types, nor repeat itself, nor nest without end.
"""

import re
from typing import Any, Final

import yaml

from blog.characters import legal
from blog.errors import Refused

MOST_DEPTH: Final = 12

_HEADER: Final = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


class _Loader(yaml.CSafeLoader):
    """Null, true and false, whole and decimal numbers; all else is text, dates too."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]+", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


def read(data: bytes) -> tuple[dict[str, Any], str]:
    """The keys of the header, and the text under it. A file without a header is all text.

    :raises Refused: "not_text" or "bad_front_matter", saying where.
    """
    text = decode(data)
    header = _HEADER.match(text)
    if header is None:
        return {}, text.strip("\n")
    return mapping(header[1], first_line=2), text[header.end() :].strip("\n")


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, lines ending in one way, without what no page can carry.

    :raises Refused: "not_text".
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused("not_text", f"Line {line} is not UTF-8. Save the file as UTF-8.") from error
    if "\0" in text:
        raise Refused("not_text", "There is a NUL character in it: this is not a text.")
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def mapping(text: str, *, first_line: int = 1) -> dict[str, Any]:
    """Keys and values written in YAML; `first_line` is where `text` stands in its file.

    :raises Refused: "bad_front_matter", saying where.
    """
    try:
        _refuse_endless(text)
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader with fewer types)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f" in line {mark.line + first_line}" if mark else ""
        raise _bad(f"cannot be read{where}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _bad(f"cannot be read: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(key, str | int) for key in values):
        raise _bad("is not a list of keys and values")
    return {str(key): value for key, value in values.items()}


def _refuse_endless(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _bad("uses an alias (*); write the value out")
        if tag := getattr(event, "tag", None):
            raise _bad(f"uses a type ({tag}); write the value plainly")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise _bad("is nested too deep")


def _bad(what: str) -> Refused:
    return Refused("bad_front_matter", f"The front matter {what}.")
