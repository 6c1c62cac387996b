"""What the writer decides about a post, as one value: form, front matter and revision carry it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from blog.db import session
from blog.posts.models import Post, Revision
from blog.topics.models import PostTag, Tag, ThemeEntry


@dataclass(frozen=True, kw_only=True)
class Fields:
    """`slug` may be empty: then it follows the title. `themes` are ids, `tags` names as typed."""

    title: str = ""
    source: str = ""
    slug: str = ""
    lang: str = "en-GB"
    summary: str = ""
    spoiler_notice: str = ""
    tags: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    cover_id: int | None = None
    cover_alt: str = ""
    cover_caption: str = ""

    def beside_the_text(self) -> dict[str, Any]:
        """Everything but title and source, ready for JSON."""
        fields = asdict(self)
        del fields["title"], fields["source"]
        return fields


def fields_of(post: Post) -> Fields:
    """What the writer has decided about a post, as the form shows it and a save takes it."""
    tags = (
        select(Tag.name)
        .join(PostTag, PostTag.tag_id == Tag.id)
        .where(PostTag.post_id == post.id)
        .order_by(PostTag.position)
    )
    themes = select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post.id)
    return Fields(
        title=post.title,
        source=post.source,
        slug=post.slug,
        lang=post.lang,
        summary=post.summary,
        spoiler_notice=post.spoiler_notice,
        tags=tuple(session().scalars(tags)),
        themes=tuple(sorted(session().scalars(themes))),
        cover_id=post.cover_id,
        cover_alt=post.cover_alt,
        cover_caption=post.cover_caption,
    )


def is_last_saved(post: Post, fields: Fields) -> bool:
    """Whether the last explicit save stored exactly this."""
    newest = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number.desc())
    last = session().scalar(newest.limit(1))
    if last is None or (last.title, last.source) != (fields.title, fields.source):
        return False
    return bool(last.fields == json.loads(json.dumps(fields.beside_the_text())))
