"""What an import remembers of a file, on the row it made: enough to know who changed what since.

`file` is the digest of the file, `pictures` those of the pictures it names (None: not there), and
`state` a fingerprint of the row as the import left it. A file that changed is imported again; a row
that changed was edited on the desk, and is not overwritten unasked. `knows_works` is missing where
an import passed over what the file says of works; the next one takes it in.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from blog.db import session
from blog.posts.models import Post
from blog.topics.models import PostTag, Theme, ThemeEntry
from blog.works.models import Review

_OF_POST = (
    "kind title slug lang summary spoiler_notice source cover_id cover_alt cover_caption "
    "published_at updated_at withdrawn_at trashed_at"
).split()
_OF_REVIEW = "work_id rating verdict_source seen_on seen_where is_again".split()
_OF_THEME = "title slug tagline cloth source cover_id cover_alt".split()


def record(
    data: bytes, pictures: Mapping[str, str | None], *, state: str, **more: Any
) -> dict[str, Any]:
    return {"file": digest(data), "pictures": dict(pictures), "state": state, **more}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def post_state(post: Post) -> str:
    """Changes when anything about the post changes that a file could say."""
    tags = select(PostTag.tag_id).where(PostTag.post_id == post.id).order_by(PostTag.position)
    reviews = select(Review).where(Review.post_id == post.id).order_by(Review.position)
    said = [_values(review, _OF_REVIEW) for review in session().scalars(reviews)]
    return _fingerprint([*_values(post, _OF_POST), *session().scalars(tags), *said])


def theme_state(theme: Theme, *, order: Iterable[int]) -> str:
    """The same for a theme; of its pieces those count that the file put in order."""
    entries = session().execute(
        select(ThemeEntry.post_id, ThemeEntry.note, ThemeEntry.is_start)
        .where(ThemeEntry.theme_id == theme.id, ThemeEntry.post_id.in_(list(order)))
        .order_by(ThemeEntry.position)
    )
    return _fingerprint([*_values(theme, _OF_THEME), *(list(entry) for entry in entries)])


def _values(row: Post | Theme | Review, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def _fingerprint(values: list[Any]) -> str:
    return digest(json.dumps(values, default=str).encode())
