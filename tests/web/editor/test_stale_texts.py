"""Two windows on one piece: no text is put over another, and a window is never its own other."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.db import session, transaction
from blog.posts import commands, rendering
from blog.posts.models import Post, Revision, RevisionKind
from tests.conftest import FrozenClock
from tests.makers import make_post
from tests.web.editor import page
from tests.web.editor.script import JSON, LONG_TEXT, ONE, Editor, shown, sources, stored


def test_discarding_elsewhere_is_a_conflict_here(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    here, there = Editor(author), Editor(author, editor="two")
    here.autosave(source="Worse.")
    there = Editor(author, editor="two")
    there.press("discard")
    assert here.autosave(source="Worse still.").status_code == 409


def test_stale_text_is_kept_aside_and_told_of_the_other(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, title="As it was", source="As it was.")
    mine, theirs = Editor(author), Editor(author, editor="two")
    theirs.browser.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) Version/18 Safari/605"
    theirs.autosave(source="Theirs.", tags="snow")
    clock.move(minutes=2)
    answer = mine.autosave(source=LONG_TEXT)
    assert (answer.status_code, answer.json["code"]) == (409, "stale")
    details = answer.json["details"]
    assert (details["title"], details["source"]) == ("As it was", "Theirs.")
    assert (details["device"], details["saved"]) == ("Safari on an iPhone", "12:00")
    assert (details["version"], details["aside"]) == (stored(app).version, 3)
    assert details["form"]["tags"] == ["snow"]
    assert details["form"]["themes"] == []
    assert sources(app, Revision.number == details["aside"]) == [LONG_TEXT]
    assert shown(author) == "Theirs."
    again = mine.send(f"{ONE}autosave")
    assert again.json["details"]["aside"] == 3


def test_keeping_mine_over_theirs(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    mine, theirs = Editor(author), Editor(author, editor="two")
    theirs.autosave(source="Theirs.")
    told = mine.autosave(source="Mine.").json["details"]
    assert mine.autosave(version=str(told["version"])).status_code == 200
    assert shown(author) == "Mine."
    assert {"Theirs.", "Mine."} < set(sources(app))
    assert theirs.autosave(source="Theirs, on.").status_code == 409


def test_what_was_set_aside_by_choice_stays_whatever_comes(app: Flask, author: FlaskClient) -> None:
    """Take theirs, go on typing, and run into the next conflict within the same minute."""
    make_post(app, source="As it was.")
    mine, theirs = Editor(author), Editor(author, editor="two")
    theirs.autosave(source="Theirs.")
    mine.autosave(source="Mine.")
    assert mine.press("set_aside").json["message"].startswith("Theirs is here now.")
    theirs.autosave(source="Theirs, on.")
    assert mine.autosave(source="Theirs. x").status_code == 409
    assert mine.autosave(source="Theirs. xy").status_code == 409
    assert {"Mine.", "Theirs. xy"} == set(sources(app, Revision.kind == RevisionKind.ASIDE))


def test_stale_save_is_kept_aside_as_well(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    mine, theirs = Editor(author), Editor(author, editor="two")
    theirs.press("save", source="Theirs.")
    answer = mine.press("save", source="Mine.")
    assert (answer.status_code, answer.json["code"]) == (409, "stale")
    assert sources(app, Revision.number == answer.json["details"]["aside"]) == ["Mine."]
    assert stored(app).source == "Theirs."


def test_a_page_is_never_in_conflict_with_itself(app: Flask, author: FlaskClient) -> None:
    """Answers were lost: the page still sends the version it has heard of."""
    make_post(app, source="As it was.")
    editor = Editor(author)
    for text in ("One", "One, two", "One, two, three"):
        assert editor.send(f"{ONE}autosave", source=text).status_code == 200
    assert editor.send(ONE, source="All.", action="save").status_code == 200
    assert stored(app).source == "All."


def test_text_that_was_overtaken_on_its_way_does_not_come_back(
    app: Flask, author: FlaskClient
) -> None:
    """A slow request arrives after the one that was sent when the page was left."""
    make_post(app, source="As it was.")
    editor = Editor(author)
    slow = page.typed_over(editor.form, source="One", turn="1")
    editor.send(f"{ONE}autosave", source="One, two", turn="2")
    for address in (f"{ONE}autosave", ONE):
        assert author.post(address, data=slow, headers=JSON).status_code == 409
        assert shown(author) == "One, two"
    assert "One" in sources(app)


def test_publishing_and_rendering_elsewhere_are_no_conflict(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, source="As it was.", published_at=None)
    editor = Editor(author)
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        version = post.version
        rendering.render_again(post, site_url="https://other.example")
        session().refresh(post)
        assert (post.version, post.rendered_for) == (version, "https://other.example")
        commands.publish(post, at=clock.now)
    assert editor.autosave(source="On.").status_code == 200
    with app.app_context(), transaction():
        commands.withdraw(session().get_one(Post, 1), at=clock.now)
    assert editor.press("save", source="On and on.").status_code == 200


def test_stale_save_shows_both_texts(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="As it was", source="As it was.")
    opened = page.form(author.get(ONE))
    mine = page.typed_over(opened, source="Mine,\nin full.", summary="Mine too")
    page.send(author, ONE, source="Theirs,\n\nin full.", tags="theirs")
    answer = author.post(ONE, data=page.as_sent(mine))
    assert answer.status_code == 409
    assert "saved somewhere else since you opened it" in page.words(answer)
    assert page.form(answer)["source"] == "Mine,\nin full."
    assert page.form(answer)["summary"] == "Mine too"
    assert "Theirs,\n\nin full." in answer.text.replace("\r\n", "\n")
    assert "Tags theirs" in page.words(answer)
    assert stored(app).source == "Theirs,\n\nin full."


def choose(app: Flask, author: FlaskClient, action: str) -> TestResponse:
    """Without a script: “Mine.” was sent after “Theirs.”, and of the two that are shown then one is
    chosen.
    """
    make_post(app)
    mine = page.typed_over(page.form(author.get(ONE)), source="Mine.")
    page.send(author, ONE, source="Theirs.")
    both = author.post(ONE, data=mine)
    again = page.typed_over(page.form(both), action=action)
    return author.post(ONE, data=again, follow_redirects=True)


def test_keep_mine_saves_over_theirs(app: Flask, author: FlaskClient) -> None:
    assert choose(app, author, "save").status_code == 200
    assert stored(app).source == "Mine."
    assert "Theirs." in sources(app)


def test_take_theirs_keeps_mine_as_a_revision(app: Flask, author: FlaskClient) -> None:
    answer = choose(app, author, "set_aside")
    assert page.form(answer)["source"] == "Theirs."
    assert stored(app).source == "Theirs."
    assert "Mine." in sources(app)


def test_missing_version_is_stale(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    answer = author.post(ONE, data={"source": "Blind.", "action": "save"})
    assert answer.status_code == 409
    assert stored(app).source == "As it was."
