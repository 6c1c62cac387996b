"""Where pictures are shown: in pieces, in texts that are not out yet, in themes, as covers.

A text that was only autosaved, and the essay of a theme, have no rows in `post_pictures`: they are
read for the addresses in them, so that a picture just put into a draft never counts as unused.
Former revisions do not count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, or_, select, union

from blog.db import session
from blog.media import queries as media
from blog.media.models import Picture
from blog.posts.models import Post, PostPicture, Revision, WorkingCopy
from blog.topics.models import Theme


@dataclass(frozen=True, kw_only=True)
class Use:
    """A piece or a theme that shows a picture, in its text or as its cover."""

    of: Literal["post", "theme"]
    id: int
    title: str
    lang: str = ""


@dataclass(frozen=True)
class _Shown:
    """The pictures of one text, by path, and its cover, by id."""

    paths: frozenset[str]
    cover_id: int | None

    def shows(self, picture: Picture) -> bool:
        return picture.path in self.paths or picture.id == self.cover_id


def uses(pictures: Sequence[Picture]) -> dict[int, list[Use]]:
    """Where each of these is shown, by its id: pieces, the newest first, and then themes."""
    pairs = _stored_pairs(picture.id for picture in pictures)
    for post_id, shown in _in_working_copies():
        pairs |= {(picture.id, post_id) for picture in pictures if shown.shows(picture)}
    found: dict[int, list[Use]] = {}
    for piece in _pieces({post_id for _, post_id in pairs}):
        for picture in pictures:
            if (picture.id, piece.id) in pairs:
                found.setdefault(picture.id, []).append(piece)
    for theme, shown in _in_themes():
        for picture in pictures:
            if shown.shows(picture):
                found.setdefault(picture.id, []).append(theme)
    return found


def is_used() -> ColumnElement[bool]:
    """Whether a picture is shown anywhere."""
    unnoted = [shown for _, shown in (*_in_working_copies(), *_in_themes())]
    return or_(
        Picture.id.in_(select(PostPicture.picture_id)),
        is_cover(),
        Picture.path.in_({path for shown in unnoted for path in shown.paths}),
        Picture.id.in_({shown.cover_id for shown in unnoted if shown.cover_id is not None}),
    )


def is_cover() -> ColumnElement[bool]:
    """Whether a picture is the cover of a piece or a theme, as they were saved."""
    covers = union(
        select(Post.cover_id).where(Post.cover_id.is_not(None)),
        select(Theme.cover_id).where(Theme.cover_id.is_not(None)),
    )
    return Picture.id.in_(covers)


def _stored_pairs(picture_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(picture, post) of the texts and covers as they were saved."""
    wanted = set(picture_ids)
    in_texts = select(PostPicture.picture_id, PostPicture.post_id)
    as_covers = select(Post.cover_id, Post.id)
    in_texts = in_texts.where(PostPicture.picture_id.in_(wanted))
    as_covers = as_covers.where(Post.cover_id.in_(wanted))
    pairs = {(picture_id, post_id) for picture_id, post_id in session().execute(in_texts)}
    covers = session().execute(as_covers)
    return pairs | {(picture_id, post_id) for picture_id, post_id in covers if picture_id}


def _pieces(post_ids: set[int]) -> list[Use]:
    rows = session().execute(
        select(Post.id, Post.title, Post.lang).where(Post.id.in_(post_ids)).order_by(Post.id.desc())
    )
    return [Use(of="post", id=id_, title=title, lang=lang) for id_, title, lang in rows]


def _in_working_copies() -> list[tuple[int, _Shown]]:
    rows = session().execute(
        select(WorkingCopy.post_id, Revision.source, Revision.fields).join(
            Revision, Revision.id == WorkingCopy.revision_id
        )
    )
    return [
        (post_id, _shown(_with_verdicts(source, fields), fields.get("cover_id")))
        for post_id, source, fields in rows
    ]


def _with_verdicts(source: str, fields: Mapping[str, Any]) -> str:
    return "\n\n".join([source, *(review["verdict"] for review in fields.get("reviews", ()))])


def _in_themes() -> list[tuple[Use, _Shown]]:
    rows = session().execute(
        select(Theme.id, Theme.title, Theme.source, Theme.cover_id).order_by(Theme.title)
    )
    return [
        (Use(of="theme", id=id_, title=title), _shown(source, cover_id))
        for id_, title, source, cover_id in rows
    ]


def _shown(source: str, cover_id: int | None) -> _Shown:
    return _Shown(media.paths_in(source), cover_id)
