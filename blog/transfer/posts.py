"""A Markdown file becomes a post or page, changes the one it became before, or leaves it alone."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from blog.db import session
from blog.errors import Refused
from blog.posts import addresses, changes, commands, revisions
from blog.posts.fields import Fields, fields_of
from blog.posts.models import Post, Status
from blog.transfer import front_matter, memory, pictures, piece, themes, works
from blog.transfer.header import Header
from blog.transfer.piece import Piece
from blog.transfer.report import Outcome, Result
from blog.transfer.run import Run


@dataclass(frozen=True, kw_only=True)
class _Ready:
    """A piece with everything it names looked up."""

    piece: Piece
    fields: Fields
    pictures: dict[str, int]
    digests: dict[str, str | None]
    notes: tuple[str, ...]


def bring(run: Run, file: Path) -> Outcome:
    """Import one file. The caller gives it a savepoint of its own.

    :raises BlogError: when it cannot come in; then nothing of it may stay.
    """
    path = run.folder.name(file)
    data = run.folder.read(file)
    values, source = front_matter.read(run.with_new_addresses(data))
    header = Header(values)
    entry_id = piece.entry_id(header)
    post = _known(entry_id, path)
    if post is None:
        ready = _ready(run, header, source, file)
        return _make(run, data, ready, path=path, entry_id=entry_id)
    _refuse_twice(run, post, path)
    has_news = _has_news(run, post, data, file)
    if not has_news and not run.may_overwrite:
        return Outcome(path=path, result=Result.UNCHANGED)
    is_edited = (
        not post.imported
        or memory.post_state(post) != post.imported["state"]
        or revisions.working_copy(post) is not None
    )
    if not has_news and not is_edited:
        return Outcome(path=path, result=Result.UNCHANGED)
    if is_edited and not run.may_overwrite:
        return Outcome(
            path=path,
            result=Result.SKIPPED,
            code="edited_on_the_desk",
            reason="The piece was edited on the desk since. To replace it, use --overwrite.",
        )
    return _change(run, post, data, _ready(run, header, source, file), path=path)


def _known(entry_id: str, path: str) -> Post | None:
    """By its id; a file without one by where it lies."""
    is_it = Post.entry_id == entry_id if entry_id else Post.source_path == path
    return session().scalar(select(Post).where(is_it))


def _refuse_twice(run: Run, post: Post, path: str) -> None:
    other = run.taken.get(post.id)
    if other is not None:
        raise Refused("same_id", f"It has the same id as {other}, which came before it.")
    run.taken[post.id] = path


def _has_news(run: Run, post: Post, data: bytes, file: Path) -> bool:
    imported = post.imported
    return (
        not imported
        or ("work" in post.extra and not imported.get("knows_works"))
        or imported["file"] != memory.digest(data)
        or pictures.has_changed(run, imported["pictures"], beside=file)
    )


def _ready(run: Run, header: Header, source: str, file: Path) -> _Ready:
    found = piece.read(header, source, stem=file.stem, zone=run.zone, lang=run.lang)
    words = "\n\n".join([found.source, *(named.verdict for named in found.works)])
    in_text = pictures.bring(run, pictures.named_in(words), beside=file)
    cover, on_cover = found.cover, pictures.Brought()
    if cover is not None:
        on_cover = pictures.bring(run, [cover.reference], beside=file)
    theme_ids, theme_notes = themes.find_or_make(run, found.themes)
    reviews, work_notes = works.bring(run, found.works)
    fields = Fields(
        title=found.title,
        source=found.source,
        slug=found.slug,
        lang=found.lang,
        title_lang=found.title_lang,
        summary=found.summary,
        spoiler_notice=found.spoiler_notice,
        tags=found.tags,
        themes=tuple(theme_ids),
        cover_id=on_cover.ids.get(cover.reference) if cover else None,
        cover_alt=cover.alt if cover else "",
        cover_caption=cover.caption if cover else "",
        reviews=reviews,
    )
    return _Ready(
        piece=found,
        fields=fields,
        pictures=in_text.ids,
        digests=in_text.digests | on_cover.digests,
        notes=(
            *in_text.notes,
            *on_cover.notes,
            *theme_notes,
            *work_notes,
        ),
    )


def _make(run: Run, data: bytes, ready: _Ready, *, path: str, entry_id: str) -> Outcome:
    post = commands.create(
        ready.fields,
        site_url=run.site_url,
        at=run.at,
        kind=ready.piece.kind,
        entry_id=entry_id or None,
        pictures=ready.pictures,
    )
    _give_way(path)
    post.source_path = path
    return _finish(run, post, data, ready, path=path, result=Result.MADE)


def _change(run: Run, post: Post, data: bytes, ready: _Ready, *, path: str) -> Outcome:
    if post.kind != ready.piece.kind:
        raise Refused(
            "other_kind",
            f"It was imported as a {post.kind} before, and cannot become another kind.",
        )
    kept = themes.ids_of(post.id)
    themes_of_both = (*ready.fields.themes, *kept)
    fields = replace(
        ready.fields,
        themes=themes_of_both,
        title_lang=ready.fields.title_lang or post.title_lang,
        reviews=ready.fields.reviews or fields_of(post).reviews,
    )
    commands.save(
        post,
        fields,
        based_on=post.version,
        site_url=run.site_url,
        at=run.at,
        pictures=ready.pictures,
    )
    return _finish(run, post, data, ready, path=path, result=Result.CHANGED)


def _finish(
    run: Run, post: Post, data: bytes, ready: _Ready, *, path: str, result: Result
) -> Outcome:
    found = ready.piece
    _publish(run, post, found)
    for alias in found.aliases:
        addresses.remember(post, alias)
    post.extra = found.extra
    session().flush()
    post.imported = memory.record(
        data, ready.digests, state=memory.post_state(post), knows_works=True
    )
    session().flush()
    run.taken[post.id] = path
    return Outcome(
        path=path, result=result, notes=ready.notes, kept_keys=tuple(sorted(found.extra))
    )


def _publish(run: Run, post: Post, found: Piece) -> None:
    """As the file dates it. A file without a date makes a draft, and takes nothing back."""
    dated = found.published_at
    is_as_dated = (post.published_at, post.withdrawn_at) == (dated, found.withdrawn_at)
    if dated is not None and not (is_as_dated and post.trashed_at is None):
        if dated > run.at:
            commands.schedule(post, for_=dated, at=run.at)
        else:
            commands.publish(post, at=run.at, dated=dated)
        if found.withdrawn_at is not None and post.status(run.at) is Status.LIVE:
            commands.withdraw(post, at=found.withdrawn_at)
    if found.changes:
        changes.put(post, [(told.made_at, told.note) for told in found.changes])
    if found.updated_at is not None:
        post.updated_at = found.updated_at


def _give_way(path: str) -> None:
    """Another piece came from this path once, and this file says by its id that it is a new one."""
    former = session().scalar(select(Post).where(Post.source_path == path))
    if former is not None:
        former.source_path = None
        session().flush()
