"""Pictures on the desk: taken in, refused with a sentence, handed out to paste and to choose."""

import errno
import os
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import event

from blog.db import db
from blog.web.editor import pictures
from tests.conftest import CountQueries
from tests.makers import installation, make_post
from tests.web.editor import page


def picture(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return data.getvalue()


def add(browser: FlaskClient, *files: tuple[bytes, str]) -> str:
    sent = {"pictures": [(BytesIO(data), name) for data, name in files]}
    answer = browser.post(
        "/desk/pictures/", data=sent, content_type="multipart/form-data", follow_redirects=True
    )
    return answer.text


def test_several_are_added_at_once(author: FlaskClient) -> None:
    assert "No pictures yet." in page.words(author.get("/desk/pictures/"))
    shown = add(author, (picture("red"), "snow.png"), (picture("blue"), "ridge.png"))
    assert "Added 2 pictures." in shown
    assert "snow.png" in shown
    assert "Not used" in shown
    detail = author.get("/desk/pictures/1/")
    assert "60 × 40" in page.words(detail)
    assert page.pasteable(detail)[0].startswith("![](/media/")


def test_a_refused_file_keeps_no_other_out(author: FlaskClient) -> None:
    shown = add(author, (picture("red"), "snow.png"), (b"words", "notes.txt"))
    assert "Added 1 picture." in shown
    assert "notes.txt" in shown
    assert "Choose a JPEG, PNG" in shown


def test_a_full_disk_is_said_to_be_full_and_keeps_what_came_before(
    author: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(author, (picture("red"), "snow.png"))

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    shown = add(author, (picture("red"), "snow.png"), (picture("blue"), "ridge.png"))
    assert "The disk here is full, so the picture was not kept." in shown
    assert "Added 1 picture." in shown
    alone = {"pictures": (BytesIO(picture("blue")), "ridge.png")}
    answer = author.post("/desk/pictures/", data=alone, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["code"]) == (507, "disk_full")
    monkeypatch.undo()
    assert "Added 1 picture." in add(author, (picture("blue"), "ridge.png"))


def test_nobody_waits_while_a_picture_is_worked_on(app: Flask, author: FlaskClient) -> None:
    """A large one takes seconds; who saves a text meanwhile would be refused after five."""
    on_disk_before_writing: list[int] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            files = installation(app).media.rglob("*.png")
            on_disk_before_writing.append(len(list(files)))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    add(author, (picture("red"), "snow.png"))
    assert on_disk_before_writing == [1]


def test_nothing_chosen(author: FlaskClient) -> None:
    assert author.post("/desk/pictures/").status_code == 422


def test_a_pasted_picture_knows_where_it_is_used(app: Flask, author: FlaskClient) -> None:
    add(author, (picture("red"), "snow.png"))
    [line] = page.pasteable(author.get("/desk/pictures/1/"))
    words = "![Snow on a ridge](" + line.removeprefix("![](")
    author.post("/desk/posts/new", data={"title": "Ridge", "source": words, "action": "publish"})
    assert "1 piece" in page.words(author.get("/desk/pictures/"))
    assert "Used in Ridge “Snow on a ridge” in the text" in page.words(
        author.get("/desk/pictures/1/")
    )
    assert 'alt="Snow on a ridge"' in author.get("/desk/posts/1/").text


def test_a_cover_is_chosen_with_its_words(app: Flask, author: FlaskClient) -> None:
    add(author, (picture("red"), "snow.png"))
    make_post(app)
    fields = page.typed_over(
        page.form(author.get("/desk/posts/1/")), cover="1", cover_alt="Snow", action="save"
    )
    answer = author.post("/desk/posts/1/", data=fields, follow_redirects=True)
    assert page.form(answer)["cover"] == "1"
    assert page.form(answer)["cover_alt"] == "Snow"
    assert "Used in A piece “Snow” as its cover" in page.words(author.get("/desk/pictures/1/"))


def test_pictures_without_words_are_named(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="![](still.jpg)")
    words = page.words(author.get("/desk/posts/1/"))
    assert "One picture has no words yet (alternative text): still.jpg." in words


def test_the_library_is_searched_by_name_and_by_words(author: FlaskClient) -> None:
    add(author, (picture("red"), "snow_1.png"), (picture("blue"), "雪の尾根.png"))
    author.post("/desk/pictures/1/", data={"alt": "A lamp in the window"})
    for words, found in (
        ("snow_", ["snow_1.png"]),
        ("尾根", ["雪の尾根.png"]),
        ("window LAMP", ["snow_1.png"]),
        ("png", ["雪の尾根.png", "snow_1.png"]),
        ("snow%", []),
    ):
        shown = author.get("/desk/pictures/", query_string={"q": words})
        assert [name for name in ("雪の尾根.png", "snow_1.png") if name in shown.text] == found
        choices = author.get("/desk/pictures/choose", query_string={"q": words})
        assert choices.text.count("data-markdown") == len(found)
        covers = author.get("/desk/pictures/covers", query_string={"q": words})
        assert covers.text.count('name="cover"') == len(found)
    assert "is called “snow%”" in page.words(author.get("/desk/pictures/?q=snow%25"))


def test_the_shelves(app: Flask, author: FlaskClient) -> None:
    add(author, (picture("red"), "cover.png"), (picture("blue"), "bare.png"))
    make_post(app, cover_id=1, cover_alt="A door")
    assert "All 2 No words yet 1 Not used 1 Covers 1" in page.words(author.get("/desk/pictures/"))
    for shelf, name in (("no-words", "bare"), ("not-used", "bare"), ("covers", "cover")):
        shown = author.get("/desk/pictures/", query_string={"show": shelf}).text
        assert [each for each in ("bare", "cover") if f"{each}.png" in shown] == [name]


def test_long_libraries_have_pages(
    app: Flask, author: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "A_PAGE", 1)
    add(author, (picture("red"), "one.png"), (picture("blue"), "two.png"))
    second = author.get("/desk/pictures/?page=2&q=png").text
    assert "one.png" in second
    assert "two.png" not in second
    assert "q=png" in second
    assert author.get("/desk/pictures/?page=3").status_code == 404


def test_what_a_page_of_the_library_costs(
    app: Flask, author: FlaskClient, count_queries: CountQueries
) -> None:
    add(author, *((picture(colour), f"{colour}.png") for colour in ("red", "blue", "green")))
    for number in range(1, 4):
        make_post(app, title=f"Piece {number}", cover_id=number)
    with count_queries() as queries:
        author.get("/desk/pictures/")
    assert len(queries) <= 20


def test_pieces_with_wordless_pictures_are_counted(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="All said", source="![Words](a.jpg)")
    make_post(app, title="Two unsaid", source="![](a.jpg) ![](b.jpg) ![Words](c.jpg)")
    add(author, (picture("red"), "cover.png"))
    make_post(app, title="A cover unsaid", cover_id=1)
    assert "Pictures without words 3" in page.words(author.get("/desk/"))
    author.post("/desk/posts/2/trash/")
    assert "Pictures without words 1" in page.words(author.get("/desk/"))
