"""A copy has the newest text and nothing of the history."""

from flask import Flask

from blog.db import session, transaction
from blog.posts import queries, revisions
from blog.posts.duplicating import duplicate
from blog.posts.fields import Fields, fields_of
from blog.posts.models import Post, RevisionKind, Status
from tests.conftest import URL, FrozenClock
from tests.makers import make_post, make_theme


def test_a_copy_is_a_draft_of_its_own(app: Flask, clock: FrozenClock) -> None:
    make_theme(app)
    make_post(
        app,
        title="Slow train",
        slug="slow-train",
        source="Snow.",
        summary="A train.",
        tags=("winter", "trains"),
        themes=(1,),
    )
    with app.app_context(), transaction():
        original = session().get_one(Post, 1)
        copy = duplicate(original, revisions.current(original), site_url=URL, at=clock.now)
        assert (copy.title, copy.slug) == ("Copy of Slow train", "copy-of-slow-train")
        assert copy.entry_id != original.entry_id
        assert copy.status(clock.now) is Status.DRAFT
        fields = fields_of(copy)
        assert (fields.source, fields.summary) == ("Snow.", "A train.")
        assert (fields.tags, fields.themes) == (("winter", "trains"), (1,))
        assert queries.by_former_path("/posts/slow-train/") is None


def test_a_copy_has_the_text_that_is_not_out_yet(app: Flask, clock: FrozenClock) -> None:
    make_post(app, title="Out", source="What readers see.")
    with app.app_context(), transaction():
        original = session().get_one(Post, 1)
        newest = Fields(title="", source="What was typed since.")
        revisions.go_on_from(original, newest, kind=RevisionKind.AUTOSAVE, at=clock.now)
        copy = duplicate(original, revisions.current(original), site_url=URL, at=clock.now)
        assert (copy.title, copy.source) == ("", "What was typed since.")
        assert original.source == "What readers see."
