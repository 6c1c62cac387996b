"""What the writer decides about a post, as one value: form, front matter and revision carry it.

A value holds whatever was typed. What a stored post may hold is asked only when it is to become the
post's own (`refuse_impossible`), so that no text is ever too wrong to be kept.
"""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import select

from blog.db import by_owner
from blog.errors import refuse_too_long
from blog.markdown import refuse_covers
from blog.posts import reviews
from blog.posts.models import Post, Revision
from blog.topics.models import PostTag, Tag, ThemeEntry
from blog.works.fields import ReviewText

MOST: Final = {
    "title": 500,
    "summary": 1000,
    "spoiler_notice": 500,
    "cover_alt": 1000,
    "cover_caption": 1000,
}
NOTHING_TO_READ: Final = "There is no title, no text and no verdict yet. Write a line first."


@dataclass(frozen=True, kw_only=True)
class Fields:
    """`slug` may be empty: then it follows the title. `themes` are ids, `tags` names as typed.

    `when` is the time as typed; empty means the time the post has, or none.
    """

    title: str = ""
    source: str = ""
    slug: str = ""
    lang: str = "en-GB"
    title_lang: str = ""
    summary: str = ""
    spoiler_notice: str = ""
    tags: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    cover_id: int | None = None
    cover_alt: str = ""
    cover_caption: str = ""
    when: str = ""
    reviews: tuple[ReviewText, ...] = ()

    @property
    def all_markdown(self) -> str:
        """The text and the verdicts."""
        return "\n\n".join([self.source, *(review.verdict for review in self.reviews)])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read: no title, no text, and no review that judges."""
        has_words = bool(self.title.strip() or self.source.strip())
        return not (has_words or any(review.is_judgement for review in self.reviews))

    def beside_the_text(self) -> dict[str, Any]:
        """Everything but title and source, ready for JSON."""
        fields = asdict(self)
        del fields["title"], fields["source"]
        return fields


def fields_of(post: Post) -> Fields:
    """What the post itself holds: what readers see of a live one."""
    return fields_of_each([post])[post.id]


def fields_of_each(posts: Collection[Post]) -> dict[int, Fields]:
    """The same by id, with as many queries for many posts as for one."""
    ids = [post.id for post in posts]
    tags = by_owner(
        select(PostTag.post_id, Tag.name)
        .join(Tag, Tag.id == PostTag.tag_id)
        .where(PostTag.post_id.in_(ids))
        .order_by(PostTag.position)
    )
    themes = by_owner(
        select(ThemeEntry.post_id, ThemeEntry.theme_id)
        .where(ThemeEntry.post_id.in_(ids))
        .order_by(ThemeEntry.theme_id)
    )
    typed = reviews.texts_of(ids)
    return {
        post.id: Fields(
            title=post.title,
            source=post.source,
            slug=post.slug,
            lang=post.lang,
            title_lang=post.title_lang,
            summary=post.summary,
            spoiler_notice=post.spoiler_notice,
            tags=tuple(tags[post.id]),
            themes=tuple(themes[post.id]),
            cover_id=post.cover_id,
            cover_alt=post.cover_alt,
            cover_caption=post.cover_caption,
            reviews=tuple(typed[post.id]),
        )
        for post in posts
    }


def kept_in(revision: Revision) -> Fields:
    """The text of a revision, also of one from before a field was there or after it had gone."""
    known = {field.name for field in dataclasses.fields(Fields)}
    beside: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in revision.fields.items()
        if name in known
    }
    typed = tuple(_review(review) for review in beside.pop("reviews", ()))
    return Fields(title=revision.title, source=revision.source, reviews=typed, **beside)


def _review(kept: Mapping[str, Any]) -> ReviewText:
    known = {field.name for field in dataclasses.fields(ReviewText)}
    return ReviewText(**{name: value for name, value in kept.items() if name in known})


def refuse_impossible(fields: Fields) -> None:
    """:raises Refused: "too_long" or "cannot_cover"; `details["field"]` names the field."""
    texts = asdict(fields)
    refuse_too_long(texts, MOST)
    refuse_covers({name: texts[name] for name in MOST})
