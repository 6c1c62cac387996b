"""Every text a post has had: which is the newest, and how one comes back."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blog.db import session, transaction
from blog.errors import Refused
from blog.posts import autosave, commands, revisions
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, RevisionKind, Status
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.posts.two_pages import FIELDS, MINE, create, find, save, type_

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def post(clock: FrozenClock) -> Post:
    return create(clock)


def test_the_newest_text_is_the_working_copy_or_the_posts_own(
    post: Post, clock: FrozenClock
) -> None:
    assert revisions.current(post) == fields_of(post) == FIELDS
    kept = type_(post, clock, "On.")
    assert revisions.working_copy(post) is kept
    assert revisions.current(post).source == "On."
    assert fields_of(post) == FIELDS
    assert post.saved_at == clock.now
    assert kept.version == post.version
    assert (kept.word_count, kept.device) == (1, "Firefox on Linux")
    save(post, clock, "On.")
    assert revisions.working_copy(post) is None
    assert revisions.current(post) == fields_of(post)


def test_texts_that_match_the_posts_own_are_no_working_copy(post: Post, clock: FrozenClock) -> None:
    type_(post, clock, "On.")
    type_(post, clock, FIELDS.source)
    assert revisions.working_copy(post) is None
    with transaction():
        without_slug = replace(FIELDS, slug="")
        revisions.go_on_from(post, without_slug, kind=RevisionKind.AUTOSAVE, at=clock.now)
    assert revisions.working_copy(post) is None


def test_a_time_that_was_typed_stays_until_the_post_has_one(post: Post, clock: FrozenClock) -> None:
    fields = replace(FIELDS, when="2026-12-24T08:00")
    with transaction():
        commands.save(post, fields, based_on=post.version, site_url=URL, at=clock.now)
    assert revisions.current(post).when == "2026-12-24T08:00"
    with transaction():
        commands.publish(post, at=clock.now)
    assert revisions.current(post).when == ""


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.LIVE])
def test_restoring_changes_nothing_that_readers_see_and_can_be_undone(
    post: Post, clock: FrozenClock, status: Status
) -> None:
    save(post, clock, "Second.")
    with transaction():
        if status is Status.LIVE:
            commands.publish(post, at=clock.now)
        elif status is Status.SCHEDULED:
            commands.schedule(post, for_=clock.now.replace(year=2027), at=clock.now)
    type_(post, clock, "Third, not saved yet.")
    before, html = revisions.newest(post), post.page_html
    assert before is not None
    with transaction():
        restored = revisions.restore(post, find(1), at=clock.now)
    assert (restored.kind, restored.number) == (RevisionKind.RESTORED, 4)
    assert revisions.current(post).source == "Nine minutes."
    assert (post.source, post.page_html, post.status(clock.now)) == ("Second.", html, status)
    with transaction():
        revisions.restore(post, before, at=clock.now)
    assert revisions.current(post).source == "Third, not saved yet."
    with transaction():
        revisions.restore(post, find(2), at=clock.now)
    assert revisions.working_copy(post) is None, "it is the post's own text"


def test_a_text_that_no_rule_would_let_through_comes_back_too(
    post: Post, clock: FrozenClock
) -> None:
    wrong = Fields(title="t" * 501, source="x", slug="!", tags=("y" * 200,), themes=(77,))
    with transaction():
        aside = revisions.set_aside(post, wrong, at=clock.now)
        revisions.restore(post, aside, at=clock.now)
    assert revisions.current(post) == wrong


def test_discarding_goes_back_to_the_posts_own_text(post: Post, clock: FrozenClock) -> None:
    type_(post, clock, "Worse.")
    version = post.version
    with transaction():
        revisions.discard(post, at=clock.now)
    assert revisions.working_copy(post) is None
    assert revisions.current(post) == FIELDS
    assert post.version > version
    assert find(2).source == "Worse."


def test_setting_the_same_text_aside_twice_keeps_it_once(post: Post, clock: FrozenClock) -> None:
    with transaction():
        first = revisions.set_aside(post, Fields(source="x"), at=clock.now)
        assert revisions.set_aside(post, Fields(source="x"), at=clock.now) is first
        assert revisions.set_aside(post, Fields(source="y"), at=clock.now) is not first


def test_a_revision_has_a_name_that_fits(post: Post) -> None:
    revisions.name(find(1), "  Before \n the cut ")
    assert find(1).name == "Before the cut"
    with pytest.raises(Refused, match="201 characters long; at most 200"):
        revisions.name(find(1), "n" * 201)


def test_a_revision_from_before_a_field_was_there_can_be_read(post: Post) -> None:
    old = find(1)
    old.fields = {"slug": "old", "tags": ["winter"], "something that is gone": 1}
    assert kept_in(old) == replace(FIELDS, slug="old")


def test_a_draft_begun_by_itself_has_no_text_of_its_own(app: Flask, clock: FrozenClock) -> None:
    with transaction():
        post, kept = autosave.begin(
            replace(FIELDS, lang="klingon!"),
            kind="post",
            entry_id="tag:blog.example,2026-11-20:0123456789abcdef",
            lang="en-GB",
            site_url=URL,
            window=MINE,
            at=clock.now,
        )
    assert (post.title, post.source, post.lang, post.slug) == ("", "", "en-GB", "2026-11-20")
    assert (kept.number, kept.version) == (1, post.version)
    assert revisions.current(post).lang == "klingon!"
    assert post.rendered_for == URL
    assert makers.installation(app).url == URL


def test_two_posts_of_one_key_cannot_be(app: Flask, clock: FrozenClock) -> None:
    """Where writers do not wait for each other, the second finds out from the database."""
    key = {"entry_id": "tag:blog.example,2026-11-20:0123456789abcdef"}
    with transaction():
        commands.create(FIELDS, site_url=URL, at=clock.now, **key)
    with pytest.raises(IntegrityError), transaction():
        commands.create(Fields(title="Other"), site_url=URL, at=clock.now, **key)
    assert len(session().scalars(select(Post.id)).all()) == 1
