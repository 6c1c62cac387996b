"""A piece that two pages of the editor type on, and save."""

from dataclasses import replace

from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import autosave, commands
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision
from blog.posts.revisions import Window
from tests.conftest import URL, FrozenClock

FIELDS = Fields(title="Slow train", source="Nine minutes.", tags=("winter",), slug="slow-train")
MINE, THEIRS = Window(editor="mine", device="Firefox on Linux"), Window(editor="theirs")


def create(clock: FrozenClock) -> Post:
    with transaction():
        return commands.create(FIELDS, site_url=URL, at=clock.now)


def type_(
    post: Post, clock: FrozenClock, source: str, window: Window = MINE, based_on: int | None = None
) -> Revision:
    """Autosave a text; over the newest one unless `based_on` says otherwise."""
    version = post.version if based_on is None else based_on
    fields = replace(FIELDS, source=source)
    with transaction():
        return autosave.autosave(
            post, fields, based_on=version, window=window, at=clock.move(minutes=1)
        )


def save(
    post: Post, clock: FrozenClock, source: str, window: Window = MINE, based_on: int | None = None
) -> Revision:
    version = post.version if based_on is None else based_on
    fields = replace(FIELDS, source=source)
    with transaction():
        return commands.save(
            post,
            fields,
            based_on=version,
            window=window,
            site_url=URL,
            at=clock.move(minutes=1),
        )


def find(number: int) -> Revision:
    return session().scalars(select(Revision).where(Revision.number == number)).one()
