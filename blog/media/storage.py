"""Picture files, each named by its own content, so that none ever changes under its address."""

import os
import re
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final

from blog import faults
from blog.errors import BlogError, Refused

EXTENSIONS: Final = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
MEDIA_TYPES: Final = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
}

# Digits of the digest in a name: people paste it into a text. 96 bits never meet by chance.
_DIGITS: Final = 24
_PATH: Final = re.compile(rf"[0-9a-f]{{2}}/[0-9a-f]{{{_DIGITS}}}\.(?:jpg|png|webp|avif)")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def keep(data: bytes, *, extension: str, folder: Path) -> str:
    """Write `data` below `folder` for good; the path, as `ab/ab12….jpg`.

    It is on the disk, whole, when this returns; until then there is nothing under its name.

    :raises Full: when the disk is full; Unavailable: when it has another of its bad days.
    :raises Refused: "picture_not_stored" when nothing may be written there.
    """
    return keep_as(digest(data), data, extension=extension, folder=folder)


def keep_as(content: str, data: bytes, *, extension: str, folder: Path) -> str:
    """The same for what is made here: `content` is the digest of all that it is made from, so that
    nobody has to make it to know whether it is there.

    :raises BlogError: as `keep`.
    """
    path = path_of(content, extension=extension)
    if not is_kept(path, folder=folder):
        try:
            _write(folder / path, data)
        except OSError as error:
            raise _not_stored(error) from error
    return path


def path_of(content: str, *, extension: str) -> str:
    name = content[:_DIGITS]
    return f"{name[:2]}/{name}{extension}"


def is_kept(path: str, *, folder: Path) -> bool:
    return (folder / path).is_file()


def is_path(path: str) -> bool:
    """Whether this is the path of a picture file, and not of anything else below the folder."""
    return _PATH.fullmatch(path) is not None


def forget(path: str, *, folder: Path) -> None:
    (folder / path).unlink(missing_ok=True)


def _not_stored(error: OSError) -> BlogError:
    return faults.told(error, lost="the picture was not kept") or Refused(
        "picture_not_stored",
        f"The picture could not be stored: {error.strerror or error}.",
        {"field": "picture"},
    )


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
