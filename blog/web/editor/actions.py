"""What the buttons under a piece do, each with the sentence that says it is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from blog.errors import Refused
from blog.posts import commands, revisions
from blog.posts.models import Post, Status


def save(post: Post, moment: datetime | None, at: datetime) -> str:
    """A time that was changed counts at once for a piece that has one; a draft has none yet."""
    status = post.status(at)
    if moment is None or moment == post.published_at:
        return ""
    if status is Status.LIVE:
        commands.publish(post, at=at, dated=moment)
        return "Readers see it under its new date."
    if status is Status.SCHEDULED:
        commands.schedule(post, for_=moment, at=at)
        return "It waits for its new time."
    return "Saved. The time counts only when you choose Publish or Schedule."


def publish(post: Post, moment: datetime | None, at: datetime) -> str:
    was_live = post.is_live(at)
    commands.publish(post, at=at, dated=moment)
    return "Kept. Readers see it now." if was_live else "Published. Readers see it now."


def schedule(post: Post, moment: datetime | None, at: datetime) -> str:
    if moment is None:
        raise Refused(
            "no_time", "Choose the day and the time it should come out.", {"field": "published_at"}
        )
    commands.schedule(post, for_=moment, at=at)
    return "Scheduled. It comes out by itself."


def withdraw(post: Post, moment: datetime | None, at: datetime) -> str:
    was_live = post.is_live(at)
    commands.withdraw(post, at=at)
    if was_live:
        return "Withdrawn. Its address now says that it was taken back."
    return "Held back. It is a draft again."


def trash(post: Post, moment: datetime | None, at: datetime) -> str:
    commands.trash(post, at=at)
    name = revisions.name_of(post)
    return f"“{name}” is in the trash. You can restore it from there for thirty days."


def restore(post: Post, moment: datetime | None, at: datetime) -> str:
    commands.restore(post, at=at)
    if post.withdrawn_at is not None:
        return "Restored. Readers see it only when you publish it again."
    return "Restored. It is a draft."


ACTIONS: Final[dict[str, Callable[[Post, datetime | None, datetime], str]]] = {
    "save": save,
    "publish": publish,
    "schedule": schedule,
    "withdraw": withdraw,
    "trash": trash,
    "restore": restore,
}
