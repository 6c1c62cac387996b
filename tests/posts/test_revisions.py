"""Every text a post has had: which is the newest, which is stale, and how one comes back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.errors import Conflict, Refused
from blog.posts import autosave, commands, revisions, staleness
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, Revision, RevisionKind, Status
from blog.posts.revisions import NO_WINDOW, Window
from tests import makers
from tests.conftest import URL, FrozenClock

FIELDS = Fields(title="Slow train", source="Nine minutes.", tags=("winter",), slug="slow-train")
MINE, THEIRS = Window(editor="mine", device="Firefox on Linux"), Window(editor="theirs")


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def post(app: Flask, clock: FrozenClock) -> Post:
    with transaction():
        return commands.create(FIELDS, site_url=URL, at=clock.now)


def type_(
    post: Post, clock: FrozenClock, source: str, window: Window = MINE, based_on: int | None = None
) -> Revision:
    """Autosave a text; over the newest one unless `based_on` says otherwise."""
    version = post.version if based_on is None else based_on
    fields = replace(FIELDS, source=source)
    with transaction():
        return autosave.autosave(
            post, fields, based_on=version, window=window, at=clock.move(minutes=1)
        )


def save(
    post: Post, clock: FrozenClock, source: str, window: Window = MINE, based_on: int | None = None
) -> Revision:
    version = post.version if based_on is None else based_on
    fields = replace(FIELDS, source=source)
    with transaction():
        return commands.save(
            post,
            fields,
            based_on=version,
            window=window,
            site_url=URL,
            at=clock.move(minutes=1),
        )


def find(number: int) -> Revision:
    return session().scalars(select(Revision).where(Revision.number == number)).one()


# What happened to the post after version 2, which is what the text was typed over; whether that
# makes it stale for the page that typed it, and for another page.
EVENTS: dict[str, tuple[Callable[[Post, FrozenClock], object], bool, bool]] = {
    "nothing": (lambda post, clock: None, False, False),
    "I saved": (lambda post, clock: save(post, clock, "Mine."), False, True),
    "I autosaved": (lambda post, clock: type_(post, clock, "Mine."), False, True),
    "they saved": (lambda post, clock: save(post, clock, "Theirs.", THEIRS), True, False),
    "they autosaved": (lambda post, clock: type_(post, clock, "Theirs.", THEIRS), True, False),
    "they saved before I did": (
        lambda post, clock: (save(post, clock, "T", THEIRS), save(post, clock, "M")),
        True,
        True,
    ),
    "without a script": (lambda post, clock: save(post, clock, "Plain.", NO_WINDOW), True, True),
    "set aside": (
        lambda post, clock: revisions.set_aside(post, Fields(source="x"), at=clock.now),
        False,
        False,
    ),
    "published": (lambda post, clock: commands.publish(post, at=clock.now), False, False),
    "trashed": (lambda post, clock: commands.trash(post, at=clock.now), False, False),
    "they restored": (
        lambda post, clock: revisions.restore(post, find(1), at=clock.now, window=THEIRS),
        True,
        False,
    ),
    "they discarded": (
        lambda post, clock: revisions.discard(post, at=clock.now, window=THEIRS),
        True,
        False,
    ),
}


@pytest.mark.parametrize("event", EVENTS)
def test_what_makes_a_text_stale(post: Post, clock: FrozenClock, event: str) -> None:
    happen, for_me, for_them = EVENTS[event]
    opened = post.version
    with transaction():
        happen(post, clock)
    assert staleness.is_stale(post, based_on=opened, editor="mine") is for_me
    assert staleness.is_stale(post, based_on=opened, editor="theirs") is for_them
    assert staleness.is_stale(post, based_on=post.version, editor="mine") is False


def test_a_page_without_a_script_is_a_stranger_to_every_other(
    post: Post, clock: FrozenClock
) -> None:
    opened = post.version
    save(post, clock, "Mine.", NO_WINDOW)
    assert staleness.is_stale(post, based_on=opened, editor="")


def test_a_version_from_before_a_backup_was_restored_is_stale(post: Post) -> None:
    assert staleness.is_stale(post, based_on=post.version + 1, editor="mine")


def test_the_same_text_from_two_sides_is_no_conflict(post: Post, clock: FrozenClock) -> None:
    opened = post.version
    save(post, clock, "The same.", THEIRS)
    count = len(session().scalars(select(Revision.id)).all())
    kept = type_(post, clock, "The same.", based_on=opened)
    assert (kept.kind, kept.number) == (RevisionKind.SAVE, count)
    save(post, clock, "The same.", based_on=opened)


def test_a_stale_save_is_told_what_is_the_newest(post: Post, clock: FrozenClock) -> None:
    opened = post.version
    type_(post, clock, "Mine.", based_on=opened)
    with pytest.raises(Conflict) as conflict:
        save(post, clock, "Theirs.", THEIRS, based_on=opened)
    told = conflict.value.details
    assert (told["title"], told["source"]) == ("Slow train", "Mine.")
    assert told["fields"]["tags"] == ("winter",)
    assert (told["version"], told["number"]) == (post.version, 2)
    assert told["device"] == "Firefox on Linux"
    assert told["saved_at"] == "2026-11-20T12:01:00+00:00"


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
    with pytest.raises(Conflict) as conflict, transaction():
        commands.create(Fields(title="Other"), site_url=URL, at=clock.now, **key)
    assert conflict.value.code == "made_in_between"
    assert len(session().scalars(select(Post.id)).all()) == 1
