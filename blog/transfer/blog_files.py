"""The two files beside the pieces: `blog.yaml`, what the blog is called, and `tags.yaml`, what its
tags are about.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from blog import slugs
from blog.db import session
from blog.posts.models import Post
from blog.settings import commands as settings
from blog.settings.models import BlogSettings
from blog.topics import queries, tags
from blog.transfer import front_matter
from blog.transfer.folder import Folder
from blog.transfer.header import Header
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run


def begin(
    folder: Folder, *, may_overwrite: bool, at: datetime
) -> tuple[Outcome | None, tuple[str, ...]]:
    """Name a blog that has no name yet, or any if it may; with the pages of the navigation.

    :raises Refused: when `blog.yaml` is there and cannot be used: then no date could be read.
    """
    file = folder.root / "blog.yaml"
    if not file.is_file():
        return None, ()
    header, path = Header(_read(folder, file)), folder.name(file)
    current = session().scalar(select(BlogSettings))
    fields = _fields(header)
    navigation = header.texts("navigation")
    if current is None:
        settings.begin(fields, at=at)
        return Outcome(path=path, result=Result.MADE), navigation
    if not may_overwrite or _says(current) == fields:
        return Outcome(path=path, result=Result.UNCHANGED), ()
    settings.change(current, fields, based_on=current.version, at=at)
    return Outcome(path=path, result=Result.CHANGED), navigation


def put_in_navigation(slugs_in_order: tuple[str, ...]) -> None:
    """Pages in the order in which `blog.yaml` names them; those not there are passed over."""
    for position, slug in enumerate(slugs_in_order, start=1):
        session().execute(
            update(Post)
            .where(Post.kind == "page", Post.slug == slugs.slugify(slug))
            .values(navigation_position=position),
            execution_options={"synchronize_session": False},
        )


def describe_tags(run: Run, file: Path) -> Outcome:
    """Give tags without a description theirs; one that was written on the desk stays.

    :raises Refused: when `tags.yaml` cannot be used.
    """
    header = Header(values := _read(run.folder, file))
    outcomes = [_describe(run, name, header.text(name)) for name in values]
    notes = tuple(note for _, note in outcomes if note)
    has_changed = any(changed for changed, _ in outcomes)
    result = Result.CHANGED if has_changed else Result.UNCHANGED
    return Outcome(path=run.folder.name(file), result=result, notes=notes)


def _describe(run: Run, name: str, description: str) -> tuple[bool, str]:
    tag = queries.tag_named(name)
    if tag is None:
        return False, f"No piece has the tag “{name}”."
    if tag.description == description or (tag.description and not run.may_overwrite):
        return False, ""
    tags.describe(tag, description, at=run.at)
    session().flush()
    return True, ""


def _read(folder: Folder, file: Path) -> dict[str, Any]:
    return front_matter.mapping(front_matter.decode(folder.read(file)))


def _fields(header: Header) -> settings.BlogFields:
    owner = header.take("owner")
    name = Header(owner).text("name") if isinstance(owner, dict) else ""
    return settings.BlogFields(
        name=header.text("name"),
        author=name or header.text("author"),
        tagline=header.text("tagline"),
        language=header.text("language") or "en-GB",
        time_zone=header.text("time_zone") or "UTC",
        footer=header.text("footer"),
        fediverse=header.text("fediverse"),
    )


def _says(current: BlogSettings) -> settings.BlogFields:
    return settings.BlogFields(
        name=current.name,
        author=current.author,
        tagline=current.tagline,
        language=current.language,
        time_zone=current.time_zone,
        footer=current.footer,
        fediverse=current.fediverse,
    )
