"""Every text a piece has had, at the desk: listed, compared, read, named, brought back."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.posts import revisions
from blog.posts.fields import Fields
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.revisions import Window
from tests.conftest import CountQueries, FrozenClock
from tests.makers import make_post
from tests.web.editor import page

PIECE, LIST = "/desk/posts/1/", "/desk/posts/1/revisions/"


@pytest.fixture
def kept(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    """A draft with three saved texts, one hour between them, and one set aside."""
    make_post(app, title="Slow train", source="One two three.", published_at=None)
    for number, source in enumerate(("One two three four five.", "One 慢车 three four five."), 2):
        clock.move(hours=1)
        form = page.form(author.get(PIECE))
        sent = page.typed_over(form, source=source, tags="winter" if number == 3 else "")
        assert author.post(PIECE, data=page.as_sent(sent)).status_code == 303
    with app.app_context(), transaction():
        revisions.set_aside(
            session().get_one(Post, 1),
            Fields(title="Slow bus", source="Aside."),
            at=clock.move(hours=1),
            window=Window(device="Safari on iPhone"),
        )


def current(app: Flask) -> str:
    with app.app_context():
        return revisions.current(session().get_one(Post, 1)).source


@pytest.mark.usefixtures("kept")
def test_list_says_when_how_and_how_much(author: FlaskClient) -> None:
    words = page.words(author.get(LIST))
    for line in (
        "20 November, 15:00 Set aside, 1 word Safari on iPhone",
        "Now 20 November, 14:00. Saved, 1 word removed, 2 characters added",
        "20 November, 13:00 Saved, 2 words added",
        "19 November, 12:00 Saved, 3 words",
    ):
        assert line in words


def test_a_draft_that_was_only_autosaved_is_called_by_its_title(author: FlaskClient) -> None:
    form = page.form(author.get("/desk/posts/new"))
    sent = page.typed_over(form, title="Night bus", source="One.")
    author.post("/desk/posts/new/autosave", data=page.as_sent(sent))
    for path in (LIST, f"{LIST}1/read/"):
        shown = author.get(path).text
        assert "Night bus" in shown
        assert "Untitled" not in shown


@pytest.mark.usefixtures("kept")
def test_a_text_set_aside_counts_for_nothing_in_the_next(author: FlaskClient) -> None:
    typed = page.typed_over(page.form(author.get(PIECE)), source="One 慢车 three four.")
    author.post(PIECE, data=page.as_sent(typed))
    words = page.words(author.get(LIST))
    assert "Now 20 November, 15:00. Saved, 1 word removed" in words


@pytest.mark.usefixtures("kept")
def test_a_text_is_compared_with_the_one_before_it(author: FlaskClient) -> None:
    answer = author.get(LIST)
    assert "One <del>two</del><ins>慢车</ins> three four five." in answer.text
    words = page.words(answer)
    assert "+ 2 words in this one" in words
    assert "− 1 only in the other" in words
    assert "Tags winter" in words


@pytest.mark.usefixtures("kept")
def test_a_save_of_what_was_autosaved_shows_what_is_new_in_it(author: FlaskClient) -> None:
    form = page.form(author.get(PIECE))
    typed = page.as_sent(page.typed_over(form, source="One 慢车 and a ferry."))
    author.post(f"{PIECE}autosave", data=typed)
    author.post(PIECE, data=typed)
    shown = author.get(LIST)
    assert "Title and text are the same" not in page.words(shown)
    assert "<ins>and a ferry</ins>" in shown.text


@pytest.mark.usefixtures("kept")
def test_any_two_can_be_compared(author: FlaskClient) -> None:
    answer = author.get(f"{LIST}1/?with=3")
    assert "One <del>two three</del><ins>慢车 three four five</ins>." in answer.text
    assert "− 2 only in this one" in page.words(answer)
    assert "in now" in page.words(answer)
    assert page.form(answer)["with"] == "3"
    same = author.get(f"{LIST}3/?with=1")
    assert "One <del>two three</del><ins>慢车 three four five</ins>." in same.text


@pytest.mark.usefixtures("kept")
def test_a_text_set_aside_is_compared_with_the_one_that_stayed(author: FlaskClient) -> None:
    answer = author.get(f"{LIST}4/")
    assert page.form(answer)["with"] == "3"
    assert "<h3>Slow <del>train</del><ins>bus</ins></h3>" in answer.text


@pytest.mark.usefixtures("kept")
def test_the_first_text_stands_there_as_it_is(author: FlaskClient) -> None:
    answer = author.get(f"{LIST}1/")
    assert "The first one kept." in page.words(answer)
    assert "<p>One two three.</p>" in answer.text
    assert "<ins>" not in answer.text


@pytest.mark.usefixtures("kept")
def test_a_text_can_be_read_as_readers_would(author: FlaskClient) -> None:
    answer = author.get(f"{LIST}2/read/")
    assert "<p>One two three four five.</p>" in answer.text
    assert "Slow train" in page.words(answer)


def test_a_text_that_no_rule_allows_can_be_read_too(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=None)
    with app.app_context(), transaction():
        revisions.go_on_from(
            session().get_one(Post, 1),
            Fields(source="||He|| dies.", lang="not a tag", summary="||x||", cover_id=99),
            kind=RevisionKind.AUTOSAVE,
            at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        )
    assert author.get(f"{LIST}2/read/").status_code == 200
    assert author.get(LIST).status_code == 200


@pytest.mark.usefixtures("kept")
def test_restore_and_undo(app: Flask, author: FlaskClient) -> None:
    newest = current(app)
    restored = author.post(f"{LIST}1/restore", follow_redirects=True)
    assert current(app) == "One two three."
    assert page.form(author.get(PIECE))["source"] == "One two three."
    assert "It is the newest text again. What you had is still in the list." in page.words(restored)
    assert f'action="{LIST}3/restore"' in restored.text
    undone = author.post(f"{LIST}3/restore", follow_redirects=True)
    assert current(app) == newest
    assert "Brought back" in page.words(undone)
    assert author.get(f"{LIST}1/").status_code == 200


def test_readers_see_nothing_of_a_restored_text_before_the_next_save(
    app: Flask, author: FlaskClient
) -> None:
    make_post(app, source="Old words.")
    form = page.form(author.get(PIECE))
    author.post(PIECE, data=page.as_sent(page.typed_over(form, source="New words.")))
    restored = author.post(f"{LIST}1/restore", follow_redirects=True)
    assert "Readers see it once you choose Update." in page.words(restored)
    assert "New words." in author.get("/posts/a-piece/").text


@pytest.mark.usefixtures("kept")
def test_a_text_gets_a_name_and_loses_it(author: FlaskClient) -> None:
    named = author.post(f"{LIST}2/name", data={"name": "  Before\nthe cut "}, follow_redirects=True)
    assert "“Before the cut” 20 November, 13:00. Saved, 2 words added" in page.words(named)
    assert page.form(named)["name"] == "Before the cut"
    unnamed = author.post(f"{LIST}2/name", data={"name": ""}, follow_redirects=True)
    assert "“Before the cut”" not in page.words(unnamed)


@pytest.mark.usefixtures("kept")
def test_a_name_that_is_too_long_comes_back(author: FlaskClient) -> None:
    answer = author.post(f"{LIST}2/name", data={"name": "a" * 201})
    assert answer.status_code == 422
    assert page.form(answer)["name"] == "a" * 201
    assert "at most 200 fit here" in page.words(answer)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "address", [f"{LIST}99/", f"{LIST}99/read/", f"{LIST}1/?with=99", f"{LIST}?page=2"]
)
def test_what_is_not_there_is_said_to_be_missing(author: FlaskClient, address: str) -> None:
    assert author.get(address).status_code == 404


def test_no_revisions_of_no_piece(author: FlaskClient) -> None:
    assert author.get(LIST).status_code == 404
    assert author.post(f"{LIST}1/restore").status_code == 404


def test_a_piece_without_a_text_says_so(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=None)
    with app.app_context(), transaction():
        session().execute(Revision.__table__.delete())
    assert "No text is kept yet." in page.words(author.get(LIST))


def test_thousands_of_revisions_come_in_pages(
    app: Flask, author: FlaskClient, count_queries: CountQueries
) -> None:
    post = make_post(app, published_at=None)
    with app.app_context(), transaction():
        session().add_all(
            Revision(
                post_id=post.id,
                number=number,
                title="A piece",
                source=f"Text {number}.",
                word_count=number,
                saved_at=post.saved_at,
            )
            for number in range(2, 3_002)
        )
    with count_queries() as queries:
        words = page.words(author.get(LIST))
    assert "Page 1 of 61" in words
    assert len(queries) <= 16
    last = author.get(f"{LIST}?page=61")
    assert 'href="/desk/posts/1/revisions/1/" aria-current="true"' in last.text
    found = author.get(f"{LIST}40/")
    assert "Page 60 of 61" in page.words(found)
    assert "Text <del>39</del><ins>40</ins>." in found.text


def test_notes_are_reworded_and_taken_back(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_post(app)
    form = page.typed_over(page.form(author.get(PIECE)), announce="y", note="Retold", action="save")
    author.post(PIECE, data=page.as_sent(form))
    assert page.form(author.get(LIST))["note"] == "Retold"
    change = "/desk/posts/1/changes/1/"
    author.post(change, data={"action": "keep", "note": "The ending, retold"})
    assert "The ending, retold" in client.get("/posts/a-piece/").text
    refused = author.post(change, data={"action": "keep", "note": "She ||dies||"})
    assert refused.status_code == 422
    assert page.form(refused)["note"] == "She ||dies||"
    assert "nothing in it can be covered" in page.words(refused)
    assert author.post(change, data={"action": "burn"}).status_code == 400
    author.post(change, data={"action": "remove"})
    assert "Updated" not in client.get("/posts/a-piece/").text
    assert author.post(change, data={"action": "remove"}).status_code == 404
