"""What the editor's script is told when it sends what is being typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import encode_multipart

from blog.db import session, transaction
from blog.posts import commands
from blog.posts.models import Post, Revision, RevisionKind, Status, WorkingCopy
from blog.web import limits
from tests.conftest import FrozenClock
from tests.makers import make_post
from tests.web.editor import page
from tests.web.editor.script import JSON, NEW, ONE, Editor, shown, sources, stored


def test_what_readers_get_does_not_change_by_a_byte(
    app: Flask, client: FlaskClient, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, title="Slow train", source="As it was.", tags=("winter",))
    addresses = "/ /posts/slow-train/ /tags/ /tags/winter/ /archive/ /sitemap.xml".split()
    addresses += "/feed.atom /feed.rss /feed.json /tags/winter/feed.atom".split()

    def seen() -> list[tuple[bytes, dict[str, str]]]:
        answers = [client.get(address) for address in addresses]
        kept = ("ETag", "Last-Modified")
        return [(a.data, {k: a.headers.get(k, "") for k in kept}) for a in answers]

    before = seen()
    clock.move(days=2)
    editor = Editor(author)
    typed = {"title": "Fast", "source": "Not yet.", "slug": "fast", "summary": "S", "tags": "new"}
    assert editor.autosave(**typed).status_code == 200
    assert seen() == before
    assert (shown(author), shown(author, "tags")) == ("Not yet.", "new")
    assert editor.press("save").status_code == 200
    assert "Not yet." in client.get("/posts/fast/").text


def test_pressing_save_takes_the_changes_in(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    editor = Editor(author)
    editor.autosave(source="Better.")
    with app.app_context():
        assert session().scalars(select(WorkingCopy)).one()
    editor.press("save")
    with app.app_context():
        assert session().scalars(select(WorkingCopy)).all() == []
    assert stored(app).source == "Better."
    assert sources(app, Revision.kind == RevisionKind.AUTOSAVE) == ["Better."]


def test_typing_back_to_what_readers_see_leaves_nothing_to_publish(
    app: Flask, author: FlaskClient
) -> None:
    make_post(app, source="As it was.")
    editor = Editor(author)
    editor.autosave(source="As it was. And")
    editor.autosave(source="As it was.")
    with app.app_context():
        assert session().scalars(select(WorkingCopy)).all() == []


def test_discarding_goes_back_and_keeps_what_is_discarded(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, source="As it was.")
    editor = Editor(author)
    editor.autosave(source="Worse.")
    answer = editor.press("discard", source="Worse still.")
    assert (answer.status_code, answer.json["location"]) == (200, ONE)
    assert shown(author) == stored(app).source == "As it was."
    assert {"Worse.", "Worse still."} < set(sources(app))


def test_autosave_leaves_a_scheduled_piece_as_it_will_come_out(
    app: Flask, client: FlaskClient, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, title="Soon", source="As it was.", published_at=clock.now.replace(hour=18))
    editor = Editor(author)
    editor.autosave(source="Later thought.", published_at="2027-01-01T08:00")
    assert shown(author, "published_at") == "2027-01-01T08:00"
    clock.move(hours=7)
    assert stored(app).status(clock.now) is Status.LIVE
    assert "As it was." in client.get("/posts/soon/").text
    assert "Later thought." not in client.get("/posts/soon/").text


def test_piece_in_the_trash_takes_no_text_but_keeps_it(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, source="As it was.", published_at=None)
    editor = Editor(author)
    with app.app_context(), transaction():
        commands.trash(session().get_one(Post, 1), at=clock.now)
    answer = editor.autosave(source="Typed on.")
    assert (answer.status_code, answer.json["code"]) == (410, "in_the_trash")
    assert sources(app, Revision.number == answer.json["details"]["aside"]) == ["Typed on."]
    assert shown(author) == "As it was."
    assert editor.press("restore").json["status"] == "draft"
    assert shown(author) == "Typed on."


def test_text_of_a_removed_piece_never_lands_in_another(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """SQLite gives the number of the last row to the next one."""
    make_post(app, source="As it was.")
    editor = Editor(author)
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        commands.trash(post, at=clock.now)
        commands.remove(post, at=clock.now)
    assert editor.autosave(source="Typed on.").status_code == 404
    make_post(app, source="Another piece.")
    for answer in (editor.autosave(), editor.press("save")):
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_post")
    assert sources(app) == ["Another piece."]


def test_refusal_of_a_save_is_told_field_by_field(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    one = Editor(author).press("save", lang="klingon!")
    assert one.status_code == 422
    assert one.json["message"] == one.json["details"]["fields"]["lang"][0]
    assert "“klingon!” is not a language tag." in one.json["message"]
    two = Editor(author, NEW).press("save", lang="?", title_lang="?")
    assert two.json["message"] == "2 fields need another look."
    assert sorted(two.json["details"]["fields"]) == ["lang", "title_lang"]


def test_sentence_is_told_to_the_script_or_shown_on_the_next_page(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """Not both: a script that stays after a save shows it itself."""
    make_post(app, title="Slow train")
    editor = Editor(author)
    saved = editor.press("save", published_at="2026-02-01T08:00")
    assert saved.json["message"] == "Readers see it under its new date."
    assert "under its new date" not in page.words(author.get(ONE))
    withdrawn = editor.press("withdraw")
    assert withdrawn.json["location"] == ONE
    assert withdrawn.json["message"] in page.words(author.get(ONE))
    trashed = editor.press("trash")
    assert (trashed.json["location"], trashed.json["status"]) == ("/desk/", "trashed")


@pytest.mark.parametrize("is_multipart", [False, True])
@pytest.mark.parametrize(
    ("text", "status"), [("𠀀" * 1_200_000, 200), ("x" * (limits.MOST_FORM_BYTES + 1), 413)]
)
def test_how_much_text_comes_in(
    app: Flask, author: FlaskClient, text: str, status: int, is_multipart: bool
) -> None:
    make_post(app)
    form = page.typed_over(page.form(author.get(ONE)), source=text, editor="one")
    if is_multipart:
        boundary, body = encode_multipart(form)
        kind = f"multipart/form-data; boundary={boundary}"
        answer = author.post(f"{ONE}autosave", data=body, headers=JSON, content_type=kind)
    else:
        answer = author.post(f"{ONE}autosave", data=form, headers=JSON)
    assert answer.status_code == status
    if status == 413:
        assert "or 16 of text" in answer.json["message"]
    else:
        assert sources(app, Revision.number == answer.json["number"]) == [text]


@pytest.mark.parametrize("editor", ["", "x" * 41, "a b", "<b>"])
def test_strange_id_of_a_page_is_none(app: Flask, author: FlaskClient, editor: str) -> None:
    make_post(app)
    assert Editor(author, editor=editor).autosave(source="Kept.").status_code == 200
    with app.app_context():
        assert session().scalars(select(Revision.editor)).all() == ["", ""]
