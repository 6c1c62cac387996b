"""Two texts of one piece at the desk: compared, proposed as one, made into one; and both kept."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.db import session
from blog.posts import revisions
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision
from tests.makers import make_post
from tests.web.editor import page

PIECE = "/desk/posts/1/"
AS_SCRIPT = {"Accept": "application/json"}
TEXT = "One is here.\n\nTwo is here.\n\nThree is here."


@pytest.fixture
def late(app: Flask, author: FlaskClient) -> MultiDict[str, str]:
    """The form of a draft as it was opened before somebody else saved the piece."""
    make_post(app, title="Slow train", source=TEXT, published_at=None)
    opened = page.form(author.get(PIECE))
    theirs = page.typed_over(
        opened, source=TEXT.replace("Two", "Deux").replace("here.", "there.", 1)
    )
    assert author.post(PIECE, data=page.as_sent(theirs)).status_code == 303
    return opened


def send(browser: FlaskClient, fields: MultiDict[str, str], where: str = PIECE) -> TestResponse:
    return browser.post(where, data=page.as_sent(fields))


def current(app: Flask) -> Fields:
    with app.app_context():
        return revisions.current(session().get_one(Post, 1))


def kept(app: Flask) -> set[str]:
    with app.app_context():
        return set(session().scalars(select(Revision.source)))


def test_a_stale_save_leads_to_both_texts_in_one(
    app: Flask, author: FlaskClient, late: MultiDict[str, str]
) -> None:
    mine = page.typed_over(late, source=TEXT.replace("Three", "Trois"))
    conflict = send(author, mine)
    assert conflict.status_code == 409
    assert f'formaction="{PIECE}merge"' in conflict.text
    proposed = send(author, page.form(conflict), f"{PIECE}merge")
    assert proposed.status_code == 200
    assert "Nothing stands against anything" in page.words(proposed)
    done = send(author, page.typed_over(page.form(proposed), action="merge"))
    assert (done.status_code, done.location) == (303, PIECE)
    both = "One is there.\n\nDeux is here.\n\nTrois is here."
    assert current(app).source == both
    assert page.form(author.get(PIECE))["source"] == both
    assert kept(app) == {
        TEXT,
        mine["source"],
        both,
        TEXT.replace("Two", "Deux").replace("here.", "there.", 1),
    }


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("mine", "One was here."),
        ("theirs", "One is there."),
        ("both", "One was here is there."),
        ("nonsense", "One was here is there."),
    ],
)
def test_what_both_changed_is_chosen(
    app: Flask, author: FlaskClient, late: MultiDict[str, str], way: str, expected: str
) -> None:
    mine = page.typed_over(late, source=TEXT.replace("is", "was", 1))
    proposed = send(author, page.form(send(author, mine)), f"{PIECE}merge")
    form = page.form(proposed)
    (part,) = (name for name in form if name.startswith("part-"))
    assert form[part] == "both"
    send(author, page.typed_over(form, action="merge", **{part: way}))
    assert current(app).source.partition("\n")[0] == expected


def test_a_title_that_both_changed_is_chosen_too(
    app: Flask, author: FlaskClient, late: MultiDict[str, str]
) -> None:
    send(author, page.typed_over(page.form(author.get(PIECE)), title="Slow bus", tags="buses"))
    mine = page.typed_over(late, title="Slow tram", tags="trams")
    proposed = send(author, page.form(send(author, mine)), f"{PIECE}merge")
    words = page.words(proposed)
    assert "Slow tram" in words
    assert "Slow bus" in words
    form = page.form(proposed)
    assert form["field-title"] == "mine"
    send(author, page.typed_over(form, action="merge", **{"field-title": "theirs"}))
    assert current(app).title == "Slow bus"
    assert set(current(app).tags) == {"buses", "trams"}


def test_a_text_that_changed_once_more_is_shown_again(
    app: Flask, author: FlaskClient, late: MultiDict[str, str]
) -> None:
    mine = page.typed_over(late, source=TEXT.replace("is", "was", 1))
    form = page.form(send(author, page.form(send(author, mine)), f"{PIECE}merge"))
    (part,) = (name for name in form if name.startswith("part-"))
    again = page.typed_over(page.form(author.get(PIECE)), source="One is there.\n\nLast.")
    send(author, again)
    answer = send(author, page.typed_over(form, action="merge", **{part: "mine"}))
    assert answer.status_code == 409
    assert "It changed once more while you chose." in page.words(answer)
    shown = page.form(answer)
    assert shown[part] == "mine"
    assert shown["source"].replace("\r\n", "\n") == mine["source"]
    assert current(app).source == "One is there.\n\nLast."
    assert send(author, page.typed_over(shown, action="merge")).status_code == 303
    assert current(app).source.startswith("One was here.")


def test_a_live_piece_shows_readers_nothing_of_a_merge(app: Flask, author: FlaskClient) -> None:
    make_post(app, source=TEXT)
    late = page.form(author.get(PIECE))
    send(author, page.typed_over(late, source=TEXT.replace("Two", "Deux")))
    conflict = send(author, page.typed_over(late, source=TEXT.replace("One", "Un")))
    proposed = send(author, page.form(conflict), f"{PIECE}merge")
    send(author, page.typed_over(page.form(proposed), action="merge"))
    assert current(app).source == TEXT.replace("Two", "Deux").replace("One", "Un")
    assert "Un is here" not in author.get("/posts/a-piece/").text


def test_a_script_gets_the_inside_and_then_the_text(
    app: Flask, author: FlaskClient, late: MultiDict[str, str]
) -> None:
    before = current(app)
    mine = page.typed_over(late, source=TEXT.replace("is", "was", 1), title="Slow tram")
    inside = author.post(f"{PIECE}merge", data=page.as_sent(mine), headers=AS_SCRIPT)
    assert inside.status_code == 200
    assert "<html" not in inside.text
    assert "csrf" not in inside.text
    chosen = page.typed_over(mine, action="merge", **page.form(inside).to_dict())
    answer = author.post(PIECE, data=page.as_sent(chosen), headers=AS_SCRIPT)
    told: dict[str, Any] = answer.get_json()
    assert told["form"]["source"] == ["One was here is there.\n\nDeux is here.\n\nThree is here."]
    assert told["form"]["title"] == ["Slow tram"]
    with app.app_context():
        assert told["version"] == session().get_one(Post, 1).version
    assert current(app) == before
    assert mine["source"] in kept(app)


def test_a_script_may_say_what_its_text_goes_back_to(
    author: FlaskClient, late: MultiDict[str, str]
) -> None:
    """An autosave that was thinned out since: the page still has it."""
    base = TEXT.replace("Three", "Four")
    as_it_was = {f"base_{name}": text for name, text in late.items()} | {"base_source": base}
    mine = page.typed_over(late, source=base, version="999", **as_it_was)
    inside = author.post(f"{PIECE}merge", data=page.as_sent(mine), headers=AS_SCRIPT)
    assert "Nothing stands against anything" in page.words(inside)


def test_without_the_text_they_go_back_to_every_difference_is_a_choice(
    author: FlaskClient, late: MultiDict[str, str]
) -> None:
    mine = page.typed_over(late, version="999")
    inside = author.post(f"{PIECE}merge", data=page.as_sent(mine), headers=AS_SCRIPT)
    assert "Where the two differ, choose: 2 places" in page.words(inside)


def test_a_text_that_was_the_newest_once_is_known(
    app: Flask, author: FlaskClient, late: MultiDict[str, str]
) -> None:
    def is_kept(source: str) -> bool:
        answer = author.post(
            f"{PIECE}holds",
            data=page.as_sent(page.typed_over(late, source=source)),
            headers=AS_SCRIPT,
        )
        return bool(answer.get_json()["is_kept"])

    aside = page.typed_over(late, source="Typed over an older text.")
    assert author.post(f"{PIECE}autosave", data=page.as_sent(aside)).status_code == 409
    assert is_kept(TEXT)
    assert not is_kept("Typed over an older text.")
    assert not is_kept(f"{TEXT} And more.")


def test_texts_are_compared_beside_the_draft(
    author: FlaskClient, late: MultiDict[str, str]
) -> None:
    typed = page.typed_over(late, source=TEXT, title="Slow <b>", tags="winter")
    answer = author.post(f"{PIECE}compare", data=page.as_sent(typed), headers=AS_SCRIPT)
    assert "<del>there</del><ins>here</ins>" in answer.text
    assert "<del>Deux</del><ins>Two</ins>" in answer.text
    assert "<ins>&lt;b&gt;</ins>" in answer.text
    words = page.words(answer)
    assert "One paragraph unchanged" in words
    assert "Tags winter" in words


def test_equal_texts_are_said_to_be_equal(author: FlaskClient, late: MultiDict[str, str]) -> None:
    now = page.form(author.get(PIECE))
    answer = author.post(f"{PIECE}compare", data=page.as_sent(now), headers=AS_SCRIPT)
    assert page.words(answer) == "Title and text are the same."
