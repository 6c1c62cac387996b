"""The settings of the blog, and which pages stand in the navigation."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.posts import navigation
from tests.cards import cards
from tests.makers import make_post
from tests.web.editor import page

SETTINGS = "/desk/settings/"


def in_navigation(app: Flask) -> list[str]:
    with app.app_context():
        return [p.title for p in navigation.pages() if p.navigation_position is not None]


def test_change_everything(author: FlaskClient) -> None:
    typed = {
        "name": "第九排",
        "tagline": "Films & dramas",
        "author": "Maren Tsai",
        "language": "zh-Hans",
        "time_zone": "Asia/Taipei",
        "footer": "Kept slowly.\n\nWrite to me.",
        "fediverse": "@maren@films.example",
    }
    answer = page.send(author, SETTINGS, **typed)
    assert answer.status_code == 303
    shown = author.get(SETTINGS)
    assert "Kept. Readers see it now." in page.words(shown)
    assert {name: page.form(shown)[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "The blog needs a name."),
        ({"author": ""}, "The blog needs the name of the person who keeps it."),
        ({"name": "n" * 201}, "201 characters long; at most 200"),
        ({"footer": "f" * 2001}, "2001 characters long; at most 2000"),
        ({"language": "klingon"}, "“klingon” is not a language tag."),
        ({"language": "xx"}, "“xx” is not a language tag."),
        ({"fediverse": "maren"}, "“maren” is not a fediverse handle. Write it like @ada@"),
        ({"time_zone": "Europe/Atlantis"}, "“Europe/Atlantis” is not a time zone."),
    ],
)
def test_refusal_keeps_everything_typed(
    app: Flask, author: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    make_post(app, title="About", kind="page")
    typed = {"tagline": " Typed ", "place-1": "3"} | wrong
    answer = page.send(author, SETTINGS, **typed)
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    assert {name: page.form(answer)[name] for name in typed} == typed
    assert page.form(author.get(SETTINGS))["tagline"] == "Films, watched slowly."
    assert in_navigation(app) == []


@pytest.mark.parametrize("typed", [" maren@Films.example", "@maren@films.Example "])
def test_a_handle_is_tidied(author: FlaskClient, typed: str) -> None:
    page.send(author, SETTINGS, fediverse=typed)
    assert page.form(author.get(SETTINGS))["fediverse"] == "@maren@films.example"


def test_the_fonts_of_cards_are_named(app: Flask, author: FlaskClient) -> None:
    """Or said to be missing, with what to do."""
    shown = page.words(author.get(SETTINGS))
    for script in ("Chinese", "Japanese", "Korean"):
        assert f"{script} on cards" in shown
    assert ("apt install fonts-noto-cjk" in shown) is (cards.FOUND.draws("ja") is None)


def test_stale_settings_show_both(author: FlaskClient) -> None:
    mine = page.typed_over(page.form(author.get(SETTINGS)), tagline="Mine")
    page.send(author, SETTINGS, tagline="Theirs")
    answer = author.post(SETTINGS, data=mine)
    assert answer.status_code == 409
    assert "One line under it, theirs Theirs" in page.words(answer)
    assert page.form(answer)["tagline"] == "Mine"
    author.post(SETTINGS, data=page.form(answer))
    assert page.form(author.get(SETTINGS))["tagline"] == "Mine"


def test_navigation_follows_the_numbers(app: Flask, author: FlaskClient) -> None:
    for title in ("About", "Colophon", "Write to me"):
        make_post(app, title=title, kind="page")
    make_post(app, title="A piece")
    page.send(author, SETTINGS, **{"place-1": "20", "place-3": "7", "place-4": "1"})
    assert in_navigation(app) == ["Write to me", "About"]
    page.send(author, SETTINGS, **{"place-3": ""})
    assert in_navigation(app) == ["About"]


def test_navigation_outdates_no_open_page(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="About", kind="page")
    opened = page.form(author.get("/desk/posts/1/"))
    page.send(author, SETTINGS, **{"place-1": "1"})
    assert author.post("/desk/posts/1/", data=opened).status_code == 303
