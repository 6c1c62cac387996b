"""Tags that nobody has used yet and that look like one that somebody has."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from blog import slugs
from blog.db import session
from blog.posts.preflight.findings import Finding, look
from blog.topics.models import PostTag, Tag
from blog.topics.resembling import resembling


def check_tags(names: Sequence[str], *, post_id: int | None) -> Iterator[Finding]:
    known = _used_elsewhere(post_id) if names else []
    keys = set(map(slugs.fold, known))
    for name in names:
        other = None if slugs.fold(name) in keys else resembling(name, known)
        if other is not None:
            yield look(
                f"The tag “{name}” is new. Did you mean “{other}”, which you have used before?",
                place="tags",
                words=name,
            )


def _used_elsewhere(post_id: int | None) -> list[str]:
    used = select(PostTag.tag_id).where(PostTag.post_id.is_distinct_from(post_id))
    return list(session().scalars(select(Tag.name).where(Tag.id.in_(used)).order_by(Tag.key)))
