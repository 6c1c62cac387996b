"""Reading a backup, byte by byte held against its manifest. Nothing in it is trusted before.

Files are written under names of ours only, never more bytes than were told, and no links.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from blog.backups import manifest
from blog.backups.manifest import Entry, Manifest
from blog.errors import Refused

_CHUNK_BYTES: Final = 1024 * 1024


def read(file: Path) -> Manifest:
    """What the backup holds.

    :raises Refused: "not_a_backup", "damaged_backup" or "newer_backup".
    """
    with _opened(file) as archive:
        return _manifest(archive)


def verify(
    file: Path, expected: Manifest, *, on_bytes: Callable[[int], None] = lambda count: None
) -> None:
    """Read all of it once more.

    :raises Refused: when anything is not as it was meant.
    """
    with _opened(file) as archive:
        if manifest.write(_manifest(archive)) != manifest.write(expected):
            raise _damaged(manifest.NAME)
        for name, entry in expected.files.items():
            for chunk in _checked(archive, name, entry):
                on_bytes(len(chunk))


def extract(
    file: Path, *, to: Path, on_bytes: Callable[[int], None] = lambda count: None
) -> Manifest:
    """Put everything that belongs into the data folder into the folder `to`; the rest is only held
    against the manifest.

    :raises Refused: as above.
    """
    with _opened(file) as archive:
        found = _manifest(archive)
        for name, entry in found.files.items():
            chunks = _checked(archive, name, entry)
            if entry.place:
                _write(chunks, to / entry.place, on_bytes)
            else:
                for chunk in chunks:
                    on_bytes(len(chunk))
    return found


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(file) as archive:
            yield archive
    # RuntimeError: packed in a way that is not known here, or with a password.
    except (BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise Refused(
            "damaged_backup", f"{file.name} is no backup, or is damaged: {error}."
        ) from error


def _manifest(archive: ZipFile) -> Manifest:
    names = archive.namelist()
    if manifest.NAME not in names:
        raise Refused("not_a_backup", f"It is no backup: there is no {manifest.NAME} in it.")
    if archive.getinfo(manifest.NAME).file_size > manifest.MOST_BYTES:
        raise Refused("not_a_backup", f"Its {manifest.NAME} is too large to be one.")
    found = manifest.read(archive.read(manifest.NAME))
    if sorted(names) != sorted([*found.files, manifest.NAME]):
        raise Refused("damaged_backup", f"Its files are not those that its {manifest.NAME} names.")
    return found


def _checked(archive: ZipFile, name: str, entry: Entry) -> Iterator[bytes]:
    digest, left = sha256(), entry.byte_count
    with archive.open(name) as source:
        while chunk := source.read(_CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise _damaged(name)
            digest.update(chunk)
            yield chunk
    if left or digest.hexdigest() != entry.sha256:
        raise _damaged(name)


def _write(chunks: Iterator[bytes], file: Path, on_bytes: Callable[[int], None]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.name in manifest.PRIVATE:
        file.touch(mode=0o600)
    with file.open("wb") as target:
        for chunk in chunks:
            target.write(chunk)
            on_bytes(len(chunk))


def _damaged(name: str) -> Refused:
    return Refused(
        "damaged_backup",
        f"The backup is damaged: “{name:.100}” is not what it was when the backup was made. "
        "Use another one.",
    )
