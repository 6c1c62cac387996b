"""What a worker does with pictures. Each may be run twice."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from blog.db import session, transaction
from blog.media import commands, sizing
from blog.media.models import Picture


def make_sizes(picture_id: int, *, folder: Path, at: datetime) -> None:
    """Make the files that pages choose from. Takes seconds, so it holds no transaction meanwhile.

    :raises OSError: when the stored file is not there, or the disk is full.
    """
    picture = session().get(Picture, picture_id)
    session().rollback()
    if picture is None or picture.sized_by == sizing.RECIPE:
        return
    path = picture.path
    sizes = sizing.make(path, width=picture.width, height=picture.height, folder=folder)
    with transaction():
        kept = session().execute(
            update(Picture)
            .where(Picture.id == picture_id, Picture.path == path)
            .values(sizes=sizes, sized_by=sizing.RECIPE)
            .returning(Picture.id)
        )
        if kept.first() is None:  # it was deleted in between
            commands.sweep((size["path"] for size in sizes), folder=folder)
