"""What is in a backup: every file with its size and SHA-256, and where it belongs. Pure.

Whoever restores trusts nothing that it says: each path is held against the few that there may be.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from blog.errors import Refused

NAME: Final = "manifest.json"
DATABASE: Final = "blog.sqlite3"
SECRET: Final = "secret"  # noqa: S105 (the name of a file)
PRIVATE: Final = frozenset({DATABASE, SECRET})
# Raised when a file of today could not be restored by a program of yesterday.
FORMAT: Final = 1
MOST_BYTES: Final = 256 * 1024**2
_FROM_A_NEWER: Final = "This backup was made by a newer version. Install that one, and try again."
# Below the data folder: nothing that climbs, nothing hidden.
_PLACE: Final = re.compile(
    rf"{re.escape(DATABASE)}|{SECRET}|media/[0-9a-f]{{2}}/[0-9a-f]{{24}}\.(?:jpg|png|webp|avif)"
    r"|fonts/[^./\\\x00][^/\\\x00]{0,200}"
)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`place` is where the file belongs below the data folder; "" for what is only there to be
    read.
    """

    byte_count: int
    sha256: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`revision` is the last migration of the database, `rows` counts its tables. `missing` are
    pictures that the database knows and nobody had any more.
    """

    version: str
    revision: str
    made_at: datetime
    url: str
    rows: Mapping[str, int]
    files: Mapping[str, Entry]
    missing: tuple[str, ...] = ()

    @property
    def byte_count(self) -> int:
        return sum(entry.byte_count for entry in self.files.values())

    @property
    def has_secret(self) -> bool:
        """Otherwise it was in the environment (BLOG_SECRET), and has to be set there again."""
        return SECRET in self.files


def write(manifest: Manifest) -> bytes:
    values = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> Manifest:
    """:raises Refused: "newer_backup", or "not_a_backup" when it is anything but a manifest."""
    try:
        values = json.loads(data)
        if values["format"] > FORMAT:
            raise Refused("newer_backup", _FROM_A_NEWER)
        return _manifest(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused("not_a_backup", f"Its {NAME} cannot be read: {error!r:.200}.") from error


def newer() -> Refused:
    return Refused("newer_backup", _FROM_A_NEWER)


def _manifest(values: dict[str, Any]) -> Manifest:
    files = {str(name): _entry(entry) for name, entry in values["files"].items()}
    places = [entry.place for entry in files.values() if entry.place]
    if len(set(places)) < len(places):
        raise ValueError("two files belong in one place")
    if DATABASE not in files or files[DATABASE].place != DATABASE:
        raise ValueError("there is no database")
    return Manifest(
        version=str(values["version"]),
        revision=str(values["revision"]),
        made_at=datetime.fromisoformat(values["made_at"]),
        url=str(values["url"]),
        rows={str(table): int(count) for table, count in values["rows"].items()},
        files=files,
        missing=tuple(map(str, values["missing"])),
    )


def _entry(values: dict[str, Any]) -> Entry:
    entry = Entry(
        byte_count=int(values["byte_count"]),
        sha256=str(values["sha256"]),
        place=str(values["place"]),
    )
    if entry.byte_count < 0 or not _DIGEST.fullmatch(entry.sha256):
        raise ValueError("no size and digest")
    if entry.place and not _PLACE.fullmatch(entry.place):
        raise ValueError(f"no place for {entry.place}")
    return entry
