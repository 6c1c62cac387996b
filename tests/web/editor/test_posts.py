"""A piece on the desk: saved, published, scheduled, withdrawn, set aside; and never a text lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.db import session
from blog.posts.models import Post, Revision, Status
from tests.conftest import FrozenClock
from tests.makers import PASSWORD, USERNAME, make_post, make_theme
from tests.web.editor import page

NEW = "/desk/posts/new"


def send(browser: FlaskClient, address: str, **typed: Any) -> TestResponse:
    """Open the form at `address`, type over it, and press a button."""
    fields = page.typed_over(page.form(browser.get(address)), **typed)
    return browser.post(address.partition("?")[0], data=page.as_sent(fields))


def stored(app: Flask, post_id: int = 1) -> Post:
    with app.app_context():
        post = session().get(Post, post_id)
        assert post is not None
        session().refresh(post)
        _ = post.source
        return post


def status(app: Flask, clock: FrozenClock, post_id: int = 1) -> Status:
    return stored(app, post_id).status(clock.now)


def post_count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Post)) or 0


def test_first_save_makes_a_draft(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    answer = send(author, NEW, title="Slow train", source="One line.", tags="winter, 华语片")
    assert (answer.status_code, answer.location) == (303, "/desk/posts/1/")
    assert status(app, clock) is Status.DRAFT
    shown = author.get(answer.location)
    assert "Saved 12:00" in page.words(shown)
    assert page.form(shown)["tags"] == "winter, 华语片"
    assert page.form(shown)["slug"] == "slow-train"


def test_page_says_what_kind_it_makes(app: Flask, author: FlaskClient) -> None:
    send(author, f"{NEW}?kind=page", title="About")
    assert stored(app).kind == "page"


def test_first_save_sent_twice_makes_one_piece(app: Flask, author: FlaskClient) -> None:
    fields = page.typed_over(page.form(author.get(NEW)), title="Once")
    first, second = author.post(NEW, data=fields), author.post(NEW, data=fields)
    assert first.location == second.location == "/desk/posts/1/"
    assert post_count(app) == 1


def test_first_save_sent_again_with_another_text_shows_both(
    app: Flask, author: FlaskClient
) -> None:
    fields = page.form(author.get(NEW))
    author.post(NEW, data=page.typed_over(fields, source="The first."))
    answer = author.post(NEW, data=page.typed_over(fields, source="The second."))
    assert answer.status_code == 409
    assert page.form(answer)["source"] == "The second."
    assert "The first." in answer.text
    assert stored(app).source == "The first."


def test_publish_now_and_say_where(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    answer = send(author, NEW, title="Slow train", source="Words.", action="publish")
    assert status(app, clock) is Status.LIVE
    assert stored(app).published_at == clock.now
    shown = author.get(answer.location)
    assert "Published. Readers see it now." in page.words(shown)
    assert 'href="/posts/slow-train/"' in shown.text


def test_publish_under_an_earlier_date(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    send(author, NEW, title="Old", published_at="2026-07-01T09:30", action="publish")
    assert stored(app).published_at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_publish_in_the_future_is_explained(app: Flask, author: FlaskClient) -> None:
    answer = send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="publish")
    assert answer.status_code == 422
    assert "To publish then, choose Schedule." in page.words(answer)
    assert post_count(app) == 0


def test_schedule_hold_back_and_publish(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="schedule")
    assert status(app, clock) is Status.SCHEDULED
    assert "Tuesday 1 December 2026, 09:30" in page.words(author.get("/desk/"))
    answer = author.post("/desk/posts/1/withdraw/", follow_redirects=True)
    assert "Held back. It is a draft again." in page.words(answer)
    assert status(app, clock) is Status.DRAFT
    send(author, "/desk/posts/1/", when="now", published_at="", action="publish")
    assert status(app, clock) is Status.LIVE


def test_schedule_needs_a_time(author: FlaskClient) -> None:
    answer = send(author, NEW, title="Soon", action="schedule")
    assert answer.status_code == 422
    assert "Choose the day and the time it should come out." in page.words(answer)


def test_scheduled_piece_takes_a_new_time_with_a_save(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    send(author, "/desk/posts/1/", published_at="2026-12-24T08:00", action="save")
    assert stored(app).published_at == datetime(2026, 12, 24, 8, tzinfo=UTC)


def test_time_of_a_live_piece_keeps_its_seconds(app: Flask, author: FlaskClient) -> None:
    out_at = datetime(2026, 5, 1, 8, 0, 42, tzinfo=UTC)
    make_post(app, published_at=out_at)
    send(author, "/desk/posts/1/", title="Another title", action="save")
    assert stored(app).published_at == out_at


def test_time_typed_for_a_draft_is_not_dropped(author: FlaskClient) -> None:
    answer = send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="save")
    shown = author.get(answer.location)
    assert page.form(shown)["published_at"] == "2026-12-01T09:30"
    assert "The time counts only when you choose Publish or Schedule." in page.words(shown)


def test_withdraw_and_bring_back(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    post = make_post(app)
    send(author, "/desk/posts/1/", action="withdraw")
    assert status(app, clock) is Status.WITHDRAWN
    assert "Withdrawn" in page.words(author.get("/desk/"))
    send(author, "/desk/posts/1/", action="publish")
    assert status(app, clock) is Status.LIVE
    assert stored(app).published_at == post.published_at


def test_trash_keeps_what_was_typed_and_restores(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, published_at=None)
    answer = send(author, "/desk/posts/1/", source="Typed last.", action="trash")
    assert answer.location == "/desk/"
    assert status(app, clock) is Status.TRASHED
    assert stored(app).source == "Typed last."
    author.post("/desk/posts/1/restore/")
    assert status(app, clock) is Status.DRAFT


def test_remove_for_good_asks_first_and_only_from_the_trash(
    app: Flask, author: FlaskClient
) -> None:
    make_post(app, title="Gone")
    assert author.post("/desk/posts/1/remove/").status_code == 422
    author.post("/desk/posts/1/trash/")
    assert "This can’t be taken back." in page.words(author.get("/desk/posts/1/remove/"))
    assert post_count(app) == 1
    author.post("/desk/posts/1/remove/")
    assert post_count(app) == 0


def test_preview_shows_the_text_and_stores_nothing(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    answer = send(author, "/desk/posts/1/", source="**Typed**", tags="new", action="preview")
    assert answer.status_code == 200
    assert "<strong>Typed</strong>" in answer.text
    assert page.form(answer)["source"] == "**Typed**"
    assert page.form(answer)["tags"] == "new"
    assert "Changes not saved." in page.words(answer)
    assert stored(app).source == "As it was."


def test_preview_of_a_new_piece_makes_none(app: Flask, author: FlaskClient) -> None:
    answer = send(author, NEW, source="||the butler||", action="preview")
    assert "Spoilers covered." in page.words(answer)
    assert post_count(app) == 0


TYPED = {
    "title": "  Movie Review: Slow Train (慢车)\nto <Snow> & “Ridge”",
    "source": "\n\n  Indented.\n\n\tTabbed & <b>raw</b> ||covered||\n\n</textarea>🐌\n\n",
    "tags": 'winter,, "windows, lit" ，夜',
    "slug": "Slow Train!",
    "summary": "Two\nlines, &amp; an entity.",
    "lang": "zh-Hans",
    "published_at": "2026-12-24T08:00",
    "spoiler_notice": 'The "ending"',
    "cover_alt": "A window",
    "cover_caption": "<i>Night</i>",
}

REFUSALS = [
    ({"title": "t" * 501}, "501 characters long; at most 500"),
    ({"summary": "s" * 1001}, "1001 characters long; at most 1000"),
    ({"spoiler_notice": "s" * 501}, "501 characters long; at most 500"),
    ({"cover_alt": "s" * 1001}, "1001 characters long; at most 1000"),
    ({"summary": "In the end ||she leaves||."}, "nothing in it can be covered"),
    ({"slug": "taken"}, "Another piece has the address “taken”."),
    ({"lang": "klingon!"}, "“klingon!” is not a language tag."),
    ({"published_at": "next week"}, "“next week” is not a date and time."),
    ({"published_at": "2027-03-28T01:30"}, "01:30 does not exist on 28 March 2027"),
    ({"themes": ["77"]}, "One of these themes does not exist any more."),
    ({"cover": "77"}, "That picture is not here any more."),
    ({"tags": "x" * 101}, "a tag has at most 100"),
    ({"tags": ", ".join(map(str, range(51)))}, "These are 51 tags; at most 50 fit one piece."),
    ({"source": "x" * 1_000_001}, "1,000,001 characters long"),
    ({"source": "> " * 60 + "deep"}, "within each other; take it apart"),
]


@pytest.mark.parametrize("address", [NEW, "/desk/posts/1/"])
@pytest.mark.parametrize(("wrong", "sentence"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_refusal_keeps_every_typed_byte(
    app: Flask, author: FlaskClient, address: str, wrong: dict[str, Any], sentence: str
) -> None:
    make_post(app, title="Mine", source="As it was.")
    make_post(app, title="Taken", slug="taken")
    make_theme(app)
    typed = TYPED | {"themes": ["1"]} | wrong
    if "deep" in str(wrong.get("source")):
        sentence = "within each other; take it apart"
    answer = send(author, address, **typed, action="save")
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    sent_back = page.form(answer)
    for name, value in typed.items():
        if name not in {"themes", "cover"}:
            assert sent_back[name] == value, name
    if "themes" not in wrong:
        assert sent_back.getlist("themes") == ["1"]
    assert "Not saved" in page.words(answer)
    assert 'aria-invalid="true"' in answer.text or "themes" in wrong or "cover" in wrong
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Revision)) == 2


def test_several_refusals_are_counted(author: FlaskClient) -> None:
    answer = send(author, NEW, lang="?", published_at="never", action="save")
    assert "2 fields need another look:" in page.words(answer)
    assert 'aria-describedby="lang-hint lang-error"' in answer.text


def test_text_survives_as_typed(app: Flask, author: FlaskClient) -> None:
    """Stored with LF whatever the browser sent; a leading empty line and its spaces stay."""
    answer = send(author, NEW, **TYPED | {"published_at": ""})
    assert answer.status_code == 303
    assert stored(app).source == TYPED["source"]
    again = page.form(author.get(answer.location))
    assert again["source"] == TYPED["source"]
    assert again["tags"] == 'winter, "windows, lit", 夜'
    send(author, answer.location)
    assert stored(app).source == TYPED["source"]


def test_stale_save_shows_both_texts(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="As it was", source="As it was.")
    opened = page.form(author.get("/desk/posts/1/"))
    mine = page.typed_over(opened, source="Mine,\nin full.", summary="Mine too")
    send(author, "/desk/posts/1/", source="Theirs,\n\nin full.", tags="theirs")
    answer = author.post("/desk/posts/1/", data=page.as_sent(mine))
    assert answer.status_code == 409
    assert "saved somewhere else since you opened it" in page.words(answer)
    assert page.form(answer)["source"] == "Mine,\nin full."
    assert page.form(answer)["summary"] == "Mine too"
    assert "Theirs,\n\nin full." in answer.text.replace("\r\n", "\n")
    assert "Tags theirs" in page.words(answer)
    assert stored(app).source == "Theirs,\n\nin full."


def test_keep_mine_saves_over_theirs(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    mine = page.typed_over(page.form(author.get("/desk/posts/1/")), source="Mine.")
    send(author, "/desk/posts/1/", source="Theirs.")
    shown = author.post("/desk/posts/1/", data=mine)
    again = page.typed_over(page.form(shown), action="save")
    assert author.post("/desk/posts/1/", data=again).status_code == 303
    assert stored(app).source == "Mine."
    assert "Theirs." in revisions(app)


def test_take_theirs_keeps_mine_as_a_revision(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    mine = page.typed_over(page.form(author.get("/desk/posts/1/")), source="Mine.")
    send(author, "/desk/posts/1/", source="Theirs.")
    shown = author.post("/desk/posts/1/", data=mine)
    again = page.typed_over(page.form(shown), action="set_aside")
    shown = author.post("/desk/posts/1/", data=again, follow_redirects=True)
    assert page.form(shown)["source"] == "Theirs."
    assert stored(app).source == "Theirs."
    assert "Mine." in revisions(app)


def revisions(app: Flask) -> list[str]:
    with app.app_context():
        return list(session().scalars(select(Revision.source).order_by(Revision.number)))


def test_missing_version_is_stale(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    answer = author.post("/desk/posts/1/", data={"source": "Blind.", "action": "save"})
    assert answer.status_code == 409
    assert stored(app).source == "As it was."


def test_fields_that_were_not_sent_stay(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Kept", summary="Kept too", tags=("winter",))
    version = stored(app).version
    author.post("/desk/posts/1/", data={"source": "New.", "version": version, "action": "save"})
    post = stored(app)
    assert (post.title, post.summary, post.source) == ("Kept", "Kept too", "New.")
    assert page.form(author.get("/desk/posts/1/"))["tags"] == "winter"


def test_themes_are_ticked_and_kept(app: Flask, author: FlaskClient) -> None:
    make_theme(app, "Snow")
    make_theme(app, "Rooms")
    answer = send(author, NEW, title="Piece", themes=["2"])
    assert page.form(author.get(answer.location)).getlist("themes") == ["2"]


def test_unknown_button_and_unknown_piece(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    assert send(author, "/desk/posts/1/", action="explode").status_code == 400
    assert send(author, "/desk/posts/new", action="set_aside").status_code == 400
    assert author.get("/desk/posts/99/").status_code == 404


def test_new_address_of_a_live_piece_keeps_the_old_one(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Slow train")
    send(author, "/desk/posts/1/", slug="snow-ridge")
    assert stored(app).slug == "snow-ridge"
    assert page.form(author.get("/desk/posts/1/"))["slug"] == "snow-ridge"


def test_draft_follows_its_title_until_it_is_out(app: Flask, author: FlaskClient) -> None:
    send(author, NEW, title="First title")
    send(author, "/desk/posts/1/", title="Second title")
    assert stored(app).slug == "second-title"


def test_editor_costs_a_fixed_number_of_queries(
    app: Flask, author: FlaskClient, count_queries: Any
) -> None:
    make_post(app)
    with count_queries() as few:
        author.get("/desk/posts/1/")
    for number in range(12):
        make_theme(app, f"Theme {number}")
        make_post(app, title=f"Piece {number}", published_at=None, tags=(f"tag {number}",))
    with count_queries() as many:
        author.get("/desk/posts/1/")
    assert len(many) == len(few)


def test_saved_says_the_day_when_it_was_another(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    send(author, NEW, title="Slow")
    clock.move(days=3)
    assert "Saved 20 November 2026, 12:00" in page.words(author.get("/desk/posts/1/"))
    assert clock.now - timedelta(days=3) == stored(app).saved_at


def test_expired_login_keeps_the_text_and_asks_again(
    app: Flask, client: FlaskClient, author: FlaskClient
) -> None:
    make_post(app)
    opened = page.form(author.get("/desk/posts/1/"))
    typed = page.typed_over(opened, source="\n\nTyped for hours.\n", tags='"a, b"', action="save")
    asked = client.post("/desk/posts/1/", data=page.as_sent(typed))
    assert asked.status_code == 401
    again = page.typed_over(
        page.form(asked), **{"resume-username": USERNAME, "resume-password": PASSWORD}
    )
    answer = client.post("/desk/posts/1/", data=page.as_sent(again))
    assert (answer.status_code, answer.location) == (303, "/desk/posts/1/")
    assert stored(app).source == "\n\nTyped for hours.\n"


def test_preview_opens_the_pane_it_fills(author: FlaskClient) -> None:
    answer = send(author, NEW, source="Words.", view="write", action="preview")
    assert page.form(answer)["view"] == "both"
