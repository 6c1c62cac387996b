"""The first text of a piece that was never saved by hand makes the piece, once."""

import multiprocessing
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from blog.app import create_app
from blog.config import Settings
from blog.db import session, transaction
from blog.posts import commands, rendering
from blog.posts.models import Post
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.makers import make_post
from tests.web.editor import page
from tests.web.editor.script import JSON, LONG_TEXT, NEW, ONE, Editor, post_count, shown, stored


def test_first_text_makes_the_piece(app: Flask, author: FlaskClient) -> None:
    answer = Editor(author, NEW).autosave(title="Slow tr", source="Nine minutes.\n\n雪 ")
    assert answer.status_code == 201
    made = stored(app)
    assert answer.json == {
        "id": 1,
        "key": made.entry_id,
        "url": ONE,
        "status": "draft",
        "version": made.version,
        "number": 1,
        "saved_at": "2026-11-20T12:00:00+00:00",
        "saved": "12:00",
    }
    opened = page.form(author.get(ONE))
    assert (opened["title"], opened["source"]) == ("Slow tr", "Nine minutes.\n\n雪 ")
    assert opened["version"] == str(made.version)
    assert opened["key"] == made.entry_id


def test_every_field_comes_back_as_it_was_typed(app: Flask, author: FlaskClient) -> None:
    """Also what no rule would let through: it is only being typed."""
    makers.make_theme(app)
    typed = {
        "title": "t" * 600,
        "source": LONG_TEXT,
        "tags": 'winter, "windows, lit", ' + "x" * 200,
        "themes": ["1"],
        "slug": "!!!",
        "summary": "In the end ||she leaves||.",
        "lang": "klingon!",
        "title_lang": "zh",
        "published_at": "next week",
        "spoiler_notice": "The end",
        "cover_alt": "A window",
        "cover_caption": "Night",
    }
    assert Editor(author, NEW).autosave(**typed).status_code == 201
    opened = page.form(author.get(ONE))
    assert {name: opened[name] for name in typed} == typed | {"themes": "1"}


def test_first_text_sent_twice_makes_one_piece(app: Flask, author: FlaskClient) -> None:
    """The answer to the first was lost: the page asks once more, at the address it knows."""
    editor = Editor(author, NEW)
    editor.send(f"{NEW}/autosave", title="Once", source="One.")
    editor.send(f"{NEW}/autosave", title="Once", source="One.")
    editor.autosave(title="Once", source="One, two.")
    assert post_count(app) == 1
    assert shown(author) == "One, two."
    assert editor.press("save").status_code == 200
    assert post_count(app) == 1


def test_save_after_a_first_text_whose_answer_was_lost(app: Flask, author: FlaskClient) -> None:
    editor = Editor(author, NEW)
    editor.send(f"{NEW}/autosave", title="Once", source="One.")
    answer = editor.press("save", title="Once", source="One, two.")
    assert (answer.status_code, answer.json["location"]) == (200, ONE)
    assert post_count(app) == 1
    assert stored(app).source == "One, two."


def first_text(installation: Settings, form: dict[str, str], turns: Any) -> int:
    """In a process of its own: waits for the other, then sends."""
    browser = makers.sign_in(create_app(installation))
    turns.wait()
    answer = browser.post(f"{NEW}/autosave", data=form, headers=JSON)
    return answer.status_code


def test_two_processes_make_one_piece_of_one_key(
    app: Flask, author: FlaskClient, installation: Settings
) -> None:
    form = page.form(author.get(NEW)).to_dict() | {"title": "Once", "editor": "one"}
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(2) as pool:
        both = manager.Barrier(2)
        answers = pool.starmap(first_text, [(installation, form, both)] * 2)
    assert answers == [201, 201]
    assert post_count(app) == 1


def test_first_text_without_a_key_is_not_taken(app: Flask, author: FlaskClient) -> None:
    for key in ("", "mine", "tag:blog.example,2026-11-20:short"):
        answer = author.post(f"{NEW}/autosave", data={"source": "x", "key": key}, headers=JSON)
        assert (answer.status_code, answer.json["code"]) == (422, "not_complete")
    assert post_count(app) == 0


def test_draft_that_was_only_autosaved_lives_a_whole_life(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    editor = Editor(author, NEW)
    editor.autosave(title="Slow train", source="**Nine** minutes.")
    assert "<strong>Nine</strong>" in author.get(ONE).text
    assert author.get("/desk/").status_code == 200
    assert author.get(stored(app).path).status_code == 200
    with app.app_context():
        assert session().scalars(rendering.outdated(URL)).all() == []
    answer = editor.press("publish")
    assert answer.json["message"] == "Published. Readers see it now."
    assert answer.json["status"] == "live"
    assert stored(app).slug == "slow-train"
    assert "<strong>Nine</strong>" in author.get("/posts/slow-train/").text


def test_text_of_a_removed_piece_can_become_a_new_one(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """Without a script: the form comes back whole, and makes another piece."""
    make_post(app, source="As it was.")
    typed = page.typed_over(page.form(author.get(ONE)), source=LONG_TEXT, summary="Kept too")
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        commands.trash(post, at=clock.now)
        commands.remove(post, at=clock.now)
    for _ in range(2):
        answer = author.post(ONE, data=page.as_sent(typed))
        assert answer.status_code == 422
        assert "This piece has been removed for good." in page.words(answer)
        make_post(app, title="Another piece")
    made = author.post(NEW, data=page.as_sent(page.form(answer)))
    assert made.location == "/desk/posts/4/"
    assert (stored(app, 4).source, stored(app, 4).summary) == (LONG_TEXT, "Kept too")
