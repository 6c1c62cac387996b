"""The sheet beside a piece: what it says before the piece goes, and what it offers."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session
from blog.posts.models import Post, Status
from tests.conftest import FrozenClock
from tests.makers import make_post
from tests.web.editor import page


def checked(author: FlaskClient, address: str = "/desk/posts/new", **typed: str) -> str:
    """The words of the check of what is typed."""
    form = page.form(author.get(address))
    answer = author.post(f"{address.rstrip('/')}/check", data=page.typed_over(form, **typed))
    assert answer.status_code == 200
    return page.words(answer)


WHOLE = {"title": "A piece", "source": "Some words, and a full stop.", "summary": "Short."}


def test_a_whole_piece_needs_no_look(author: FlaskClient) -> None:
    assert checked(author, **WHOLE) == "Nothing to look at"
    assert checked(author).startswith("There is no title, no text and no verdict yet. Write a line")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"summary": ""}, "There is no summary."),
        ({"title": ""}, "There is no title."),
        ({"source": "It stops in the middle of"}, "The last sentence doesn’t end."),
        ({"source": "![](/media/ab/still.jpg)"}, "One picture has no words yet"),
        (
            {"source": "![](a.jpg)\n\n![](b.jpg)"},
            "2 pictures have no words yet (alternative text): a.jpg, b.jpg.",
        ),
        ({"source": "![A door](a.jpg)"}, "Every picture has words"),
        (
            {"source": "It opens.\n\n![Uploading door.jpg… a1b2c3]()"},
            "“door.jpg” is not here yet: readers see nothing in its place.",
        ),
        ({"source": "Well ||hidden||."}, "One spoiler, covered"),
        ({"source": "It is ||Tomas||.", "title": "Tomas"}, "“Tomas” is under a cover"),
        ({"source": "The killer is the dog."}, "“The killer is” stands in the open"),
        ({"title": "The room (面馆楼上)"}, ""),
        ({"title": "A wall (面)"}, "“面” could be Chinese or Japanese"),
        ({"source": "[There](/posts/nowhere/)."}, "The link to /posts/nowhere/ leads nowhere."),
        (
            {"when": "later", "published_at": "2026-12-06T08:00"},
            "Comes out on 6 December 2026, 08:00, in Europe/London",
        ),
        ({"when": "later", "published_at": "2026-05-06T08:00"}, "6 May 2026, 08:00 has passed"),
        (
            {"when": "later", "published_at": "2027-03-28T01:30"},
            "The nearest times that exist are 00:59 and 02:00.",
        ),
        (
            {"when": "later", "published_at": "2027-10-31T01:30"},
            "01:30 happens twice",
        ),
    ],
)
def test_what_is_found(author: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    words = checked(author, **WHOLE | typed)
    assert sentence in words
    assert sentence or words == "Nothing to look at"


def test_a_title_in_a_known_language_is_no_question(author: FlaskClient) -> None:
    assert "could be" not in checked(author, **WHOLE | {"title": "面", "lang": "ja"})
    assert "could be" not in checked(author, **WHOLE | {"title": "A wall (面)", "title_lang": "ja"})


def test_a_new_tag_that_resembles_one(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("winter trains",))
    said = "The tag “winter-train” is new. Did you mean “winter trains”"
    assert said in checked(author, **WHOLE, tags="snow, winter-train")
    assert said not in checked(author, **WHOLE, tags="Winter Trains, snow")
    make_post(app, tags=("winter-train",), summary="S", source="Words and a full stop.")
    assert "is new" in checked(author, "/desk/posts/2/")


def test_a_picture_that_is_gone(author: FlaskClient) -> None:
    gone = "/media/ab/abcdefabcdefabcdefabcdef.jpg"
    typed = WHOLE | {"source": f"![A door]({gone})\n\nAnd back."}
    assert f"The picture {gone} is not here: readers see its words alone." in checked(
        author, **typed
    )


def test_a_link_may_lead_to_what_is_out_by_then(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Soon", published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    typed = WHOLE | {"source": "[There](/posts/soon/), and back.", "when": "later"}
    assert "not out" in checked(author, **typed, published_at="2026-12-01T07:59")
    assert "not out" not in checked(author, **typed, published_at="2026-12-01T08:00")


def status(app: Flask, clock: FrozenClock) -> Status:
    with app.app_context():
        return session().get_one(Post, 1).status(clock.now)


def test_now_is_now_whatever_time_was_typed_before(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    form = page.form(author.get("/desk/posts/1/"))
    assert form["when"] == "later"
    author.post("/desk/posts/1/", data=page.typed_over(form, when="now", action="publish"))
    assert status(app, clock) is Status.LIVE


def test_a_time_typed_beside_now_counts(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """Without a script “Now” stays chosen: a piece must not go out because of that."""
    make_post(app, published_at=None)
    form = page.form(author.get("/desk/posts/1/"))
    assert form["when"] == "now"
    typed = page.typed_over(form, published_at="2026-12-01T08:00")
    told = author.post("/desk/posts/1/", data=page.typed_over(typed, action="publish"))
    assert "That time is still to come." in page.words(told)
    author.post("/desk/posts/1/", data=page.typed_over(typed, action="schedule"))
    assert status(app, clock) is Status.SCHEDULED


def test_now_counts_where_it_was_chosen_after_a_time_was_typed(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    """With the script at once, without one on the page that says that the time is still to come."""
    make_post(app, published_at=None)
    form = page.form(author.get("/desk/posts/1/"))
    typed = page.typed_over(form, published_at="2026-12-01T08:00", action="publish")
    told = author.post("/desk/posts/1/", data=typed)
    assert 'value="at_once">Now' in told.text
    again = page.typed_over(page.form(told), when="at_once", action="publish")
    author.post("/desk/posts/1/", data=again)
    assert status(app, clock) is Status.LIVE
    assert page.form(author.get("/desk/posts/1/"))["published_at"] == "2026-11-20T12:00"


def test_at_a_time_needs_one(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_post(app, published_at=None)
    form = page.form(author.get("/desk/posts/1/"))
    sent = page.typed_over(form, when="later", published_at="", action="publish")
    told = author.post("/desk/posts/1/", data=sent)
    assert "Choose the day and the time it should come out." in page.words(told)
    assert status(app, clock) is Status.DRAFT


@pytest.mark.parametrize(
    ("published_at", "offered", "not_offered"),
    [
        (None, {"Publish", "Schedule", "Duplicate", "Revisions"}, {"Withdraw", "Hold it back"}),
        (datetime(2026, 12, 1, tzinfo=UTC), {"Hold it back", "Schedule"}, {"Withdraw"}),
        (datetime(2026, 5, 1, tzinfo=UTC), {"Update", "Withdraw"}, {"Schedule", "Hold it back"}),
    ],
)
def test_what_is_offered(
    app: Flask,
    author: FlaskClient,
    published_at: datetime | None,
    offered: set[str],
    not_offered: set[str],
) -> None:
    make_post(app, published_at=published_at)
    sheet = author.get("/desk/posts/1/").text.partition('id="publish"')[2]
    for words in offered | {"Move to the trash", "Make a link", "Preview links"}:
        assert words in sheet
    for words in not_offered:
        assert words not in sheet


def test_the_sheet_is_open_where_the_trouble_is_in_it(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    form = page.form(author.get("/desk/posts/1/"))
    for typed in ({"lang": "?"}, {"announce": "y", "note": ""}):
        sent = page.typed_over(form, **typed, action="save")
        refused = author.post("/desk/posts/1/", data=sent)
        assert (refused.status_code, 'class="sheetside open"' in refused.text) == (422, True)


def test_changes_can_be_discarded_where_there_are_any(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As published.")
    assert "Discard changes" not in author.get("/desk/posts/1/").text
    form = page.form(author.get("/desk/posts/1/"))
    author.post("/desk/posts/1/autosave", data=page.typed_over(form, source="As typed."))
    assert "Discard changes" in author.get("/desk/posts/1/").text
    assert "Discard changes" in author.get("/desk/posts/1/more/").text


def test_a_copy_takes_along_what_is_typed_and_loses_nothing(
    app: Flask, author: FlaskClient
) -> None:
    make_post(app, title="Slow train", source="As published.")
    form = page.form(author.get("/desk/posts/1/"))
    typed = page.typed_over(form, source="As typed.")
    done = author.post("/desk/posts/1/duplicate/", data=page.as_sent(typed))
    assert done.location == "/desk/posts/2/"
    copy = page.form(author.get("/desk/posts/2/"))
    assert (copy["title"], copy["source"]) == ("Copy of Slow train", "As typed.")
    assert page.form(author.get("/desk/posts/1/"))["source"] == "As typed."
    with app.app_context():
        assert session().get_one(Post, 1).source == "As published."


def test_a_copy_that_is_refused_loses_nothing_either(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Slow train", source="As published.")
    form = page.form(author.get("/desk/posts/1/"))
    typed = page.typed_over(form, source="As typed.", tags="a||b||")
    refused = author.post("/desk/posts/1/duplicate/", data=page.as_sent(typed))
    assert refused.status_code == 422
    assert "nothing in it can be covered" in page.words(refused)
    typed = page.typed_over(typed, lang="no tag", cover="77")
    refused = author.post("/desk/posts/1/duplicate/", data=page.as_sent(typed))
    assert refused.status_code == 422
    assert "“no tag” is not a language tag" in refused.text
    assert "That picture is not here any more" in refused.text
    assert 'lang="no tag"' not in refused.text
    shown = page.form(refused)
    assert (shown["source"], shown["tags"], shown["lang"]) == ("As typed.", "a||b||", "no tag")
    mended = page.typed_over(shown, tags="a", lang="en", cover="", action="save")
    assert author.post("/desk/posts/1/", data=mended).status_code == 303
