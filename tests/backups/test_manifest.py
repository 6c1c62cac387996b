"""What a backup says of itself is read back, and believed only where it can be true."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from blog.backups import manifest
from blog.backups.manifest import Entry, Manifest
from blog.errors import Refused

DIGEST = "a" * 64
WHOLE = Manifest(
    version="0.1.0",
    revision="0018",
    made_at=datetime(2026, 11, 20, 4, 0, tzinfo=UTC),
    url="https://blog.example",
    rows={"posts": 3},
    files={
        "blog.sqlite3": Entry(byte_count=9, sha256=DIGEST, place="blog.sqlite3"),
        "posts/雪.md": Entry(byte_count=4, sha256=DIGEST),
        "pictures/a b.jpg": Entry(byte_count=5, sha256=DIGEST, place=f"media/ab/{'0' * 24}.jpg"),
    },
    missing=("cd/gone.jpg",),
)


def changed(**values: Any) -> bytes:
    return json.dumps(json.loads(manifest.write(WHOLE)) | values).encode()


def placed(place: str, **values: Any) -> bytes:
    entry = {"byte_count": 1, "sha256": DIGEST, "place": place}
    database = entry | {"place": manifest.DATABASE}
    return changed(files={manifest.DATABASE: database, "x": entry | values})


def test_it_is_read_back_as_it_was() -> None:
    found = manifest.read(manifest.write(WHOLE))
    assert found == WHOLE
    assert found.byte_count == 18
    assert not found.has_secret


@pytest.mark.parametrize("place", ["secret", "fonts/Noto Serif.otf", f"media/00/{'f' * 24}.avif"])
def test_places_that_there_are(place: str) -> None:
    assert manifest.read(placed(place)).files["x"].place == place


@pytest.mark.parametrize(
    "place",
    [
        "../secret",
        "/etc/passwd",
        "media/../secret",
        "media/ab/x.jpg",
        "media/ab/" + "0" * 24 + ".svg",
        "fonts/../secret",
        "fonts/.hidden",
        "fonts/a/b.otf",
        "secret\n",
        "blog.sqlite3-wal",
        "in-use",
        "C:\\secret",
    ],
)
def test_places_that_there_are_not(place: str) -> None:
    with pytest.raises(Refused) as refused:
        manifest.read(placed(place))
    assert refused.value.code == "not_a_backup"


def test_two_files_in_one_place() -> None:
    entry = {"byte_count": 1, "sha256": DIGEST, "place": "secret"}
    with pytest.raises(Refused, match="two files"):
        manifest.read(changed(files={"a": entry, "b": entry}))


def test_without_a_database() -> None:
    entry = {"byte_count": 1, "sha256": DIGEST, "place": "secret"}
    with pytest.raises(Refused, match="no database"):
        manifest.read(changed(files={"secret": entry}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b"null",
        b'{"format": 1}',
        b"\xff",
        changed(made_at="yesterday"),
        changed(rows=None),
        changed(format="one"),
        placed("secret", sha256="short"),
        placed("secret", byte_count=-1),
    ],
)
def test_what_is_no_manifest(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        manifest.read(data)
    assert refused.value.code == "not_a_backup"


def test_one_of_a_newer_version() -> None:
    with pytest.raises(Refused, match="newer version"):
        manifest.read(changed(format=2))
