"""How pictures come in: checked, cleaned, written to the disk, and only then a row.

What a page needs at once is done here, and fast; the sizes are made by a job.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from blog.db import session
from blog.errors import Refused
from blog.jobs import queue
from blog.late import late
from blog.media import queries, storage
from blog.media.alone import alone
from blog.media.models import Picture

if TYPE_CHECKING:
    from blog.media import checking, processing, sizing, tint
else:
    checking, processing = late("blog.media.checking"), late("blog.media.processing")
    sizing, tint = late("blog.media.sizing"), late("blog.media.tint")

MOST_NAME: Final = 255
# The job that makes the sizes of one picture, by its `picture_id`.
MAKE_SIZES: Final = "media.make_sizes"


def store(data: bytes, *, name: str, at: datetime, folder: Path) -> Picture:
    """Keep an upload below `folder`, and hand out its row. The same picture twice is one picture.

    `name` is what the file was called; its content alone decides what it is.

    :raises Refused: when it is no picture, too large, broken or a bomb. Nothing is left behind.
    """
    return enter(prepare(data, name=name, at=at, folder=folder), folder=folder)


def prepare(data: bytes, *, name: str, at: datetime, folder: Path) -> Picture:
    """The first half of `store`, which takes a while: nobody else could write in a transaction
    around it. The file is on the disk, the row is for `enter`.

    :raises Refused: as `store`.
    """
    known = queries.by_digest(storage.digest(data))
    if known is not None and storage.is_kept(known.path, folder=folder):
        return known
    with alone(folder):
        return _prepared(data, name=_tidy(name), at=at, folder=folder)


def enter(picture: Picture, *, folder: Path) -> Picture:
    """Put a prepared picture into the database, unless it is there, and ask for its sizes.

    :raises Refused: "picture_not_stored" when its file, which an earlier picture had too, went with
        that one in between.
    """
    known = queries.by_digest(picture.digest)
    if known is not None and known.path == picture.path:
        return known
    if not storage.is_kept(picture.path, folder=folder):
        raise Refused(
            "picture_not_stored",
            f"“{picture.name}” was deleted from the library while it was coming in. "
            "Send it once more.",
            {"field": "picture"},
        )
    session().add(picture)
    session().flush()
    _ask_for_sizes(picture.id, at=picture.created_at)
    return picture


def ask_for_sizes(*, at: datetime) -> None:
    """For every picture whose sizes another recipe has made, or none."""
    for picture_id in session().scalars(queries.other_recipe(sizing.RECIPE)).all():
        _ask_for_sizes(picture_id, at=at)


def sweep(paths: Iterable[str], *, folder: Path) -> None:
    """Remove those of these files that no picture names: what was stored, and then rolled back."""
    left = set(paths)
    if not left:
        return
    for path, sizes in session().execute(select(Picture.path, Picture.sizes)):
        left -= {path, *(size["path"] for size in sizes)}
    for path in left:
        storage.forget(path, folder=folder)


def _ask_for_sizes(picture_id: int, *, at: datetime) -> None:
    key = f"{MAKE_SIZES} {picture_id} by {sizing.RECIPE}"
    queue.later(MAKE_SIZES, {"picture_id": picture_id}, due_at=at, key=key)


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
        tint=tint.of(cleaned.image),
        sized_by=0,
        sizes=[],
        created_at=at,
    )


def _tidy(name: str) -> str:
    """The last part of a path, without what cannot be printed: it is shown in sentences."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(
        character for character in last if unicodedata.category(character)[0] != "C"
    )
    return printable[-MOST_NAME:].strip() or "picture"
