"""Cards come and go with what they are about."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.cards import fonts, queries
from blog.cards import jobs as card_jobs
from blog.cards.models import BLOG, POST, THEME, Card
from blog.cards.queries import Shared
from blog.db import session, transaction
from blog.jobs import worker
from blog.jobs.worker import Drained
from blog.posts import commands
from blog.posts.fields import fields_of
from blog.posts.models import Post
from blog.settings import commands as settings
from blog.settings import queries as settings_queries
from blog.settings.commands import BlogFields
from blog.topics import themes
from blog.topics.models import Theme
from blog.works.fields import ReviewText
from tests import makers
from tests.cards import cards
from tests.conftest import FrozenClock

Drain = Callable[[], Drained]


@pytest.fixture
def drain(app: Flask) -> Drain:
    def drained() -> Drained:
        with app.app_context():
            return worker.drain(makers.work(app))

    return drained


def shared(app: Flask, post_id: int) -> Shared | None:
    with app.app_context():
        return queries.card_of(POST, post_id)


def files(app: Flask) -> set[str]:
    folder = makers.installation(app).media
    return {f"/media/{file.relative_to(folder)}" for file in folder.rglob("*.png")}


def change(app: Flask, post_id: int, at: FrozenClock, **given: str) -> None:
    with app.app_context(), transaction():
        post = session().get_one(Post, post_id)
        typed = vars(fields_of(post)) | given
        site_url = makers.installation(app).url
        fields = type(fields_of(post))(**typed)
        commands.save(post, fields, based_on=post.version, site_url=site_url, at=at.now)


def test_a_published_piece_has_its_card(app: Flask, drain: Drain) -> None:
    review = ReviewText(work="Love Letter (1995)", rating="4.5")
    theme = makers.make_theme(app, "Snow and distance", cloth="slate")
    post = makers.make_post(app, title="Love Letter", themes=(theme.id,), reviews=(review,))
    drain()
    card = shared(app, post.id)
    assert card
    assert card.alt == "Snow and distance: Love Letter. 4½ out of 5. The Ninth Lamp"
    assert (card.width, card.height) == (1200, 630)
    with app.test_client().get(card.url) as answer:
        assert (answer.status_code, answer.content_type) == (200, "image/png")
        assert answer.cache_control.immutable
    assert drain() == Drained(0, 0)


def test_drafts_have_none_and_scheduled_pieces_have(app: Flask, clock: FrozenClock) -> None:
    draft = makers.make_post(app, published_at=None)
    soon = makers.make_post(app, slug="soon", published_at=clock.now + timedelta(days=1))
    with app.app_context():
        worker.drain(makers.work(app))
    assert shared(app, draft.id) is None
    assert shared(app, soon.id)


def test_a_change_that_shows_makes_another_file_and_takes_the_old_one(
    app: Flask, clock: FrozenClock, drain: Drain
) -> None:
    post = makers.make_post(app, title="Snow", source="Words.")
    drain()
    before = shared(app, post.id)
    change(app, post.id, clock, source="Other words.")
    drain()
    assert shared(app, post.id) == before
    change(app, post.id, clock, title="Rain")
    drain()
    after = shared(app, post.id)
    assert before
    assert after
    assert (after.alt, files(app)) == ("Rain. The Ninth Lamp", {after.url})
    assert before.url != after.url


def test_what_is_taken_back_takes_its_card_with_it(
    app: Flask, clock: FrozenClock, drain: Drain
) -> None:
    post = makers.make_post(app, title="Snow")
    drain()
    with app.app_context(), transaction():
        commands.withdraw(session().get_one(Post, post.id), at=clock.now)
    drain()
    assert (shared(app, post.id), files(app)) == (None, set())


def test_two_that_look_the_same_are_one_file(app: Flask, clock: FrozenClock, drain: Drain) -> None:
    one, other = (makers.make_post(app, title="Snow", slug=slug) for slug in ("one", "other"))
    drain()
    assert shared(app, one.id) == shared(app, other.id)
    assert len(files(app)) == 1
    for post_id, left in ((one.id, 1), (other.id, 0)):
        with app.app_context(), transaction():
            post = session().get_one(Post, post_id)
            commands.trash(post, at=clock.now)
            commands.remove(post, at=clock.now)
        drain()
        assert len(files(app)) == left
    with app.app_context():
        assert session().scalars(select(Card)).all() == []


def test_another_cloth_or_another_name_reaches_every_card(
    app: Flask, clock: FrozenClock, drain: Drain
) -> None:
    theme = makers.make_theme(app, cloth="slate")
    post = makers.make_post(app, title="Snow", themes=(theme.id,))
    drain()
    seen = [shared(app, post.id)]
    with app.app_context(), transaction():
        stored = settings_queries.current()
        named = BlogFields(name="Loud Pedal", author="Ada Winter")
        settings.change(stored, named, based_on=stored.version, at=clock.now)
    drain()
    seen.append(shared(app, post.id))
    assert seen[-1]
    assert seen[-1].alt.endswith("Loud Pedal")
    with app.app_context(), transaction():
        fields = themes.ThemeFields(title="Snow and distance", cloth="plum")
        kept = session().get_one(Theme, theme.id)
        lang, site_url = "en-GB", makers.installation(app).url
        themes.change(kept, fields, based_on=1, site_url=site_url, lang=lang, at=clock.now)
    drain()
    seen.append(shared(app, post.id))
    assert len({card.url for card in seen if card}) == 3
    with app.app_context():
        assert queries.card_of(BLOG)


def test_a_theme_has_a_card_in_its_cloth(app: Flask, clock: FrozenClock, drain: Drain) -> None:
    theme = makers.make_theme(app, "Snow and distance", cloth="slate", tagline="Films of winter.")
    seen = set()
    for cloth in ("slate", "plum"):
        with app.app_context(), transaction():
            stored = session().get_one(Theme, theme.id)
            fields = themes.ThemeFields(title="Snow", tagline="Films of winter.", cloth=cloth)
            given = {"site_url": makers.installation(app).url, "lang": "en-GB", "at": clock.now}
            themes.change(stored, fields, based_on=stored.version, **given)
        drain()
        with app.app_context():
            card = queries.card_of(THEME, theme.id)
        assert card
        assert card.alt == "Snow — Films of winter. The Ninth Lamp"
        seen.add(card.url)
    assert len(seen) == 2
    with app.app_context(), transaction():
        themes.remove(session().get_one(Theme, theme.id), at=clock.now)
    drain()
    with app.app_context():
        assert queries.card_of(THEME, theme.id) is None
    assert files(app).isdisjoint(seen)


def test_a_new_font_or_drawing_asks_for_the_cards_again(app: Flask, clock: FrozenClock) -> None:
    """`blog jobs run` checks when it starts."""
    makers.make_post(app, title="Snow")
    makers.make_theme(app)
    folder = makers.installation(app).media

    def waiting(library: cards.Library) -> int:
        with app.app_context():
            card_jobs.check(look=lambda: library, at=clock.now)
            work = worker.Work(
                functions={
                    "cards.make": lambda **given: card_jobs.make(
                        **given, folder=folder, look=lambda: library
                    )
                }
            )
            return worker.drain(work).done_count

    assert waiting(cards.NO_FONTS) == 5  # publishing and making it asked too
    assert waiting(cards.NO_FONTS) == 0
    other = cards.Library({"Any": fonts.ROMAN[0]})
    assert waiting(other) == 3
    assert waiting(other) == 0


def test_what_no_font_draws_is_remembered_and_has_no_card(
    app: Flask, clock: FrozenClock, tmp_path: Path
) -> None:
    post = makers.make_post(app, title="情书")
    with app.app_context():
        with transaction():
            settings_queries.current().name = "第九排"
        given = {"folder": tmp_path, "look": lambda: cards.NO_FONTS, "at": clock.now}
        card_jobs.make(POST, [post.id], **given)
        assert queries.card_of(POST, post.id) is None
        assert session().get(Card, (POST, post.id))
        assert list(tmp_path.rglob("*.png")) == []
