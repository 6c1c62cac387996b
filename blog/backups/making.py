"""Making a backup while the blog is served: written beside its name, read once more, then named.

The database is copied first, then the writing is read, then the pictures: what comes in meanwhile
is in the next one. A process that is killed leaves drafts, which the next one takes away.
"""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final, TextIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from blog import snapshots
from blog.backups import database, keeping, manifest, opening
from blog.backups.manifest import Entry, Manifest
from blog.config import Settings
from blog.errors import Conflict, Refused
from blog.media import storage
from blog.transfer.out import export

_CHUNK_BYTES: Final = 1024 * 1024
_PRIVATE: Final = 0o600 << 16
_IS_PACKED_ALREADY: Final = frozenset({".jpg", ".png", ".webp", ".avif", ".woff2"})


@dataclass(frozen=True, kw_only=True)
class Made:
    file: Path
    byte_count: int
    manifest: Manifest


def make(
    installation: Settings,
    *,
    to: Path,
    at: datetime,
    on_bytes: Callable[[int], None] = lambda count: None,
) -> Made:
    """One file with everything, whole and read once more, or none. `on_bytes` hears how much was
    written, and then read.

    :raises Refused: "no_backup_of_postgresql", "snapshot_damaged", or "too_little_space".
    :raises Conflict: "being_made" while another process makes one there.
    """
    source = snapshots.file_of(installation.database)
    if source is None:
        raise Refused(
            "no_backup_of_postgresql",
            "The database is PostgreSQL: back it up with pg_dump, and the data folder "
            f"({installation.data}) as files. What you wrote goes out with: blog export",
        )
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(to):
        _sweep(installation, to.parent)
        draft, copy = _beside(to, "draft"), _beside(to, "database")
        try:
            snapshots.refuse_too_little_space(source, copy)
            snapshots.take(source, copy)
            made = _pack(installation, copy, draft, at=at, on_bytes=on_bytes)
            opening.verify(draft, made, on_bytes=on_bytes)
            draft.rename(to)
        finally:
            draft.unlink(missing_ok=True)
            copy.unlink(missing_ok=True)
        snapshots.settle(to.parent)
    return Made(file=to, byte_count=to.stat().st_size, manifest=made)


def expected_bytes(installation: Settings) -> int:
    """About what `on_bytes` will add up to."""
    source = snapshots.file_of(installation.database)
    files = [source] if source and source.exists() else []
    files += [file for _, file in _of_data_folder(installation)]
    return 2 * sum(file.stat().st_size for file in files)


@dataclass
class _Packing:
    """The archive as it grows, and what is in it."""

    archive: ZipFile
    at: datetime
    on_bytes: Callable[[int], None]
    files: dict[str, Entry] = field(default_factory=dict)

    def put_file(self, name: str, file: Path, *, place: str = "") -> None:
        """:raises FileNotFoundError: when there is none; then there is none in the archive, too."""
        with file.open("rb") as opened:
            self.put(name, iter(partial(opened.read, _CHUNK_BYTES), b""), place=place)

    def put(self, name: str, chunks: Iterable[bytes], *, place: str = "") -> None:
        info = ZipInfo(name, date_time=self.at.timetuple()[:6])
        is_packed = Path(name).suffix not in _IS_PACKED_ALREADY
        info.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
        info.external_attr = _PRIVATE
        digest, byte_count = sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as target:
            for chunk in chunks:
                target.write(chunk)
                digest.update(chunk)
                byte_count += len(chunk)
                self.on_bytes(len(chunk))
        self.files[name] = Entry(byte_count=byte_count, sha256=digest.hexdigest(), place=place)


def _pack(
    installation: Settings,
    copy: Path,
    draft: Path,
    *,
    at: datetime,
    on_bytes: Callable[[int], None],
) -> Manifest:
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with ZipFile(draft, "w") as archive:
        packing = _Packing(archive, at, on_bytes)
        packing.put_file(manifest.DATABASE, copy, place=manifest.DATABASE)
        placed = _put_writing(packing, installation.media)
        for place, file in _of_data_folder(installation):
            if place not in placed:
                with suppress(FileNotFoundError):  # deleted from the library at this moment
                    packing.put_file(place, file, place=place)
        made = _told(installation, copy, packing)
        archive.writestr(manifest.NAME, manifest.write(made), ZIP_DEFLATED)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    return made


def _put_writing(packing: _Packing, media: Path) -> set[str]:
    """The Markdown, with its pictures where it looks for them. A picture that lies there is in the
    archive once: what it is in the data folder is said beside it.
    """
    placed: set[str] = set()
    for member in export.members(media=media):
        if not member.picture:
            packing.put(member.name, [member.data])
            continue
        place = f"media/{member.picture}"
        with suppress(FileNotFoundError):  # as below
            own = "" if place in placed else place
            packing.put_file(member.name, media / member.picture, place=own)
            placed.add(place)
    return placed


def _told(installation: Settings, copy: Path, packing: _Packing) -> Manifest:
    places = {entry.place for entry in packing.files.values()}
    return Manifest(
        version=version("commonplace"),
        revision=database.revision_of(copy),
        made_at=packing.at,
        url=installation.url,
        rows=database.rows_of(copy),
        files=packing.files,
        missing=tuple(path for path in database.pictures_of(copy) if f"media/{path}" not in places),
    )


def _of_data_folder(installation: Settings) -> Iterator[tuple[str, Path]]:
    """The secret, the pictures in all sizes, the fonts: each with its place."""
    data = installation.data
    if (data / manifest.SECRET).is_file():
        yield manifest.SECRET, data / manifest.SECRET
    for file in sorted(installation.media.glob("??/*")):
        path = file.relative_to(installation.media).as_posix()
        if storage.is_path(path):
            yield f"media/{path}", file
    for file in sorted((data / "fonts").glob("[!.]*")):
        if file.is_file():
            yield f"fonts/{file.name}", file


def _sweep(installation: Settings, folder: Path) -> None:
    """What others left who were killed; of a folder that is not ours nothing is taken away."""
    if folder == keeping.folder_of(installation.data):
        for left in folder.glob(".*.zip.*"):
            left.unlink()


@contextmanager
def _alone(to: Path) -> Iterator[None]:
    """One backup at a time in one folder: two would take each other's drafts away."""
    with (to.parent / ".being-made").open("w") as mark:
        if not _is_ours(mark):
            raise Conflict(
                "being_made", f"Another backup is being made in {to.parent} at this moment."
            )
        try:
            yield
        finally:
            Path(mark.name).unlink()


def _is_ours(mark: TextIO) -> bool:
    """Not while another process holds it, nor where that one has just taken the file away."""
    with suppress(BlockingIOError):
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(mark.fileno()).st_nlink > 0
    return False


def _beside(file: Path, what: str) -> Path:
    return file.with_name(f".{file.name}.{what}")
