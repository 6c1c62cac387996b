"""What `blog doctor` says of what lies on the disk: database, pictures, room, rights; and of the
clock, which the newest rows tell about.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, func, select, update

from blog import snapshots
from blog.accounts import codes
from blog.accounts import queries as accounts
from blog.audit.models import LogEntry
from blog.backups import database, keeping, making
from blog.cards.models import Card
from blog.config import Settings
from blog.db import session, transaction
from blog.media import commands as media
from blog.media import storage
from blog.media.models import Picture
from blog.posts.models import Revision

_MOST_NAMED: Final = 3
_LEAST_FREE: Final = 100 * 1024**2
WITH_ANOTHER: Final = (
    "With another secret everybody is signed out, links in letters and to drafts open nothing any "
    "more, also those by which followers leave, and no one-time code can be checked."
)
# Clocks of several machines differ by some seconds.
_AHEAD: Final = timedelta(minutes=5)


def faults_of_database(installation: Settings) -> Sequence[str]:
    file = snapshots.file_of(installation.database)
    found = [] if file is None else list(database.faults_of(file))
    if found:
        found.append(
            "Stop the blog, and restore a backup that was proven: blog restore --replace FILE"
        )
    return found


def faults_of_pictures(installation: Settings) -> Sequence[str]:
    """Rows without their files."""
    gone = _gone(installation, (picture.path for picture in _pictures()))
    if not gone:
        return []
    return [
        f"Pictures whose file is gone: {len(gone)} ({_named(gone)}). "
        "Each lies in every backup from before: put it back into media/, or send it once more."
    ]


def mendable_pictures(installation: Settings) -> Sequence[str]:
    """What is made of other files, and is gone."""
    found = []
    if unsized := _without_sizes(installation):
        found.append(f"Pictures with a width that is gone: {len(unsized)}.")
    if cards := _gone(installation, _card_paths()):
        found.append(f"Cards whose file is gone: {len(cards)}.")
    return found


def mend_pictures(installation: Settings, *, at: datetime) -> None:
    """It is made again, by the next `blog jobs run`."""
    with transaction():
        unsized = update(Picture).where(Picture.id.in_(_without_sizes(installation)))
        session().execute(unsized.values(sized_by=0, sizes=[]))
        session().execute(delete(Card).where(Card.path.in_(_gone(installation, _card_paths()))))
        media.ask_for_sizes(at=at)


def strays(installation: Settings) -> Sequence[str]:
    """Files that no row names. They harm nobody, and are never taken away unasked."""
    known = {picture.path for picture in _pictures()} | set(_card_paths())
    known |= {size["path"] for picture in _pictures() for size in picture.sizes}
    files = (file.relative_to(installation.media) for file in installation.media.glob("??/*"))
    paths = (path.as_posix() for path in files)
    return sorted(path for path in paths if storage.is_path(path) and path not in known)


def faults_of_disk(installation: Settings) -> Sequence[str]:
    """Whether there is room for tonight's backup, which needs most at once: itself, and the blog
    restored from it.
    """
    free = shutil.disk_usage(installation.data).free
    wanted = max(_LEAST_FREE, making.expected_bytes(installation))
    if free >= wanted:
        return []
    return [
        f"{free // 1024**2} megabytes are free, and the next backup with its proof takes up to "
        f"{wanted // 1024**2}. Make room in {installation.data}."
    ]


def faults_of_clock(*, at: datetime) -> Sequence[str]:
    newest = max(
        (
            moment
            for column in (Revision.saved_at, LogEntry.last_at)
            if (moment := session().scalar(select(func.max(column)))) is not None
        ),
        default=at,
    )
    if newest <= at + _AHEAD:
        return []
    return [
        f"This machine says that it is {at:%Y-%m-%d %H:%M} UTC, but something was kept at "
        f"{newest:%Y-%m-%d %H:%M}. Set its clock; with systemd: timedatectl set-ntp true"
    ]


def faults_of_secret(installation: Settings) -> Sequence[str]:
    """Whether it is the one that everything was signed and sealed with, as far as that shows."""
    found = []
    file = installation.data / "secret"
    if file.exists() and file.read_text().strip() != installation.secret:
        found.append(
            f"BLOG_SECRET is not what stands in {file}. {WITH_ANOTHER} Leave BLOG_SECRET "
            "out, or set it to what stands there; if it is the right one, remove the file."
        )
    owner = accounts.owner()
    if owner is not None and not codes.are_readable(owner.id, secret=installation.secret):
        found.append(
            "The blog has another secret than when one-time codes were switched on, so no code of "
            "the app can be checked. Sign in with a recovery code, or run: blog owner recover"
        )
    return found


def faults_of_rights(installation: Settings) -> Sequence[str]:
    closed = [path for path in _written(installation) if not os.access(path, os.W_OK)]
    return [f"Nothing can be written to {path}. It belongs to somebody else." for path in closed]


def mendable_rights(installation: Settings) -> Sequence[str]:
    return [
        f"{file} can be read by others on this machine." for file in _open_to_others(installation)
    ]


def mend_rights(installation: Settings) -> None:
    for file in _open_to_others(installation):
        file.chmod(file.stat().st_mode & 0o700)


def _open_to_others(installation: Settings) -> list[Path]:
    data = installation.data
    private = (data / "secret", snapshots.file_of(installation.database), keeping.folder_of(data))
    return [path for path in private if path and path.exists() and path.stat().st_mode & 0o077]


def _written(installation: Settings) -> list[Path]:
    file = snapshots.file_of(installation.database)
    paths = (installation.data, installation.media, keeping.folder_of(installation.data), file)
    return [path for path in paths if path and path.exists()]


def _pictures() -> Sequence[Picture]:
    return session().scalars(select(Picture).order_by(Picture.id)).all()


def _card_paths() -> Sequence[str]:
    return session().scalars(select(Card.path).where(Card.path != "").order_by(Card.path)).all()


def _without_sizes(installation: Settings) -> list[int]:
    """Of those whose own file is there, so that the widths can be made again."""
    return [
        picture.id
        for picture in _pictures()
        if storage.is_kept(picture.path, folder=installation.media)
        and _gone(installation, (size["path"] for size in picture.sizes))
    ]


def _gone(installation: Settings, paths: Iterable[str]) -> list[str]:
    return [path for path in paths if not storage.is_kept(path, folder=installation.media)]


def _named(paths: Sequence[str]) -> str:
    return ", ".join(paths[:_MOST_NAMED]) + (", …" if len(paths) > _MOST_NAMED else "")
