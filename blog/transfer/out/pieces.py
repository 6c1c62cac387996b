"""A post or page as a Markdown file. What is read from one: `transfer/piece.py`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import undefer

from blog import zones
from blog.db import session
from blog.media.models import Picture
from blog.posts import changes, revisions
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, PostAddress, PostPicture
from blog.topics.models import Theme
from blog.transfer.folder import is_local
from blog.transfer.out import works
from blog.transfer.out.documents import document, present
from blog.transfer.out.pictures import Pictures

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
        batch = select(Post).where(Post.id.in_(ids[start : start + BATCH])).order_by(Post.id)
        for post in session().scalars(batch.options(undefer(Post.source))).all():
            yield from _texts(post, paths[post.id], pictures, shelves)
        session().expunge_all()


def _place(pictures: Pictures) -> dict[int, str]:
    """Where each text lies, by its post. Settled before the first is written, and by their slugs:
    two exports of the same blog are the same, whatever was made first.
    """
    means: defaultdict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for row in session().execute(
        select(PostPicture.post_id, PostPicture.reference, Picture.id, Picture.path).join(
            Picture, Picture.id == PostPicture.picture_id
        )
    ):
        if is_local(row.reference):
            means[row.post_id][row.reference] = (row.id, row.path)
    pieces = select(Post.id, Post.kind, Post.slug).where(Post.trashed_at.is_(None))
    return {
        row.id: pictures.place_text(_FOLDERS[row.kind], row.slug, means[row.id])
        for row in session().execute(pieces.order_by(Post.kind.desc(), Post.slug))
    }


def _texts(post: Post, path: str, pictures: Pictures, shelves: Shelves) -> Iterator[Text]:
    """The text that readers get; of a draft the newest. What goes on from the former stands by."""
    own, kept = fields_of(post), revisions.working_copy(post)
    if kept is not None and post.published_at is None:
        own, kept = kept_in(kept), None
        reviews = works.reviews_typed(own.reviews)
    else:
        reviews = works.reviews_of(post, shelves.works)
    yield _text(post, own, reviews, path, pictures, shelves)
    if kept is not None:
        in_hand = kept_in(kept)
        typed = works.reviews_typed(in_hand.reviews)
        text = _text(post, in_hand, typed, path, pictures, shelves)
        yield Text(path=f"{IN_HAND}/{text.path}", data=text.data)


def _text(
    post: Post,
    fields: Fields,
    reviews: Mapping[str, Any],
    path: str,
    pictures: Pictures,
    shelves: Shelves,
) -> Text:
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
                "aliases": _aliases(post),
                "id": post.entry_id,
                **reviews,
                "changes": _changes(post, shelves.zone),
            }
        ),
    }
    unknown = {key: value for key, value in post.extra.items() if key not in header}
    return Text(path=path, data=document(header | unknown, fields.source))


def _aliases(post: Post) -> Sequence[str]:
    asked = select(PostAddress.path).where(PostAddress.post_id == post.id)
    return session().scalars(asked.order_by(PostAddress.path)).all()


def _changes(post: Post, zone: str) -> list[dict[str, str]]:
    """Oldest first, as one would write them down."""
    told = reversed(changes.of(post))
    return [present({"date": _moment(each.made_at, zone), "note": each.note}) for each in told]


def _moment(moment: datetime | None, zone: str) -> str:
    return zones.to_local(moment, zone).isoformat() if moment else ""
