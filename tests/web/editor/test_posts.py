"""A piece on the desk: made, saved, published, scheduled, withdrawn, set aside, removed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from blog.posts.models import Status
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme
from tests.web.editor import page
from tests.web.editor.script import NEW, ONE, post_count, stored


def status(app: Flask, clock: FrozenClock, post_id: int = 1) -> Status:
    return stored(app, post_id).status(clock.now)


def test_first_save_makes_a_draft(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    answer = page.send(author, NEW, title="Slow train", source="One line.", tags="winter, 华语片")
    assert (answer.status_code, answer.location) == (303, ONE)
    assert status(app, clock) is Status.DRAFT
    shown = author.get(answer.location)
    assert "Saved 12:00" in page.words(shown)
    assert page.form(shown)["tags"] == "winter, 华语片"
    assert page.form(shown)["slug"] == "slow-train"


def test_page_says_what_kind_it_makes(app: Flask, author: FlaskClient) -> None:
    page.send(author, f"{NEW}?kind=page", title="About")
    assert stored(app).kind == "page"


def test_first_save_sent_twice_makes_one_piece(app: Flask, author: FlaskClient) -> None:
    fields = page.typed_over(page.form(author.get(NEW)), title="Once")
    first, second = author.post(NEW, data=fields), author.post(NEW, data=fields)
    assert first.location == second.location == ONE
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
    answer = page.send(author, NEW, title="Slow train", source="Words.", action="publish")
    assert status(app, clock) is Status.LIVE
    assert stored(app).published_at == clock.now
    shown = author.get(answer.location)
    assert "Published. Readers see it now." in page.words(shown)
    assert 'href="/posts/slow-train/"' in shown.text


def test_publish_under_an_earlier_date(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    page.send(author, NEW, title="Old", published_at="2026-07-01T09:30", action="publish")
    assert stored(app).published_at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_publish_in_the_future_is_explained(app: Flask, author: FlaskClient) -> None:
    answer = page.send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="publish")
    assert answer.status_code == 422
    assert "To publish then, choose Schedule." in page.words(answer)
    assert post_count(app) == 0


def test_schedule_hold_back_and_publish(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    page.send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="schedule")
    assert status(app, clock) is Status.SCHEDULED
    assert "Tuesday 1 December 2026, 09:30" in page.words(author.get("/desk/"))
    answer = author.post("/desk/posts/1/withdraw/", follow_redirects=True)
    assert "Held back. It is a draft again." in page.words(answer)
    assert status(app, clock) is Status.DRAFT
    page.send(author, ONE, when="now", published_at="", action="publish")
    assert status(app, clock) is Status.LIVE


def test_schedule_needs_a_time(author: FlaskClient) -> None:
    answer = page.send(author, NEW, title="Soon", action="schedule")
    assert answer.status_code == 422
    assert "Choose the day and the time it should come out." in page.words(answer)


def test_scheduled_piece_takes_a_new_time_with_a_save(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    page.send(author, ONE, published_at="2026-12-24T08:00", action="save")
    assert stored(app).published_at == datetime(2026, 12, 24, 8, tzinfo=UTC)


def test_time_of_a_live_piece_keeps_its_seconds(app: Flask, author: FlaskClient) -> None:
    out_at = datetime(2026, 5, 1, 8, 0, 42, tzinfo=UTC)
    make_post(app, published_at=out_at)
    page.send(author, ONE, title="Another title", action="save")
    assert stored(app).published_at == out_at


def test_time_typed_for_a_draft_is_not_dropped(author: FlaskClient) -> None:
    answer = page.send(author, NEW, title="Soon", published_at="2026-12-01T09:30", action="save")
    shown = author.get(answer.location)
    assert page.form(shown)["published_at"] == "2026-12-01T09:30"
    assert "The time counts only when you choose Publish or Schedule." in page.words(shown)


def test_withdraw_and_bring_back(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    post = make_post(app)
    page.send(author, ONE, action="withdraw")
    assert status(app, clock) is Status.WITHDRAWN
    assert "Withdrawn" in page.words(author.get("/desk/"))
    page.send(author, ONE, action="publish")
    assert status(app, clock) is Status.LIVE
    assert stored(app).published_at == post.published_at


def test_trash_keeps_what_was_typed_and_restores(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, published_at=None)
    answer = page.send(author, ONE, source="Typed last.", action="trash")
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


def test_unknown_button_and_unknown_piece(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    assert page.send(author, ONE, action="explode").status_code == 400
    assert page.send(author, "/desk/posts/new", action="set_aside").status_code == 400
    assert author.get("/desk/posts/99/").status_code == 404


def test_new_address_of_a_live_piece_keeps_the_old_one(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Slow train")
    page.send(author, ONE, slug="snow-ridge")
    assert stored(app).slug == "snow-ridge"
    assert page.form(author.get(ONE))["slug"] == "snow-ridge"


def test_a_piece_that_was_out_once_keeps_its_address_as_a_draft_again(
    author: FlaskClient,
) -> None:
    page.send(author, NEW, title="First title", action="publish")
    page.send(author, ONE, action="withdraw")
    page.send(author, ONE, when="later", published_at="2027-01-01T09:00", action="schedule")
    page.send(author, ONE, action="withdraw")
    page.send(author, ONE, title="Second title", when="now", published_at="", action="publish")
    assert author.get("/posts/second-title/").status_code == 200
    assert author.get("/posts/first-title/").location == "/posts/second-title/"


def test_draft_follows_its_title_until_it_is_out(app: Flask, author: FlaskClient) -> None:
    page.send(author, NEW, title="First title")
    page.send(author, ONE, title="Second title")
    assert stored(app).slug == "second-title"


def test_editor_costs_a_fixed_number_of_queries(
    app: Flask, author: FlaskClient, count_queries: Any
) -> None:
    make_post(app)
    with count_queries() as few:
        author.get(ONE)
    for number in range(12):
        make_theme(app, f"Theme {number}")
        make_post(app, title=f"Piece {number}", published_at=None, tags=(f"tag {number}",))
    with count_queries() as many:
        author.get(ONE)
    assert len(many) == len(few)


def test_saved_says_the_day_when_it_was_another(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    page.send(author, NEW, title="Slow")
    clock.move(days=3)
    assert "Saved 20 November 2026, 12:00" in page.words(author.get(ONE))
    assert clock.now - timedelta(days=3) == stored(app).saved_at
