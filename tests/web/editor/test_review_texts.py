"""Reviews in everything that keeps a text: compared, merged, brought back, duplicated, carried."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog.db import session
from blog.posts import revisions
from blog.posts.models import Post
from blog.works.fields import ReviewText
from tests.makers import make_post
from tests.web.editor import page

ONE = "/desk/posts/1/"
AS_SCRIPT = {"Accept": "application/json"}
TRAIN = ReviewText(work="Slow Train (2024)", rating="4", verdict="On time, and kind.")
FERRY = ReviewText(work="The Salt Ferry", rating="3", verdict="It leaks.")


@pytest.fixture(autouse=True)
def draft(app: Flask) -> None:
    make_post(app, published_at=None, reviews=(TRAIN, FERRY))


@pytest.fixture
def opened(author: FlaskClient) -> MultiDict[str, str]:
    return page.form(author.get(ONE))


def send(author: FlaskClient, form: Any, where: str = ONE, **typed: str) -> TestResponse:
    return author.post(where, data=page.as_sent(page.typed_over(form, **typed)))


def current(app: Flask, post_id: int = 1) -> tuple[ReviewText, ...]:
    with app.app_context():
        return revisions.current(session().get_one(Post, post_id)).reviews


def test_a_saved_review_is_the_pieces_own(app: Flask, opened: MultiDict[str, str]) -> None:
    assert current(app) == (TRAIN, FERRY)
    assert opened["reviews-0-work"] == "Slow Train (2024)"
    assert opened["reviews-0-rating"] == "4"


def test_what_cannot_be_stands_by_its_field(
    app: Flask, author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    answer = send(author, opened, **{"reviews-1-rating": "seven", "reviews-0-seen_on": "soon"})
    assert answer.status_code == 422
    assert 'id="reviews-0-seen_on-error"' in answer.text
    assert "“soon” is no date" in page.words(answer)
    assert page.form(answer)["reviews-1-rating"] == "seven"
    assert current(app) == (TRAIN, FERRY)


def test_a_comparison_says_what_changed_in_which_review(
    author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    typed = {"reviews-0-rating": "4.5", "reviews-0-verdict": "On time, and warm."}
    typed |= {"reviews-1-is_again": "yes", "reviews-2-work": "A New One"}
    answer = send(author, opened, f"{ONE}compare", **typed)
    words = page.words(answer)
    assert "Rating: Slow Train (2024)" in words
    assert "<del>4</del><ins>4½</ins>" in answer.text
    assert "On time, and <del>kind</del><ins>warm</ins>." in answer.text
    assert "Seen again: The Salt Ferry" in words
    assert '<dt>Review of</dt><dd class="diff"><ins>A New One</ins></dd>' in answer.text


def test_the_same_work_written_otherwise_is_no_difference(
    author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    typed = {"reviews-0-work": "slow train", "reviews-0-rating": "4.0"}
    assert page.words(send(author, opened, f"{ONE}compare", **typed)) == (
        "Title and text are the same."
    )


def test_two_devices_that_change_different_reviews_are_both_kept(
    app: Flask, author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    assert send(author, opened, **{"reviews-1-verdict": "It floats."}).status_code == 303
    late = send(author, opened, **{"reviews-0-rating": "5"})
    assert late.status_code == 409
    assert "Verdict: The Salt Ferry It floats." in page.words(late)
    proposed = send(author, page.form(late), f"{ONE}merge")
    assert "Nothing stands against anything" in page.words(proposed)
    assert send(author, page.form(proposed), action="merge").status_code == 303
    assert [review.rating for review in current(app)] == ["5", "3"]
    assert [review.verdict for review in current(app)] == ["On time, and kind.", "It floats."]


@pytest.mark.parametrize(("way", "expected"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_a_verdict_that_both_changed_is_chosen(
    app: Flask, author: FlaskClient, opened: MultiDict[str, str], way: str, expected: str
) -> None:
    send(author, opened, **{"reviews-0-verdict": "Theirs."})
    late = send(author, opened, **{"reviews-0-verdict": "Mine."})
    proposed = send(author, page.form(late), f"{ONE}merge")
    assert "Verdict: Slow Train (2024)" in page.words(proposed)
    send(author, page.form(proposed), action="merge", **{"field-reviews-0-verdict": way})
    assert current(app)[0].verdict == expected
    assert current(app)[1] == FERRY


def test_taking_theirs_may_take_all_reviews_away(
    author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    emptied = {name: "" for name in opened if name.startswith("reviews-")}
    send(author, opened, **emptied)
    answer = author.post(
        f"{ONE}autosave",
        data=page.as_sent(page.typed_over(opened, **{"reviews-0-rating": "5"})),
        headers=AS_SCRIPT,
    )
    form = answer.get_json()["details"]["form"]
    assert form["reviews"] == [""]
    assert not [name for name in form if name.startswith("reviews-")]


def test_a_restored_revision_brings_its_reviews_back(
    app: Flask, author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    send(author, opened, **{"reviews-0-verdict": "Other words.", "reviews-1-work": "A New One"})
    shown = author.get(f"{ONE}revisions/2/")
    assert "<del>On time, and kind</del><ins>Other words</ins>." in shown.text
    author.post(f"{ONE}revisions/1/restore")
    assert current(app) == (TRAIN, FERRY)


def test_a_duplicate_has_the_reviews_too(
    app: Flask, author: FlaskClient, opened: MultiDict[str, str]
) -> None:
    assert send(author, opened, f"{ONE}duplicate/").status_code == 303
    assert current(app, 2) == (TRAIN, FERRY)


def test_an_expired_login_carries_every_field(
    app: Flask, client: FlaskClient, opened: MultiDict[str, str]
) -> None:
    answer = client.post(ONE, data=page.as_sent(opened))
    assert answer.status_code == 401
    carried = page.form(answer)
    assert carried["reviews-1-verdict"] == "It leaks."
    assert carried["reviews-0-rating"] == "4"
