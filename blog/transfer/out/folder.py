"""An export as a folder: all of it is there, or nothing is."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from blog.errors import Refused
from blog.transfer.out.export import Member


def write(
    members: Iterable[Member],
    folder: Path,
    *,
    media: Path,
    on_member: Callable[[Member], None] = lambda member: None,
) -> None:
    """Into a folder that is empty or not there yet. It has its name when all of it is written.

    :raises Refused: "folder_not_empty", or "not_written" when the disk is full or closed.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(
            "folder_not_empty",
            f"{folder} is not an empty folder. Name one that is empty, or not there yet.",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = folder.with_name(f".{folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)  # of one that was killed
        try:
            draft.mkdir()
            for member in members:
                _put(member, draft / member.name, media=media)
                on_member(member)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise Refused(
            "not_written",
            f"The folder could not be written: {error.strerror or error}. Nothing of it is left.",
        ) from error


def _put(member: Member, file: Path, *, media: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if member.picture:
        shutil.copyfile(media / member.picture, file)
    else:
        file.write_bytes(member.data)
