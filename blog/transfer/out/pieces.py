"""A post or page as a Markdown file. What is read from one: `transfer/piece.py`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import undefer

from blog import zones
from blog.db import by_owner, session
from blog.posts import revisions
from blog.posts.fields import Fields, fields_of_each, kept_in
from blog.posts.models import Change, Post, PostAddress, PostPicture, Revision
from blog.topics.models import Theme
from blog.transfer.folder import is_local
from blog.transfer.out import works
from blog.transfer.out.documents import document, present
from blog.transfer.out.pictures import Pictures
from blog.works.models import Review

BATCH: Final = 100
# Texts that go on from those of their pieces. An import passes over what starts with “_”.
IN_HAND: Final = "_in_hand"
_FOLDERS: Final = {"post": "posts", "page": "pages"}


@dataclass(frozen=True, kw_only=True)
class Text:
    path: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """What pieces name: themes by their slugs; works in full."""

    themes: Mapping[int, str]
    works: Mapping[int, Mapping[str, Any]]
    zone: str


def shelves(*, zone: str) -> Shelves:
    themes = {row.id: row.slug for row in session().execute(select(Theme.id, Theme.slug))}
    return Shelves(themes=themes, works=works.by_id(), zone=zone)


def texts(pictures: Pictures, shelves: Shelves) -> Iterator[Text]:
    """Every piece that is not in the trash, in the order in which they were made."""
    paths = _place(pictures)
    ids = sorted(paths)
    for start in range(0, len(ids), BATCH):
        batch = _batch(ids[start : start + BATCH], pictures, shelves)
        for post in batch.posts:
            yield from _texts(post, paths[post.id], batch)
        session().expunge_all()


def _place(pictures: Pictures) -> dict[int, str]:
    """Where each text lies, by its post. Settled before the first is written, and by their slugs:
    two exports of the same blog are the same, whatever was made first.
    """
    means: defaultdict[int, dict[str, int]] = defaultdict(dict)
    asked = select(PostPicture.post_id, PostPicture.reference, PostPicture.picture_id)
    for post_id, reference, picture_id in session().execute(asked):
        if is_local(reference):
            means[post_id][reference] = picture_id
    pieces = select(Post.id, Post.kind, Post.slug).where(Post.trashed_at.is_(None))
    return {
        row.id: pictures.place_text(_FOLDERS[row.kind], row.slug, means[row.id])
        for row in session().execute(pieces.order_by(Post.kind.desc(), Post.slug))
    }


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """Some pieces, and by their ids what stands beside them: with as many queries as for one."""

    posts: Sequence[Post]
    own: Mapping[int, Fields]
    kept: Mapping[int, Revision]
    reviews: Mapping[int, Sequence[Review]]
    aliases: Mapping[int, Sequence[str]]
    changes: Mapping[int, Sequence[Change]]
    pictures: Pictures
    shelves: Shelves


def _batch(ids: Sequence[int], pictures: Pictures, shelves: Shelves) -> _Batch:
    asked = select(Post).where(Post.id.in_(ids)).order_by(Post.id).options(undefer(Post.source))
    posts = session().scalars(asked).all()
    return _Batch(
        posts=posts,
        own=fields_of_each(posts),
        kept=revisions.working_copies(ids),
        reviews=by_owner(
            select(Review.post_id, Review).where(Review.post_id.in_(ids)).order_by(Review.position)
        ),
        aliases=by_owner(
            select(PostAddress.post_id, PostAddress.path)
            .where(PostAddress.post_id.in_(ids))
            .order_by(PostAddress.path)
        ),
        # Oldest first, as one would write them down.
        changes=by_owner(
            select(Change.post_id, Change)
            .where(Change.post_id.in_(ids))
            .order_by(Change.made_at, Change.id)
        ),
        pictures=pictures,
        shelves=shelves,
    )


def _texts(post: Post, path: str, batch: _Batch) -> Iterator[Text]:
    """The text that readers get; of a draft the newest. What goes on from the former stands by."""
    own, kept = batch.own[post.id], batch.kept.get(post.id)
    if kept is not None and post.published_at is None:
        own, kept = kept_in(kept), None
        reviews = works.reviews_typed(own.reviews)
    else:
        rows, unknown = batch.reviews[post.id], post.extra.get("work")
        reviews = works.reviews_kept(rows, batch.shelves.works, unknown=unknown)
    yield _text(post, own, reviews, path, batch)
    if kept is not None:
        in_hand = kept_in(kept)
        text = _text(post, in_hand, works.reviews_typed(in_hand.reviews), path, batch)
        yield Text(path=f"{IN_HAND}/{text.path}", data=text.data)


def _text(post: Post, fields: Fields, reviews: Mapping[str, Any], path: str, batch: _Batch) -> Text:
    pictures, shelves = batch.pictures, batch.shelves
    pictures.note_named_in(fields.all_markdown)
    header = {
        "title": fields.title,
        **present(
            {
                "slug": fields.slug or post.slug,
                "kind": "" if post.kind == "post" else post.kind,
                "date": _moment(post.published_at, shelves.zone),
                "updated": _moment(post.updated_at, shelves.zone),
                "withdrawn": _moment(post.withdrawn_at, shelves.zone),
                "tags": list(fields.tags),
                "themes": [shelves.themes[id_] for id_ in fields.themes if id_ in shelves.themes],
                "summary": fields.summary,
                "cover": pictures.cover(
                    fields.cover_id, fields.cover_alt, fields.cover_caption, text=path
                ),
                "lang": fields.lang,
                "title_lang": fields.title_lang,
                "spoilers": fields.spoiler_notice,
                "aliases": batch.aliases[post.id],
                "id": post.entry_id,
                **reviews,
                "changes": [
                    present({"date": _moment(each.made_at, shelves.zone), "note": each.note})
                    for each in batch.changes[post.id]
                ],
            }
        ),
    }
    unknown = {key: value for key, value in post.extra.items() if key not in header}
    return Text(path=path, data=document(header | unknown, fields.source))


def _moment(moment: datetime | None, zone: str) -> str:
    return zones.to_local(moment, zone).isoformat() if moment else ""
