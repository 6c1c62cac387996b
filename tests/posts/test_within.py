"""Searching within the desk finds every piece by its title and its newest text, in any script."""

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.posts import commands, revisions, within
from blog.posts.fields import Fields
from blog.posts.models import Post, RevisionKind
from blog.works.fields import PersonText, ReviewText, TitleText
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme, make_work


@pytest.fixture
def desk(app: Flask, clock: FrozenClock) -> Flask:
    make_post(app, title="Slow train (慢车)", source="Snow on the 雪岭 line. 100% of it.")
    make_post(app, title="Étude", source="Une ÉTOILE, and a ferry.", published_at=None)
    make_post(app, title="About", kind="page", source="Where I write.")
    make_post(app, title="Out", source="As readers see it.")
    with app.app_context(), transaction():
        newest = Fields(title="Out again", source="A lantern that nobody has seen yet.")
        revisions.go_on_from(
            session().get_one(Post, 4), newest, kind=RevisionKind.AUTOSAVE, at=clock.now
        )
    return app


def ids(desk: Flask, asked: str, clock: FrozenClock) -> list[int]:
    with desk.app_context():
        return sorted(hit.row.id for hit in within.pieces(asked, at=clock.now))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("snow", [1]),
        ("SLOW snow", [1]),
        ("slow ferry", []),
        ("雪岭", [1]),
        ("慢车", [1]),
        ("étoile", [2]),
        ("étude ferry", [2]),
        ("where", [3]),
        ("lantern", [4]),
        ("again", [4]),
        ("readers", [4]),
        ("100%", [1]),
        ("%", [1]),
        ("_", []),
        ("  ", []),
    ],
)
def test_all_words_must_be_there(
    desk: Flask, clock: FrozenClock, asked: str, found: list[int]
) -> None:
    assert ids(desk, asked, clock) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("winter", [1]),
        ("東京", [1]),
        ("Distance", [1]),
        ("冬麦", [1]),
        ("高林", [1]),
        ("gao snow", [1]),
        ("only-typed", [2]),
        ("unsaved radio", [2]),
        ("crackles", [1]),
        ("hushed", [2]),
    ],
)
def test_tags_themes_works_and_verdicts_are_found_too(
    app: Flask, clock: FrozenClock, asked: str, found: list[int]
) -> None:
    theme = make_theme(app, "Snow and distance")
    make_work(
        app,
        "Winter Wheat Radio",
        titles=(TitleText(title="冬麦电台"),),
        people=(PersonText(name="Gao Lin (高林)", role="director"),),
    )
    wheat = (ReviewText(work="冬麦电台", verdict="It ||crackles||."),)
    make_post(app, title="Snow", tags=("東京",), themes=(theme.id,), reviews=wheat)
    make_post(app, title="A draft", published_at=None)
    with app.app_context(), transaction():
        typed = (ReviewText(work="The Unsaved Radio Hour", verdict="Hushed."),)
        newest = Fields(title="A draft", tags=("Only-typed",), reviews=typed)
        draft = session().get_one(Post, 2)
        revisions.go_on_from(draft, newest, kind=RevisionKind.AUTOSAVE, at=clock.now)
    assert ids(app, asked, clock) == found


def test_the_place_in_the_text_is_shown(app: Flask, clock: FrozenClock) -> None:
    make_post(app, source=f"{'far ' * 30}\n\nA **Lantern** in the snow.{' far' * 60}")
    with app.app_context():
        hit = within.pieces("lantern", at=clock.now)[0]
    assert hit.words == "Lantern"
    assert hit.before.startswith("…")
    assert hit.before.endswith("far A **")
    assert hit.after.startswith("** in the snow. far")
    assert hit.after.endswith("…")


def test_what_lies_in_the_trash_comes_last(app: Flask, clock: FrozenClock) -> None:
    for title in ("Snow, kept", "Snow, thrown away"):
        make_post(app, title=title)
    with app.app_context(), transaction():
        commands.trash(session().get_one(Post, 2), at=clock.now)
    with app.app_context():
        assert [hit.row.id for hit in within.pieces("snow", at=clock.now)] == [1, 2]
