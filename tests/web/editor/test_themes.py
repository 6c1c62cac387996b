"""Themes on the desk: the shelf, the form, the order of pieces; all of it without a script."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session
from blog.posts import on_desk
from blog.topics.models import Theme
from tests.makers import make_post, make_theme
from tests.web.editor import page

THEME = "/desk/themes/1/"


def order(app: Flask) -> list[str]:
    with app.app_context():
        return [line.piece.title for line in on_desk.under_theme(1)]


@pytest.fixture
def theme(app: Flask) -> None:
    """“Snow”, with the pieces A, B, C and D under it."""
    make_theme(app, "Snow")
    for title in "ABCD":
        make_post(app, title=title, themes=(1,))


def test_make_a_theme(app: Flask, author: FlaskClient) -> None:
    assert "No themes yet." in page.words(author.get("/desk/themes/"))
    answer = page.send(
        author, "/desk/themes/new", title="Rooms", tagline="Seen once", cloth="pine", source="*Why*"
    )
    assert (answer.status_code, answer.location) == (303, THEME)
    shown = author.get(THEME)
    assert page.form(shown)["cloth"] == "pine"
    assert "<em>Why</em>" in shown.text


def test_shelf_moves_by_one_step(app: Flask, author: FlaskClient) -> None:
    for title in ("One", "Two", "Three"):
        make_theme(app, title)
    answer = author.post("/desk/themes/", data={"move": "up:3"}, follow_redirects=True)
    words = page.words(answer)
    assert words.index("One") < words.index("Three") < words.index("Two")
    assert 'value="up:3" autofocus' in answer.text


def test_shelf_order_outdates_nobodys_form(app: Flask, author: FlaskClient) -> None:
    make_theme(app, "One")
    make_theme(app, "Two")
    opened = page.form(author.get(THEME))
    author.post("/desk/themes/", data={"move": "up:2"})
    assert author.post(THEME, data=opened).status_code == 303


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("step", "expected"),
    [("up:3", "ACBD"), ("down:1", "BACD"), ("out:2", "ACD"), ("up:1", "ABCD")],
)
def test_a_piece_moves_by_one_step(
    app: Flask, author: FlaskClient, step: str, expected: str
) -> None:
    page.send(author, THEME, move=step)
    assert order(app) == list(expected)


@pytest.mark.usefixtures("theme")
def test_keys_go_on_where_a_piece_was_taken_out(author: FlaskClient) -> None:
    taken = author.get(page.send(author, THEME, move="out:2").location)
    assert taken.text.count(" autofocus") == 1
    assert 'value="out:3" autofocus' in taken.text


@pytest.mark.usefixtures("theme")
def test_each_control_of_a_piece_names_it(author: FlaskClient) -> None:
    assert "Start here, with B" in page.words(author.get(THEME))


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"position_4": "1"}, "DABC"),
        ({"position_1": "3"}, "BCAD"),
        ({"position_1": "99", "position_2": "0"}, "BCDA"),
        ({"position_1": "soon"}, "ABCD"),
    ],
)
def test_a_piece_goes_to_the_number_beside_it(
    app: Flask, author: FlaskClient, typed: dict[str, str], expected: str
) -> None:
    page.send(author, THEME, **{name.replace("_", "-"): number for name, number in typed.items()})
    assert order(app) == list(expected)


@pytest.mark.usefixtures("theme")
def test_a_step_keeps_what_was_typed_beside_it(app: Flask, author: FlaskClient) -> None:
    page.send(author, THEME, move="up:2", source="An essay.", start="3", **{"note-2": "Read this."})
    fields = page.form(author.get(THEME))
    assert fields["source"] == "An essay."
    assert fields["note-2"] == "Read this."
    assert fields["start"] == "3"


@pytest.mark.usefixtures("theme")
def test_a_piece_is_added_at_the_end(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="E", published_at=None)
    page.send(author, THEME, add="5")
    assert order(app) == list("ABCDE")


@pytest.mark.usefixtures("theme")
def test_what_came_under_it_since_stays(app: Flask, author: FlaskClient) -> None:
    opened = page.form(author.get(THEME))
    make_post(app, title="E", themes=(1,))
    author.post(THEME, data=page.typed_over(opened, move="up:2"))
    assert order(app) == list("BACDE")


@pytest.mark.usefixtures("theme")
def test_stale_save_shows_both_texts(app: Flask, author: FlaskClient) -> None:
    mine = page.typed_over(page.form(author.get(THEME)), source="Mine.", **{"note-1": "My note"})
    page.send(author, THEME, source="Theirs.")
    answer = author.post(THEME, data=mine)
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert page.form(answer)["source"] == "Mine."
    assert page.form(answer)["note-1"] == "My note"
    again = author.post(THEME, data=page.form(answer))
    assert again.status_code == 303
    assert page.form(author.get(THEME))["source"] == "Mine."


@pytest.mark.usefixtures("theme")
def test_a_new_order_outdates_an_open_form(author: FlaskClient) -> None:
    opened = page.form(author.get(THEME))
    page.send(author, THEME, move="up:4")
    assert author.post(THEME, data=page.typed_over(opened, move="up:2")).status_code == 409


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "A theme needs a title."),
        ({"title": "t" * 201}, "201 characters long; at most 200"),
        ({"cloth": "tweed"}, "There is no cloth “tweed”."),
        ({"slug": "rooms"}, "Another theme has the address “rooms”."),
        ({"cover": "9"}, "That picture is not here any more."),
        ({"note-1": "n" * 501}, "A note has at most 500 characters."),
        ({"source": "> " * 60 + "deep"}, "within each other; take it apart"),
    ],
)
def test_refusal_keeps_everything_typed(
    app: Flask, author: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    make_theme(app, "Rooms")
    typed = {"title": "New", "source": "\n\nTyped.\n", "note-2": "Typed too"} | wrong
    answer = page.send(author, THEME, **typed)
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    fields = page.form(answer)
    assert {name: fields[name] for name in typed if name not in {"cloth", "cover"}} == {
        name: value for name, value in typed.items() if name not in {"cloth", "cover"}
    }
    with app.app_context():
        stored = session().get(Theme, 1)
        assert stored is not None
        assert stored.title == "Snow"


@pytest.mark.usefixtures("theme")
def test_preview_stores_nothing(app: Flask, author: FlaskClient) -> None:
    answer = page.send(
        author, THEME, source="**Typed**", action="preview", **{"note-1": "Typed too"}
    )
    assert "<strong>Typed</strong>" in answer.text
    assert page.form(answer)["note-1"] == "Typed too"
    assert page.form(author.get(THEME))["source"] == ""


@pytest.mark.usefixtures("theme")
def test_remove_asks_first_and_keeps_the_pieces(app: Flask, author: FlaskClient) -> None:
    assert "The 4 pieces under it stay." in page.words(author.get(f"{THEME}remove/"))
    author.post(f"{THEME}remove/")
    assert author.get(THEME).status_code == 404
    assert author.get("/desk/posts/1/").status_code == 200
