"""What the editor's script is told when it sends what is being typed."""

import multiprocessing
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import undefer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse, encode_multipart

from blog.app import create_app
from blog.config import Settings
from blog.db import session, transaction
from blog.posts import commands, rendering
from blog.posts.models import Post, Revision, RevisionKind, Status, WorkingCopy
from blog.web import limits
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.makers import make_post
from tests.web.editor import page

NEW = "/desk/posts/new"
ONE = "/desk/posts/1/"
JSON = {"Accept": "application/json"}
LONG_TEXT = "第一段，很慢。\n\n  Two spaces before, two after:  \n\tA tab, e\u0301, 🐌.\n\n"


class Editor:
    """A page of the editor with its script: it keeps the version that the last answer gave."""

    def __init__(self, browser: FlaskClient, address: str = ONE, editor: str = "one") -> None:
        self.browser, self.address = browser, address.partition("?")[0]
        opened = page.form(browser.get(address))
        self.form: MultiDict[str, str] = page.typed_over(opened, editor=editor, turn="0")

    def type(self, **typed: Any) -> None:
        self.form = page.typed_over(self.form, **typed)

    def send(self, address: str, **typed: Any) -> TestResponse:
        self.type(turn=str(int(self.form["turn"]) + 1))
        sent = page.as_sent(page.typed_over(self.form, **typed))
        return self.browser.post(address, data=sent, headers=JSON)

    def autosave(self, **typed: Any) -> TestResponse:
        """Type, and hear how it was kept."""
        self.type(**typed)
        answer = self.send(f"{self.address.rstrip('/')}/autosave")
        if answer.status_code in {200, 201}:
            self.hear(answer)
        return answer

    def press(self, action: str, **typed: Any) -> TestResponse:
        self.type(**typed)
        answer = self.send(self.address, action=action)
        if answer.status_code == 200:
            self.hear(answer)
        return answer

    def hear(self, answer: TestResponse) -> None:
        self.type(version=str(answer.json["version"]))
        self.address = answer.json["url"]


def stored(app: Flask, post_id: int = 1) -> Post:
    with app.app_context():
        wanted = [undefer(Post.source)]
        return session().get_one(Post, post_id, populate_existing=True, options=wanted)


def sources(app: Flask, *which: Any) -> list[str]:
    with app.app_context():
        wanted = select(Revision.source).where(*which).order_by(Revision.number)
        return list(session().scalars(wanted))


def post_count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Post)) or 0


def shown(author: FlaskClient, name: str = "source") -> str:
    return page.form(author.get(ONE))[name]


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
        commands.remove(post)
    assert editor.autosave(source="Typed on.").status_code == 404
    make_post(app, source="Another piece.")
    for answer in (editor.autosave(), editor.press("save")):
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_post")
    assert sources(app) == ["Another piece."]


def test_text_of_a_removed_piece_can_become_a_new_one(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """Without a script: the form comes back whole, and makes another piece."""
    make_post(app, source="As it was.")
    typed = page.typed_over(page.form(author.get(ONE)), source=LONG_TEXT, summary="Kept too")
    with app.app_context(), transaction():
        post = session().get_one(Post, 1)
        commands.trash(post, at=clock.now)
        commands.remove(post)
    for _ in range(2):
        answer = author.post(ONE, data=page.as_sent(typed))
        assert answer.status_code == 422
        assert "This piece has been removed for good." in page.words(answer)
        make_post(app, title="Another piece with its number")
    made = author.post(NEW, data=page.as_sent(page.form(answer)))
    assert made.location == "/desk/posts/3/"
    assert (stored(app, 3).source, stored(app, 3).summary) == (LONG_TEXT, "Kept too")


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
