"""An export as a ZIP file that is sent while it is made: never more than a piece in memory.

ZIP, since every computer opens it by itself. Pictures are stored as they are: nothing makes them
smaller.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from blog.transfer.out.export import Member

_CHUNK_BYTES: Final = 256 * 1024
_READABLE: Final = 0o644 << 16


class _Pipe:
    """What has been written and not yet been sent on."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data, self._chunks = b"".join(self._chunks), []
        return data


def packed(members: Iterable[Member], *, name: str, media: Path, at: datetime) -> Iterator[bytes]:
    """The bytes of the archive, in which everything lies in one folder called `name`."""
    pipe = _Pipe()
    with ZipFile(cast(BinaryIO, pipe), "w") as archive:
        for member in members:
            info = entry(f"{name}/{member.name}", is_packed=not member.picture, at=at)
            with archive.open(info, "w", force_zip64=True) as target:
                for chunk in chunks(member, media=media):
                    target.write(chunk)
                    yield pipe.taken()
    yield pipe.taken()


def entry(name: str, *, is_packed: bool, at: datetime) -> ZipInfo:
    info = ZipInfo(name, date_time=at.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
    info.external_attr = _READABLE
    return info


def chunks(member: Member, *, media: Path) -> Iterator[bytes]:
    if not member.picture:
        yield member.data
        return
    with (media / member.picture).open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
