"""The two files beside the pieces: `blog.yaml`, what the blog is called, and `tags.yaml`, what its
tags are about.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from blog import slugs
from blog.db import session
from blog.posts import navigation
from blog.settings import commands as settings
from blog.settings.models import BlogSettings
from blog.topics import queries, tags, themes
from blog.topics.models import Theme
from blog.transfer import front_matter
from blog.transfer.folder import Folder
from blog.transfer.header import Header
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run

# Key in `letters` → field of the settings.
_TEXTS_OF_LETTERS: Final = {
    "from": "mail_from",
    "signature": "mail_signature",
    "return_path": "return_path",
}
_NUMBERS_OF_LETTERS: Final = {
    "a_minute": "letters_per_minute",
    "countdown_minutes": "countdown_minutes",
}


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What became of `blog.yaml`; and the slugs of pages and themes that it puts in order."""

    outcome: Outcome | None = None
    navigation: tuple[str, ...] = ()
    shelf: tuple[str, ...] = ()


def begin(folder: Folder, *, may_overwrite: bool, at: datetime) -> Beginning:
    """Name a blog that has no name yet, or any if it may.

    :raises Refused: when `blog.yaml` is there and cannot be used: then no date could be read.
    """
    file = folder.root / "blog.yaml"
    if not file.is_file():
        return Beginning()
    header, path = Header(_read(folder, file)), folder.name(file)
    current = session().scalar(select(BlogSettings))
    fields = _fields(header, before=_says(current) if current else None)
    if current is None:
        settings.begin(fields, at=at)
        result = Result.MADE
    elif not may_overwrite or _says(current) == fields:
        return Beginning(outcome=Outcome(path=path, result=Result.UNCHANGED))
    else:
        settings.change(current, fields, based_on=current.version, at=at)
        result = Result.CHANGED
    return Beginning(
        outcome=Outcome(path=path, result=result),
        navigation=header.texts("navigation"),
        shelf=header.texts("shelf"),
    )


def put_in_order(beginning: Beginning) -> None:
    """Pages and themes as `blog.yaml` names them; those not there are passed over."""
    _put_in_navigation(beginning.navigation)
    known = {theme.slug: theme.id for theme in session().execute(select(Theme.id, Theme.slug))}
    ids = [known[slug] for slug in beginning.shelf if slug in known]
    if ids:
        themes.shelve(ids)


def _put_in_navigation(slugs_in_order: Iterable[str]) -> None:
    """Those that stand there already and are not named stay, behind."""
    pages = navigation.pages()
    known = {page.slug: page.id for page in pages}
    wanted = (slugs.slugify(slug) for slug in slugs_in_order)
    named = [known[slug] for slug in wanted if slug in known]
    if named:
        there = [page.id for page in pages if page.navigation_position is not None]
        navigation.arrange([*named, *(page_id for page_id in there if page_id not in named)])


def describe_tags(run: Run, file: Path) -> Outcome:
    """Give tags without a description theirs; one that was written on the desk stays.

    :raises Refused: when `tags.yaml` cannot be used.
    """
    values = _read(run.folder, file)
    outcomes = [_describe(run, name, value) for name, value in values.items()]
    notes = tuple(note for _, note in outcomes if note)
    has_changed = any(changed for changed, _ in outcomes)
    result = Result.CHANGED if has_changed else Result.UNCHANGED
    return Outcome(path=run.folder.name(file), result=result, notes=notes)


def _describe(run: Run, name: str, value: Any) -> tuple[bool, str]:
    tag = queries.tag_named(name)
    if tag is None:
        return False, f"No piece has the tag “{name}”."
    told = Header(value if isinstance(value, dict) else {"about": value})
    description, slug = told.text("about"), told.text("slug")
    if slug:
        tags.readdress(tag, slug)
    for alias in told.texts("aliases"):
        tags.remember_address(alias, tag)
    if tag.description == description or (tag.description and not run.may_overwrite):
        return False, ""
    tags.describe(tag, description, at=run.at)
    session().flush()
    return True, ""


def _read(folder: Folder, file: Path) -> dict[str, Any]:
    return front_matter.mapping(front_matter.decode(folder.read(file)))


def _fields(header: Header, *, before: settings.BlogFields | None) -> settings.BlogFields:
    """What the file says. Of letters and feeds it may say nothing: then they stay."""
    owner, letters = header.take("owner"), header.take("letters")
    name = Header(owner).text("name") if isinstance(owner, dict) else ""
    return replace(
        before or settings.BlogFields(name="", author=""),
        name=header.text("name"),
        author=name or header.text("author"),
        tagline=header.text("tagline"),
        language=header.text("language") or "en-GB",
        time_zone=header.text("time_zone") or "UTC",
        footer=header.text("footer"),
        fediverse=header.text("fediverse"),
        **_told_of_letters(Header(letters if isinstance(letters, dict) else {})),
        **_named({"hub": header.text("hub")}),
    )


def _told_of_letters(letters: Header) -> dict[str, Any]:
    texts = {field: letters.text(key) for key, field in _TEXTS_OF_LETTERS.items()}
    numbers = {field: letters.take(key) for key, field in _NUMBERS_OF_LETTERS.items()}
    return _named({**texts, **{key: each for key, each in numbers.items() if type(each) is int}})


def _named(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value != ""}


def _says(current: BlogSettings) -> settings.BlogFields:
    names = (field.name for field in dataclasses.fields(settings.BlogFields))
    return settings.BlogFields(**{name: getattr(current, name) for name in names})
