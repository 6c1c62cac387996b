"""How posts change: saved over the version they were based on, published, taken back, restored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.errors import Conflict, Refused
from blog.posts import commands, queries
from blog.posts.fields import Fields
from blog.posts.models import Post, PostAddress, Revision, Status
from blog.topics.models import PostTag, Tag, ThemeEntry
from tests import makers
from tests.conftest import URL, FrozenClock

pytestmark = pytest.mark.usefixtures("context")

FIELDS = Fields(title="Slow Train (慢车)", source="Nine minutes.\n", tags=("winter",))


def make(clock: FrozenClock, fields: Fields = FIELDS, **given: str) -> Post:
    with transaction():
        return commands.create(fields, site_url=URL, at=clock.now, **given)


def save(post: Post, fields: Fields, clock: FrozenClock, based_on: int | None = None) -> None:
    with transaction():
        commands.save(
            post, fields, based_on=based_on or post.version, site_url=URL, at=clock.move(minutes=1)
        )


def publish(post: Post, clock: FrozenClock) -> None:
    with transaction():
        commands.publish(post, at=clock.now)


def former_paths(post: Post) -> set[str]:
    return set(session().scalars(select(PostAddress.path).where(PostAddress.post_id == post.id)))


def test_a_new_post_is_a_draft_with_everything_made(clock: FrozenClock) -> None:
    post = make(clock)
    assert post.status(clock.now) is Status.DRAFT
    assert post.slug == "slow-train-慢车"
    assert post.entry_id.startswith("tag:blog.example,2026-11-20:")
    assert "Nine minutes." in str(post.page_html)
    assert session().scalars(select(Tag.name)).all() == ["winter"]
    assert session().scalars(select(Revision.number)).all() == [1]


def test_two_posts_never_share_a_slug_or_an_entry_id(clock: FrozenClock) -> None:
    first, second = make(clock), make(clock)
    assert second.slug == "slow-train-慢车-2"
    assert first.entry_id != second.entry_id


def test_a_post_without_a_title_is_addressed_by_its_day(clock: FrozenClock) -> None:
    assert make(clock, Fields(source="words")).slug == "2026-11-20"


def test_the_slug_of_a_draft_follows_its_title(clock: FrozenClock) -> None:
    post = make(clock, Fields(source="words"))
    save(post, Fields(title="Slack water", source="words", slug=post.slug), clock)
    assert post.slug == "slack-water"
    save(post, Fields(title="Slack water", source="words", slug="ebb"), clock)
    save(post, Fields(title="Another title", source="words", slug="ebb"), clock)
    assert post.slug == "ebb"
    assert former_paths(post) == set()


def test_the_slug_of_a_published_post_stays_and_old_ones_lead_on(clock: FrozenClock) -> None:
    post = make(clock)
    publish(post, clock)
    save(post, replace(FIELDS, title="Fast Train"), clock)
    assert post.slug == "slow-train-慢车"
    save(post, replace(FIELDS, slug="Fast Train!"), clock)
    assert post.slug == "fast-train"
    assert former_paths(post) == {"/posts/slow-train-慢车/"}
    found = queries.by_former_path("/posts/slow-train-慢车/")
    assert found is post


@pytest.mark.parametrize(
    ("kind", "slug", "code"),
    [("post", "taken", "slug_taken"), ("page", "tags", "slug_reserved"), ("post", "!!!", None)],
)
def test_a_typed_slug_that_cannot_be(
    clock: FrozenClock, kind: str, slug: str, code: str | None
) -> None:
    make(clock, replace(FIELDS, slug="taken"))
    post = make(clock, kind=kind)
    kept = post.slug
    if code is None:
        save(post, replace(FIELDS, slug=slug), clock)
        assert post.slug == kept
        return
    with pytest.raises(Refused) as refused:
        save(post, replace(FIELDS, slug=slug), clock)
    assert (refused.value.code, refused.value.details["field"]) == (code, "slug")


def test_a_stale_save_carries_the_other_text_and_changes_nothing(clock: FrozenClock) -> None:
    post = make(clock)
    opened = post.version
    save(post, replace(FIELDS, source="theirs"), clock)
    with pytest.raises(Conflict) as conflict:
        save(post, replace(FIELDS, source="mine"), clock, based_on=opened)
    assert conflict.value.details["source"] == "theirs"
    assert conflict.value.details["version"] == post.version
    assert session().get_one(Post, post.id).source == "theirs"


def test_every_save_moves_the_version_and_keeps_a_revision(clock: FrozenClock) -> None:
    post = make(clock)
    versions = {post.version}
    for text in ("one", "two", "two"):
        save(post, replace(FIELDS, source=text, summary=text), clock)
        versions.add(post.version)
    assert len(versions) == 4
    kept = session().scalars(select(Revision).order_by(Revision.number)).all()
    assert [revision.source for revision in kept] == ["Nine minutes.\n", "one", "two", "two"]
    assert kept[1].fields["summary"] == "one"
    assert kept[1].fields["tags"] == ["winter"]


def test_a_refused_save_leaves_nothing_behind(clock: FrozenClock) -> None:
    post = make(clock)
    with pytest.raises(Refused, match="at most 1000"):
        save(post, replace(FIELDS, tags=("new",), summary="x" * 1001), clock)
    assert session().scalars(select(Tag.name)).all() == ["winter"]
    assert session().scalars(select(Revision.number)).all() == [1]


@pytest.mark.parametrize(
    "name", ["title", "summary", "spoiler_notice", "cover_alt", "cover_caption"]
)
def test_no_cover_where_none_would_hold(clock: FrozenClock, name: str) -> None:
    for text in ("She ||leaves||.", "|| She leaves ||"):
        with pytest.raises(Refused) as refused:
            make(clock, replace(FIELDS, **{name: text}))
        assert (refused.value.code, refused.value.details["field"]) == ("cannot_cover", name)
    for text in ("a || b", "||||", "|one|two|"):
        make(clock, replace(FIELDS, **{name: text}))


def test_publishing_scheduling_and_taking_back(clock: FrozenClock) -> None:
    post = make(clock)
    later = clock.now + timedelta(hours=2)
    with transaction():
        commands.schedule(post, for_=later, at=clock.now)
    assert post.status(clock.now) is Status.SCHEDULED
    assert session().scalar(queries.live(clock.now)) is None
    clock.move(hours=2)
    assert session().scalar(queries.live(clock.now)) is post
    with pytest.raises(Refused, match="Withdraw it first"), transaction():
        commands.schedule(post, for_=clock.now + timedelta(days=1), at=clock.now)
    with transaction():
        commands.withdraw(post, at=clock.now)
    assert post.status(clock.now) is Status.WITHDRAWN
    clock.move(days=3)
    publish(post, clock)
    assert post.published_at == later


def test_publishing_now_what_was_scheduled_brings_it_out_now(clock: FrozenClock) -> None:
    post = make(clock)
    with transaction():
        commands.schedule(post, for_=clock.now + timedelta(days=9), at=clock.now)
    publish(post, clock)
    assert post.published_at == clock.now


def test_holding_back_a_scheduled_post_makes_it_a_draft(clock: FrozenClock) -> None:
    post = make(clock)
    with transaction():
        commands.schedule(post, for_=clock.now + timedelta(days=9), at=clock.now)
        commands.withdraw(post, at=clock.now)
    assert post.status(clock.now) is Status.DRAFT


def test_the_wrong_button_for_the_time(clock: FrozenClock) -> None:
    post = make(clock)
    with pytest.raises(Refused, match="choose Publish"), transaction():
        commands.schedule(post, for_=clock.now - timedelta(days=1), at=clock.now)
    with pytest.raises(Refused, match="choose Schedule"), transaction():
        commands.publish(post, at=clock.now, dated=clock.now + timedelta(days=1))
    with transaction():
        commands.publish(post, at=clock.now, dated=clock.now - timedelta(days=400))
    assert post.is_live(clock.now)


def test_nothing_is_not_published(clock: FrozenClock) -> None:
    post = make(clock, Fields(title=" ", source="\n"))
    with pytest.raises(Refused, match="no title, no text and no verdict"):
        publish(post, clock)


def test_what_comes_out_of_the_trash_is_not_public_by_that_alone(clock: FrozenClock) -> None:
    post = make(clock)
    publish(post, clock)
    with transaction():
        commands.trash(post, at=clock.now)
    assert post.status(clock.now) is Status.TRASHED
    with transaction():
        commands.restore(post, at=clock.now)
    assert post.status(clock.now) is Status.WITHDRAWN


def test_tags_and_themes_follow_the_fields(app: Flask, clock: FrozenClock) -> None:
    theme, other = makers.make_theme(app), makers.make_theme(app, "Kitchens")
    post = make(
        clock, replace(FIELDS, tags=("Winter", "ＷＩＮＴＥＲ", "华语片"), themes=(theme.id,))
    )
    names = select(Tag.name).join(PostTag).order_by(PostTag.position)
    assert session().scalars(names).all() == ["Winter", "华语片"]
    save(post, replace(FIELDS, tags=(), themes=(other.id,)), clock)
    assert session().scalars(names).all() == []
    assert session().scalars(select(ThemeEntry.theme_id)).all() == [other.id]
    with pytest.raises(Refused, match="does not exist any more"):
        save(post, replace(FIELDS, themes=(999,)), clock)


def test_two_writers_at_once_the_second_is_told(app: Flask, clock: FrozenClock) -> None:
    """The database refuses what slipped past the comparison of versions."""
    post = make(clock)

    def save_while_another_does() -> None:
        with transaction():
            opened = post.version
            session().connection().exec_driver_sql("UPDATE posts SET version = version + 1")
            commands.save(post, FIELDS, based_on=opened, site_url=URL, at=clock.now)

    with pytest.raises(Conflict, match="a moment before you"):
        save_while_another_does()
