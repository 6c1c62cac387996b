"""The pictures that a file names, brought along. One that cannot come leaves a note, not a gap:
the text is imported, and keeps its reference as it was written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from blog.errors import Refused
from blog.markdown import picture_references
from blog.media import checking, queries
from blog.media import commands as media
from blog.media.models import Picture
from blog.transfer import memory
from blog.transfer.folder import is_local
from blog.transfer.run import Run


@dataclass
class Brought:
    """By reference: ids of stored pictures, and digests of their files (None: not there)."""

    ids: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def bring(run: Run, references: Iterable[str], *, beside: Path) -> Brought:
    """Store every picture that these references mean in the folder."""
    brought = Brought()
    for reference in filter(is_local, references):
        brought.digests[reference] = None
        try:
            data = read(run, reference, beside=beside)
            brought.digests[reference] = memory.digest(data)
            brought.ids[reference] = store(run, data, name=reference)[0].id
        except Refused as refused:
            brought.notes.append(refused.message)
    return brought


def has_changed(run: Run, digests: Mapping[str, str | None], *, beside: Path) -> bool:
    """Whether one of the pictures is another by now, or has come, or gone."""
    return any(was != _digest(run, reference, beside) for reference, was in digests.items())


def named_in(source: str) -> list[str]:
    """The pictures a text names. The parser percent-encodes; here they are as they stand in it.

    :raises RenderRefused: when the text is too long.
    """
    return [
        decoded if (decoded := unquote(reference)) in source else reference
        for reference in picture_references(source)
    ]


def read(run: Run, reference: str, *, beside: Path) -> bytes:
    """:raises Refused: when there is no such file, or one too large, or none that can be read."""
    file = run.folder.picture(reference, beside=beside)
    try:
        checking.refuse_too_large(file.stat().st_size, name=file.name)
        return file.read_bytes()
    except OSError as error:
        raise Refused("unreadable", f"“{reference}” cannot be read: {error.strerror}.") from error


def store(run: Run, data: bytes, *, name: str) -> tuple[Picture, bool]:
    """The picture, and whether it was not there yet.

    :raises Refused: when it is none.
    """
    is_new = queries.by_digest(memory.digest(data)) is None
    picture = media.store(data, name=unquote(name), at=run.at, folder=run.media)
    if is_new:
        run.written.extend((picture.path, *(size["path"] for size in picture.sizes)))
    return picture, is_new


def _digest(run: Run, reference: str, beside: Path) -> str | None:
    try:
        return memory.digest(read(run, reference, beside=beside))
    except Refused:
        return None
