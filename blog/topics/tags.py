"""How tags change: typed, described, renamed, merged, removed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from blog import events, slugs
from blog.db import session
from blog.errors import Refused, refuse_too_long
from blog.markdown import refuse_covers
from blog.topics.events import TagMerged, TopicChanged
from blog.topics.models import PostTag, Tag, TagAddress
from blog.topics.queries import tag_named

MOST_TAGS, MOST_NAME, MOST_DESCRIPTION = 50, 100, 500


def tag_post(post_id: int, names: Iterable[str], *, at: datetime) -> None:
    """Give the post exactly these tags, in this order; a name nobody used yet makes a tag.

    :raises Refused: "tag_too_long" or "too_many_tags", with the field.
    """
    wanted = {slugs.fold(name): " ".join(name.split()) for name in reversed(list(names))}
    wanted.pop("", None)
    if len(wanted) > MOST_TAGS:
        raise Refused(
            "too_many_tags",
            f"These are {len(wanted)} tags; at most {MOST_TAGS} fit one piece.",
            {"field": "tags"},
        )
    ordered = [find_or_make(name, at=at) for _, name in reversed(wanted.items())]
    session().execute(delete(PostTag).where(PostTag.post_id == post_id))
    session().add_all(
        PostTag(post_id=post_id, tag_id=tag.id, position=position)
        for position, tag in enumerate(ordered)
    )


def find_or_make(name: str, *, at: datetime, description: str = "") -> Tag:
    """The tag of this name, made when there is none.

    :raises Refused: "tag_too_long" or "tag_empty", with the field.
    """
    key = _key(name)
    found = tag_named(name)
    if found is not None:
        return found
    tag = Tag(
        name=" ".join(name.split()),
        key=key,
        slug=_free_slug(name),
        description=description,
        created_at=at,
    )
    session().add(tag)
    session().flush()
    return tag


def rename(tag: Tag, name: str, *, at: datetime) -> None:
    """Change the name and with it the address; the old address keeps leading here.

    :raises Refused: "tag_exists" when another tag has that name: then they should be merged.
    """
    key = _key(name)
    other = tag_named(name)
    if other is not None and other.id != tag.id:
        raise Refused(
            "tag_exists",
            f"There is a tag “{other.name}” already. To make the two one, merge them.",
            {"field": "name", "other_id": other.id},
        )
    was = tag.name
    tag.name, tag.key = " ".join(name.split()), key
    former, wanted = tag.slug, slugs.slugify(name, fallback="tag")
    if former != wanted:
        tag.slug = _free_slug(name)
        remember_address(former, tag)
    session().flush()
    if tag.name != was:
        events.emit(TopicChanged(_tagged(tag), at))


def merge(tag: Tag, *, into: Tag, at: datetime) -> None:
    """Everything under `tag` comes under `into`; the old address leads there.

    :raises Refused: "same_tag".
    """
    if tag.id == into.id:
        raise Refused("same_tag", "A tag cannot be merged into itself.", {"field": "into"})
    post_ids = _tagged(tag)
    already = select(PostTag.post_id).where(PostTag.tag_id == into.id)
    session().execute(
        update(PostTag)
        .where(PostTag.tag_id == tag.id, PostTag.post_id.not_in(already))
        .values(tag_id=into.id),
        execution_options={"synchronize_session": False},
    )
    session().execute(
        update(TagAddress).where(TagAddress.tag_id == tag.id).values(tag_id=into.id),
        execution_options={"synchronize_session": False},
    )
    events.emit(TagMerged(tag.id, into.id))
    former = tag.slug
    session().delete(tag)
    session().flush()
    remember_address(former, into)
    session().flush()
    events.emit(TopicChanged(post_ids, at))


def describe(tag: Tag, description: str, *, at: datetime) -> None:
    refuse_too_long({"description": description}, {"description": MOST_DESCRIPTION})
    refuse_covers({"description": description})
    tag.description = description.strip()
    events.emit(TopicChanged((), at))


def readdress(tag: Tag, slug: str) -> None:
    """Give the tag an address that does not follow from its name, where nobody else has it."""
    if slug != tag.slug and _free_slug(slug) == slug:
        remember_address(tag.slug, tag)
        tag.slug = slug
        session().flush()


def remember_address(slug: str, tag: Tag) -> None:
    """Let a former slug lead to this tag; the newest claim wins."""
    session().execute(delete(TagAddress).where(TagAddress.slug == slug))
    session().add(TagAddress(slug=slug, tag_id=tag.id))
    session().flush()


def remove(tag: Tag, *, at: datetime) -> None:
    """Take the tag off every post and forget it."""
    post_ids = _tagged(tag)
    session().delete(tag)
    session().flush()
    events.emit(TopicChanged(post_ids, at))


def _tagged(tag: Tag) -> tuple[int, ...]:
    """The ids of everything that has the tag."""
    return tuple(session().scalars(select(PostTag.post_id).where(PostTag.tag_id == tag.id)))


def _key(name: str) -> str:
    refuse_covers({"tags": name})
    key = slugs.fold(name)
    if not key:
        raise Refused("tag_empty", "A tag needs a name.", {"field": "name"})
    if len(key) > MOST_NAME:
        raise Refused(
            "tag_too_long",
            f"“{name[:40]}…” is {len(name)} characters long; a tag has at most {MOST_NAME}.",
            {"field": "tags"},
        )
    return key


def _free_slug(name: str) -> str:
    def is_taken(slug: str) -> bool:
        return session().scalar(select(Tag.id).where(Tag.slug == slug)) is not None

    return slugs.free(slugs.slugify(name, fallback="tag"), is_taken=is_taken)
