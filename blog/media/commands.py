"""How pictures come in: checked, cleaned, written to the disk, and only then a row."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import select

from blog.db import session
from blog.media import checking, processing, queries, storage
from blog.media.models import Picture

MOST_NAME = 255

# A large picture takes some 300 MB while it is worked on: two at once are two too many.
_one_at_a_time = Lock()


def store(data: bytes, *, name: str, at: datetime, folder: Path) -> Picture:
    """Keep an upload below `folder`, and hand out its row. The same picture twice is one picture.

    `name` is what the file was called; its content alone decides what it is.

    :raises Refused: when it is no picture, too large, broken or a bomb. Nothing is left behind.
    """
    return enter(prepare(data, name=name, at=at, folder=folder))


def prepare(data: bytes, *, name: str, at: datetime, folder: Path) -> Picture:
    """The first half of `store`, which takes seconds: nobody else could write in a transaction
    around it. The files are on the disk, the row is for `enter`.

    :raises Refused: as `store`.
    """
    known = queries.by_digest(storage.digest(data))
    if known is not None and storage.is_kept(known.path, folder=folder):
        return known
    with _one_at_a_time:
        return _prepared(data, name=_tidy(name), at=at, folder=folder)


def enter(picture: Picture) -> Picture:
    """Put a prepared picture into the database, unless it is there already."""
    known = queries.by_digest(picture.digest)
    if known is not None and known.path == picture.path:
        return known
    session().add(picture)
    session().flush()
    return picture


def sweep(paths: Iterable[str], *, folder: Path) -> None:
    """Remove those of these files that no picture names: what was stored, and then rolled back."""
    left = set(paths)
    if not left:
        return
    for path, sizes in session().execute(select(Picture.path, Picture.sizes)):
        left -= {path, *(size["path"] for size in sizes)}
    for path in left:
        storage.forget(path, folder=folder)


def _prepared(data: bytes, *, name: str, at: datetime, folder: Path) -> Picture:
    cleaned = processing.clean(data, checking.check(data, name=name))
    return Picture(
        digest=storage.digest(cleaned.data),
        upload_digest=storage.digest(data),
        name=name,
        path=storage.keep(cleaned.data, extension=cleaned.extension, folder=folder),
        media_type=cleaned.media_type,
        width=cleaned.image.width,
        height=cleaned.image.height,
        byte_count=len(cleaned.data),
        sizes=[
            {"width": width, "path": storage.keep(smaller, extension=".webp", folder=folder)}
            for width, smaller in processing.sizes(cleaned)
        ],
        created_at=at,
    )


def _tidy(name: str) -> str:
    """The last part of a path, without what cannot be printed: it is shown in sentences."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(
        character for character in last if unicodedata.category(character)[0] != "C"
    )
    return printable[-MOST_NAME:].strip() or "picture"
