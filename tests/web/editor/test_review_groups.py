"""The reviews in the form of a piece: read in groups, kept, left alone, shown again."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session
from blog.posts import revisions
from blog.posts.models import Post
from blog.works.fields import ReviewText
from tests.makers import make_post
from tests.web.editor import page

ONE = "/desk/posts/1/"
TRAIN = {
    "reviews-0-work": "Slow Train (2024)",
    "reviews-0-kind": "film",
    "reviews-0-rating": "4.5",
    "reviews-0-verdict": "On time.\r\n\r\nMostly.",
    "reviews-0-seen_on": "2026-11-10",
    "reviews-0-seen_where": "At the Regal",
    "reviews-0-is_again": "yes",
}
AS_TYPED = ReviewText(
    work="Slow Train (2024)",
    kind="film",
    rating="4.5",
    verdict="On time.\n\nMostly.",
    seen_on="2026-11-10",
    seen_where="At the Regal",
    is_again=True,
)


@pytest.fixture(autouse=True)
def draft(app: Flask) -> None:
    make_post(app, published_at=None)


def autosave(author: FlaskClient, **typed: Any) -> None:
    form = page.typed_over(page.form(author.get(ONE)), **typed)
    answer = author.post(f"{ONE}autosave", data=page.as_sent(form))
    assert answer.status_code == 200


def reviews(app: Flask) -> tuple[ReviewText, ...]:
    with app.app_context():
        return revisions.current(session().get_one(Post, 1)).reviews


def test_everything_typed_of_a_review_is_kept_and_shown_again(
    app: Flask, author: FlaskClient
) -> None:
    autosave(author, **TRAIN)
    assert reviews(app) == (AS_TYPED,)
    answer = author.get(ONE)
    assert "What it reviews Slow Train (2024), 4½ out of 5" in page.words(answer)
    shown = page.form(answer)
    assert {name: shown[name].replace("\n", "\r\n") for name in TRAIN} == TRAIN
    assert shown["reviews-1-work"] == ""


def test_groups_come_in_order_and_empty_ones_are_none(app: Flask, author: FlaskClient) -> None:
    typed = {"reviews-12-work": "Later", "reviews-0-kind": "book", "reviews-3-verdict": "First."}
    autosave(author, **typed)
    assert reviews(app) == (ReviewText(verdict="First."), ReviewText(work="Later"))


def test_emptied_groups_take_the_reviews_away(app: Flask, author: FlaskClient) -> None:
    autosave(author, **TRAIN)
    form = page.form(author.get(ONE))
    emptied = {name: "" for name in form if name.startswith("reviews-")}
    autosave(author, **emptied)
    assert reviews(app) == ()


def test_a_form_without_groups_leaves_the_reviews(app: Flask, author: FlaskClient) -> None:
    autosave(author, **TRAIN)
    form = page.form(author.get(ONE))
    plain = {name: text for name, text in form.items() if not name.startswith("reviews")}
    answer = author.post(f"{ONE}autosave", data=plain | {"source": "Other words."})
    assert answer.status_code == 200
    assert reviews(app) == (AS_TYPED,)


def test_a_tick_that_is_taken_away_is_gone(app: Flask, author: FlaskClient) -> None:
    autosave(author, **TRAIN)
    form = page.form(author.get(ONE))
    del form["reviews-0-is_again"]
    assert author.post(f"{ONE}autosave", data=page.as_sent(form)).status_code == 200
    assert not reviews(app)[0].is_again


def test_what_is_no_rating_is_kept_as_it_was_typed(app: Flask, author: FlaskClient) -> None:
    autosave(author, **{"reviews-0-work": "Slow Train", "reviews-0-rating": "seven"})
    assert reviews(app)[0].rating == "seven"
    assert page.form(author.get(ONE))["reviews-0-rating"] == "seven"


@pytest.mark.parametrize(
    ("step", "order"),
    [
        ("down:0", ["Two", "One"]),
        ("up:4", ["Two", "One"]),
        ("out:4", ["One"]),
        ("add", ["One", "Two"]),
        ("up:9", ["One", "Two"]),
    ],
)
def test_a_step_shows_the_form_in_another_order_and_saves_nothing(
    app: Flask, author: FlaskClient, step: str, order: list[str]
) -> None:
    typed = {"reviews-0-work": "One", "reviews-2-kind": "book", "reviews-4-work": "Two"}
    form = page.typed_over(page.form(author.get(ONE)), move=step, **typed)
    shown = page.form(author.post(ONE, data=form))
    works = [shown[f"reviews-{place}-work"] for place in range(len(order) + 1)]
    assert works == [*order, ""]
    assert reviews(app) == ()
