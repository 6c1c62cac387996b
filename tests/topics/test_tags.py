"""How tags change: found by any spelling, renamed, merged; old addresses keep leading there."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.errors import Refused
from blog.topics import tags
from blog.topics.models import PostTag, Tag, TagAddress
from tests import makers
from tests.conftest import FrozenClock

pytestmark = pytest.mark.usefixtures("context")


def tag(name: str, clock: FrozenClock) -> Tag:
    with transaction():
        return tags.find_or_make(name, at=clock.now)


def tags_of(post_id: int) -> list[str]:
    named = select(Tag.name).join(PostTag).where(PostTag.post_id == post_id)
    return list(session().scalars(named.order_by(PostTag.position)))


@pytest.mark.parametrize(
    "spelling", ["film noir", "Film  Noir", "ＦＩＬＭ ＮＯＩＲ", " film noir "]
)
def test_one_tag_in_any_spelling(clock: FrozenClock, spelling: str) -> None:
    assert tag("Film noir", clock) is tag(spelling, clock)


def test_tags_in_any_script_have_addresses(clock: FrozenClock) -> None:
    slugs = {
        tag(name, clock).slug for name in ("华语片", "영화", "หนัง", "أفلام", "windows, lit", "!")
    }
    assert slugs == {"华语片", "영화", "หนัง", "أفلام", "windows-lit", "tag"}


def test_renaming_keeps_the_old_address(clock: FrozenClock) -> None:
    winter = tag("winter", clock)
    with transaction():
        tags.rename(winter, "Cold", at=clock.now)
    assert (winter.name, winter.slug) == ("Cold", "cold")
    assert session().scalars(select(TagAddress.slug)).all() == ["winter"]
    with transaction():
        tags.rename(winter, "COLD", at=clock.now)
    assert winter.slug == "cold"


def test_renaming_to_a_tag_that_exists_points_to_merging(clock: FrozenClock) -> None:
    winter = tag("winter", clock)
    tag("Snow", clock)
    with pytest.raises(Refused, match="merge them"), transaction():
        tags.rename(winter, "snow", at=clock.now)


def test_merging_moves_posts_once_and_addresses(app: Flask, clock: FrozenClock) -> None:
    both = makers.make_post(app, tags=("winter", "snow"))
    one = makers.make_post(app, tags=("winter", "trains"))
    winter, snow = tag("winter", clock), tag("snow", clock)
    with transaction():
        tags.rename(winter, "Wintertime", at=clock.now)
        tags.merge(winter, into=snow, at=clock.now)
    assert tags_of(both.id) == ["snow"]
    assert tags_of(one.id) == ["snow", "trains"]
    assert set(session().scalars(select(TagAddress.slug))) == {"winter", "wintertime"}
    with pytest.raises(Refused, match="into itself"), transaction():
        tags.merge(snow, into=snow, at=clock.now)


def test_removing_takes_it_off_every_post(app: Flask, clock: FrozenClock) -> None:
    post = makers.make_post(app, tags=("winter", "snow"))
    with transaction():
        tags.remove(tag("winter", clock), at=clock.now)
    assert tags_of(post.id) == ["snow"]


@pytest.mark.parametrize(
    ("names", "code"), [(["x" * 101], "tag_too_long"), (list("abcdefghij" * 6), None)]
)
def test_limits(app: Flask, names: list[str], code: str | None) -> None:
    if code is None:
        post = makers.make_post(app, tags=tuple(names))
        assert len(tags_of(post.id)) == 10
        return
    with pytest.raises(Refused) as refused:
        makers.make_post(app, tags=tuple(names))
    assert refused.value.code == code


def test_too_many(app: Flask) -> None:
    with pytest.raises(Refused, match="These are 51 tags"):
        makers.make_post(app, tags=tuple(f"tag {number}" for number in range(51)))


def test_names_and_descriptions_cover_nothing(app: Flask, clock: FrozenClock) -> None:
    with pytest.raises(Refused, match="nothing in it can be covered"):
        makers.make_post(app, tags=("who ||leaves||",))
    with pytest.raises(Refused, match="nothing in it can be covered"):
        tags.describe(tag("winter", clock), "When she ||leaves||.", at=clock.now)
