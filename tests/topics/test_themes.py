"""How themes change: versions, addresses, and an order made by hand."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.errors import Conflict, Refused
from blog.topics import themes
from blog.topics.models import Theme, ThemeAddress, ThemeEntry
from blog.topics.themes import Place, ThemeFields
from tests import makers
from tests.conftest import URL, FrozenClock

pytestmark = pytest.mark.usefixtures("context")


def change(theme: Theme, based_on: int | None = None, **fields: str) -> None:
    with transaction():
        themes.change(
            theme,
            ThemeFields(**{"title": theme.title, **fields}),
            based_on=based_on or theme.version,
            site_url=URL,
            lang="en-GB",
            at=makers.LONG_AGO,
        )


def make(title: str, clock: FrozenClock, **fields: str) -> Theme:
    with transaction():
        return themes.make(
            ThemeFields(title=title, **fields), site_url=URL, lang="en-GB", at=clock.now
        )


def test_an_essay_is_rendered(clock: FrozenClock) -> None:
    theme = make("Snow", clock, source="On *cold*.", cloth="slate")
    assert str(theme.essay_html).strip() == "<p>On <em>cold</em>.</p>"


def test_the_shelf_is_in_the_order_of_making_until_it_is_ordered(clock: FrozenClock) -> None:
    ids = [make(title, clock).id for title in ("A", "B", "C")]
    with transaction():
        themes.shelve([ids[2], ids[0]])
    shelf = session().scalars(select(Theme.title).order_by(Theme.position)).all()
    assert shelf == ["C", "A", "B"]


def test_a_new_address_keeps_the_old(clock: FrozenClock) -> None:
    theme = make("Snow and distance", clock)
    change(theme, slug="snow")
    change(theme, title="Ice")
    assert theme.slug == "snow"
    assert session().scalars(select(ThemeAddress.slug)).all() == ["snow-and-distance"]
    other = make("Kitchens", clock)
    with pytest.raises(Refused, match="Another theme has the address"):
        change(other, slug="Snow")


def test_a_stale_save_carries_the_other_text(clock: FrozenClock) -> None:
    theme = make("Snow", clock)
    opened = theme.version
    change(theme, source="theirs")
    with pytest.raises(Conflict) as conflict:
        change(theme, based_on=opened, source="mine")
    assert conflict.value.details["source"] == "theirs"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"cloth": "#ff0000"}, "cloth"),
        ({"tagline": "x" * 301}, "tagline"),
        ({"title": "She ||leaves||"}, "title"),
        ({"tagline": "She ||leaves||"}, "tagline"),
        ({"cover_alt": "She ||leaves||"}, "cover_alt"),
    ],
)
def test_refusals_name_the_field(clock: FrozenClock, fields: dict[str, str], field: str) -> None:
    theme = make("Snow", clock)
    with pytest.raises(Refused) as refused:
        change(theme, **fields)
    assert refused.value.details["field"] == field


def test_the_order_is_made_by_hand(app: Flask, clock: FrozenClock) -> None:
    theme = make("Snow", clock)
    first, second = (makers.make_post(app, themes=(theme.id,)) for _ in range(2))
    with transaction():
        themes.arrange(
            theme,
            [Place(post_id=second.id, note="short", is_start=True), Place(post_id=first.id)],
            at=clock.now,
        )
    rows = session().scalars(select(ThemeEntry).order_by(ThemeEntry.position)).all()
    assert [(row.post_id, row.note, row.is_start) for row in rows] == [
        (second.id, "short", True),
        (first.id, "", False),
    ]
    for places in (
        [Place(post_id=1, is_start=True), Place(post_id=2, is_start=True)],
        [Place(post_id=1), Place(post_id=1)],
        [Place(post_id=1, note="x" * 501)],
    ):
        with pytest.raises(Refused), transaction():
            themes.arrange(theme, places, at=clock.now)


def test_removing_a_theme_keeps_its_posts(app: Flask, clock: FrozenClock) -> None:
    theme = make("Snow", clock)
    post = makers.make_post(app, themes=(theme.id,))
    with transaction():
        themes.remove(theme, at=clock.now)
    assert session().scalars(select(ThemeEntry)).all() == []
    assert post.id


def test_a_note_in_the_order_covers_nothing(app: Flask, clock: FrozenClock) -> None:
    theme, post = make("Snow", clock), makers.make_post(app)
    places = [Place(post_id=post.id, note="Before she ||leaves||.")]
    with pytest.raises(Refused, match="nothing in it can be covered"), transaction():
        themes.arrange(theme, places, at=clock.now)
