"""Themes on the way in: found or made when a piece names them, and written from `themes/*.md`.

An import puts pieces under a theme and takes none out: its order was made by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from blog import slugs
from blog.db import session
from blog.errors import Refused
from blog.posts.models import Post
from blog.topics import themes as topics
from blog.topics.models import CLOTHS, Theme, ThemeAddress, ThemeEntry
from blog.transfer import front_matter, memory, pictures, piece
from blog.transfer.header import Header
from blog.transfer.piece import Cover
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run


@dataclass(frozen=True, kw_only=True)
class Line:
    """One piece in the order, by its slug or the name of its file."""

    reference: str
    note: str
    is_start: bool


@dataclass(frozen=True, kw_only=True)
class ThemeFile:
    file: Path
    data: bytes
    fields: topics.ThemeFields
    cover: Cover | None
    order: tuple[Line, ...]
    aliases: tuple[str, ...]
    rest: tuple[str, ...]


def read(run: Run, file: Path) -> ThemeFile:
    """What a theme's file says; its name is the slug unless it gives one.

    :raises Refused: with the key and what would be right.
    """
    data = run.folder.read(file)
    values, source = front_matter.read(run.with_new_addresses(data))
    header = Header(values)
    cover = piece.cover(header)
    fields = topics.ThemeFields(
        title=header.text("title") or file.stem,
        slug=slugs.slugify(header.text("slug") or file.stem),
        tagline=header.text("tagline"),
        cloth=header.text("cloth") or CLOTHS[0],
        source=source,
        cover_alt=cover.alt if cover else "",
    )
    order = tuple(_line(value) for value in _list(header.take("order")))
    return ThemeFile(
        file=file,
        data=data,
        fields=fields,
        cover=cover,
        order=order,
        aliases=header.texts("aliases"),
        rest=tuple(sorted(header.rest())),
    )


def plan(run: Run, found: ThemeFile) -> None:
    """Let pieces that name this theme, before it is written, make it under its right name."""
    names = (found.fields.title, found.fields.slug)
    for reference in names:
        run.planned[slugs.fold(reference)] = names


def find_or_make(run: Run, references: Sequence[str]) -> tuple[list[int], list[str]]:
    """The themes of these slugs or titles, and a note for each that nobody has written about."""
    ids, notes = [], []
    for reference in references:
        theme = _find(reference)
        if theme is None:
            title, slug = run.planned.get(slugs.fold(reference), (reference, ""))
            if not slug:
                notes.append(f"There was no theme “{reference}”; it was made.")
            count = session().scalar(select(func.count()).select_from(Theme)) or 0
            fields = topics.ThemeFields(title=title, slug=slug, cloth=CLOTHS[count % len(CLOTHS)])
            theme = topics.make(fields, site_url=run.site_url, lang=run.lang, at=run.at)
        ids.append(theme.id)
    return ids, notes


def ids_of(post_id: int) -> list[int]:
    return list(session().scalars(select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post_id)))


def bring(run: Run, found: ThemeFile) -> Outcome:
    """Write one theme and its order. The caller gives it a savepoint of its own.

    :raises BlogError: when it cannot come in; then nothing of it may stay.
    """
    path = run.folder.name(found.file)
    theme = _find(found.fields.slug)
    was_made_now = theme is None or (theme.imported is None and theme.created_at == run.at)
    if theme is not None and not was_made_now:
        has_news = _has_news(run, theme.imported, found)
        is_edited = _is_edited(theme)
        if not has_news and not (run.may_overwrite and is_edited):
            return Outcome(path=path, result=Result.UNCHANGED)
        if is_edited and not run.may_overwrite:
            return Outcome(
                path=path,
                result=Result.SKIPPED,
                code="edited_on_the_desk",
                reason="The theme was edited on the desk since. To replace it, use --overwrite.",
            )
    notes = _write(run, theme, found)
    result = Result.MADE if was_made_now else Result.CHANGED
    return Outcome(path=path, result=result, notes=notes, kept_keys=())


def _write(run: Run, theme: Theme | None, found: ThemeFile) -> tuple[str, ...]:
    references = [found.cover.reference] if found.cover else []
    brought = pictures.bring(run, references, beside=found.file)
    fields = replace(found.fields, cover_id=next(iter(brought.ids.values()), None))
    if theme is None:
        theme = topics.make(fields, site_url=run.site_url, lang=run.lang, at=run.at)
    else:
        topics.change(
            theme,
            fields,
            based_on=theme.version,
            site_url=run.site_url,
            lang=run.lang,
            at=run.at,
        )
    places, missing = _places(run, found.order)
    for alias in found.aliases:
        topics.remember_address(alias, theme)
    ordered = [place.post_id for place in places]
    topics.arrange(theme, [*places, *_others(theme, ordered)], at=run.at)
    state = memory.theme_state(theme, order=ordered)
    theme.imported = memory.record(
        found.data, brought.digests, state=state, order=ordered, missing=missing
    )
    session().flush()
    return (
        *brought.notes,
        *(f"“{reference}” stands in the order, and is no piece." for reference in missing),
        *(f"`{key}` means nothing here and was left out." for key in found.rest),
    )


def _has_news(run: Run, imported: dict[str, Any] | None, found: ThemeFile) -> bool:
    return (
        not imported
        or imported["file"] != memory.digest(found.data)
        or pictures.has_changed(run, imported["pictures"], beside=found.file)
        or any(_post_id(run, reference) for reference in imported["missing"])
    )


def _is_edited(theme: Theme) -> bool:
    if not theme.imported:
        return True
    state = memory.theme_state(theme, order=theme.imported["order"])
    return bool(state != theme.imported["state"])


def _find(reference: str) -> Theme | None:
    slug, folded = slugs.slugify(reference), slugs.fold(reference)
    by_slug = select(Theme).where(Theme.slug == slug)
    by_address = (
        select(Theme)
        .join(ThemeAddress, ThemeAddress.theme_id == Theme.id)
        .where(ThemeAddress.slug == slug)
    )
    for query in (by_slug, by_address):
        if (theme := session().scalar(query)) is not None:
            return theme
    titles = session().scalars(select(Theme).order_by(Theme.id))
    return next((theme for theme in titles if slugs.fold(theme.title) == folded), None)


def _places(run: Run, order: Sequence[Line]) -> tuple[list[topics.Place], list[str]]:
    places, missing = [], []
    for line in order:
        post_id = _post_id(run, line.reference)
        if post_id is None:
            missing.append(line.reference)
        else:
            places.append(topics.Place(post_id=post_id, note=line.note, is_start=line.is_start))
    return places, missing


def _others(theme: Theme, ordered: Sequence[int]) -> list[topics.Place]:
    """What stands under the theme beside the order of the file, behind it; the file says where to
    start.
    """
    entries = session().execute(
        select(ThemeEntry.post_id, ThemeEntry.note)
        .where(ThemeEntry.theme_id == theme.id, ThemeEntry.post_id.not_in(ordered))
        .order_by(ThemeEntry.position)
    )
    return [topics.Place(post_id=post_id, note=note) for post_id, note in entries]


def _post_id(run: Run, reference: str) -> int | None:
    by_slug = select(Post.id).where(Post.slug == slugs.slugify(reference))
    found = session().scalar(by_slug.order_by(Post.kind == "page").limit(1))
    stem = Path(reference).stem
    named = (post_id for post_id, path in run.taken.items() if Path(path).stem == stem)
    return found if found is not None else next(named, None)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused("bad_front_matter", "`order` should be a list of pieces.")
    return value


def _line(value: Any) -> Line:
    header = Header(value if isinstance(value, dict) else {"post": value})
    line = Line(
        reference=header.text("post"), note=header.text("note"), is_start=header.flag("start")
    )
    if not line.reference:
        raise Refused("bad_front_matter", "A line of `order` does not say which `post` it means.")
    return line
