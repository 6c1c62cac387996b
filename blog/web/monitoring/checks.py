"""What has to be so for the blog to be ready. Of what is not, each check has a sentence."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, false
from sqlalchemy.exc import DBAPIError

from blog import faults, schema
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import holders, on_desk
from blog.jobs.models import Job
from blog.schema import Shape

# With less, an upload or a longer write-ahead log may not find room any more.
LEAST_FREE_BYTES: Final = 32 * 1024**2
# A worker looks every second; the longest job takes half a minute.
_LONG: Final = timedelta(minutes=10)


def run(installation: Settings, *, at: datetime) -> Mapping[str, str]:
    """By name; empty for what is as it should be. Without a database nothing is asked of it."""
    found = {"database": _database(), "disk": _disk(installation)}
    if not found["database"]:
        found |= {"migrations": _migrations(installation)}
    if not found.get("migrations", "unknown"):
        found |= {"jobs": _jobs(installation, at=at)}
    return found


def _database() -> str:
    """Whether it lets us write. Nothing is written, and readers’ pages stay as they are."""
    try:
        with transaction(is_seen=False):
            session().execute(delete(Job).where(false()))
    except DBAPIError as error:
        known = faults.told(error)
        return known.message if known else "The database refuses to be written to."
    return ""


def _disk(installation: Settings) -> str:
    free = shutil.disk_usage(installation.data).free
    if free >= LEAST_FREE_BYTES:
        return ""
    return f"Of the disk, {free // 1024**2} megabytes are free. Make room."


def _migrations(installation: Settings) -> str:
    if schema.shape(installation.database) is Shape.CURRENT:
        return ""
    return "The database is not of this version. Stop the blog and run: blog upgrade"


def _jobs(installation: Settings, *, at: datetime) -> str:
    """Those who do them may be on another machine: then it shows in what waits."""
    if holders.present_count(installation.worker_locks):
        return ""
    oldest = on_desk.queue(at).oldest_due_at
    if oldest is None or oldest >= at - _LONG:
        return ""
    return "Nobody does the jobs that wait. Run: blog serve, or: blog jobs run"
