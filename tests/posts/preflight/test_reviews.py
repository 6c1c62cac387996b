"""A look at what a piece reviews: without a work, of a work like a known one, told in a verdict."""

import pytest
from flask import Flask

from blog.markdown.parts import parts
from blog.posts.fields import Fields
from blog.posts.preflight.reviews import check_reviews
from blog.posts.preflight.spoilers import check_spoilers
from blog.works.fields import ReviewText
from tests.makers import make_work


def found(app: Flask, kind: str = "post", **fields: object) -> list[tuple[str, str]]:
    with app.app_context():
        findings = check_reviews(Fields(**fields), kind=kind)  # type: ignore[arg-type]
        return [(each.sentence, each.place) for each in findings]


@pytest.mark.parametrize(
    "fields",
    [{"title": "Movie Review: Slow Train"}, {"title": "影评：慢车"}, {"tags": ("reviews",)}],
)
def test_a_review_of_nothing(app: Flask, fields: dict[str, object]) -> None:
    ((sentence, place),) = found(app, **fields)
    assert sentence == "This calls itself a review and says of no work that it is about it."
    assert place == "reviews-0-work"
    assert found(app, kind="page", **fields) == []


def test_other_pieces_are_left_alone(app: Flask) -> None:
    assert found(app, title="Trains: a preview of winter", tags=("film",)) == []


def test_a_new_work_that_looks_like_a_known_one(app: Flask) -> None:
    make_work(app, "Slow Train to Snow Ridge")
    slip = ReviewText(work="Slow Trian to Snow Ridge (2024)", rating="4")
    ((sentence, place),) = found(app, reviews=(ReviewText(work="A Ferry", rating="3"), slip))
    assert "Did you mean “Slow Train to Snow Ridge”, which is known already?" in sentence
    assert place == "reviews-1-work"
    assert found(app, reviews=(ReviewText(work="slow train to snow ridge", rating="4"),)) == []


def test_a_piece_may_only_be_about_a_work(app: Flask) -> None:
    assert found(app, reviews=(ReviewText(work="A Ferry"),)) == [
        ("About “A Ferry”, with no rating and no verdict", "")
    ]


def told(source: str, verdict: str) -> list[tuple[str, str]]:
    fields = Fields(source=source, reviews=(ReviewText(work="A Ferry", verdict=verdict),))
    findings = check_spoilers(fields, parts(source), spoiler_count=source.count("||") // 2)
    return [(each.sentence, each.place) for each in findings]


def test_what_the_text_covers_and_the_verdict_says() -> None:
    assert told("The letters are from ||Tomas||.", "Tomas deserves better.")[1:] == [
        ("“Tomas” is under a cover, and stands in a verdict too.", "reviews-0-verdict")
    ]


def test_what_the_verdict_covers_and_the_text_says() -> None:
    said = told("## Tomas at home\n\nWhere Tomas lives.", "See it for ||Tomas||.")
    assert said[0] == ("One spoiler, covered", "")
    assert said[1] == ("“Tomas” is under a cover, and stands in a heading too.", "source")


def test_an_ending_told_in_a_verdict() -> None:
    ((sentence, place),) = told("A long text.", "It was all a dream, and I minded.")
    assert "sounds like an ending" in sentence
    assert place == "reviews-0-verdict"
