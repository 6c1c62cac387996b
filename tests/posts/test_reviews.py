"""What is typed of works becomes reviews, and comes back as it was typed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.errors import Refused
from blog.posts import commands, rendering, reviews_preview, revisions
from blog.posts.duplicating import duplicate
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, Revision
from blog.works import queries
from blog.works.fields import ReviewText
from blog.works.models import Work
from tests import makers
from tests.conftest import URL, CountQueries

WHOLE = ReviewText(
    work="Slow Train (2024)",
    kind="film",
    rating="4.5",
    verdict="On *time*.\n\n||Late|| once.",
    seen_on="2026-11",
    seen_where="the Regal",
    is_again=True,
)


def saved(app: Flask, post: Post, reviews: Sequence[ReviewText]) -> None:
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        fields = replace(fields_of(stored), reviews=tuple(reviews))
        commands.save(stored, fields, based_on=stored.version, site_url=URL, at=clock.now())


def own(app: Flask, post: Post) -> Fields:
    with app.app_context():
        return fields_of(session().get_one(Post, post.id))


def test_what_was_saved_comes_back(app: Flask) -> None:
    typed = (WHOLE, ReviewText(work="The Salt Ferry", kind="book"))
    post = makers.make_post(app, reviews=typed)
    assert own(app, post).reviews == typed


@pytest.mark.parametrize(
    "typed",
    [
        replace(WHOLE, work="  slow TRAIN (2024)"),
        replace(WHOLE, work="Slow Train"),
        replace(WHOLE, work="Slow Train (2024, film)", kind="book"),
        replace(WHOLE, rating="4½"),
        replace(WHOLE, rating="4,5/5"),
        replace(WHOLE, seen_where=" the  Regal "),
    ],
)
def test_another_way_to_type_it_is_the_same_text(app: Flask, typed: ReviewText) -> None:
    post = makers.make_post(app, reviews=(WHOLE,))
    with app.app_context():
        stored = session().get_one(Post, post.id)
        again = replace(fields_of(stored), reviews=(typed, ReviewText()))
        assert revisions.is_own(stored, again)
        assert revisions.is_newest(stored, again)
        assert revisions.has_been_newest(stored, again)
        assert not revisions.is_own(stored, replace(again, reviews=()))
        assert not revisions.is_own(stored, replace(again, reviews=(replace(typed, rating="4"),)))


def test_a_revision_keeps_what_was_typed(app: Flask) -> None:
    post = makers.make_post(app, reviews=(replace(WHOLE, work="slow train (2024)"),))
    with app.app_context():
        revision = session().scalars(select(Revision).where(Revision.post_id == post.id)).one()
        assert kept_in(revision).reviews[0].work == "slow train (2024)"


@pytest.mark.parametrize(
    ("reviews", "code", "field"),
    [
        ([replace(WHOLE, rating="6")], "bad_rating", "reviews-0-rating"),
        ([replace(WHOLE, rating="4.2")], "bad_rating", "reviews-0-rating"),
        ([WHOLE, ReviewText(work="B", rating="0")], "bad_rating", "reviews-1-rating"),
        ([replace(WHOLE, seen_on="2026-02-30")], "bad_date", "reviews-0-seen_on"),
        ([replace(WHOLE, seen_on="yesterday")], "bad_date", "reviews-0-seen_on"),
        ([replace(WHOLE, work=" ")], "no_work", "reviews-0-work"),
        ([WHOLE, replace(WHOLE, work="slow train")], "same_work_twice", "reviews-1-work"),
        ([ReviewText(), replace(WHOLE, work="Solaris")], "several_works", "reviews-1-work"),
        ([replace(WHOLE, kind="opera")], "no_such_kind", "reviews-0-kind"),
        ([replace(WHOLE, seen_where="||x||")], "cannot_cover", "reviews-0-seen_where"),
        ([ReviewText(work="The ||end||")], "cannot_cover", "reviews-0-work"),
        ([replace(WHOLE, seen_where="x" * 201)], "too_long", "reviews-0-seen_where"),
        ([ReviewText(work=f"Film {n}") for n in range(21)], "too_many_reviews", "reviews-20-work"),
    ],
)
def test_what_cannot_be_a_review_is_said_by_its_field(
    app: Flask, reviews: list[ReviewText], code: str, field: str
) -> None:
    for year in ("1972", "2002"):
        makers.make_work(app, "Solaris", year=year)
    post = makers.make_post(app)
    with pytest.raises(Refused) as refused:
        saved(app, post, reviews)
    assert (refused.value.code, refused.value.details["field"]) == (code, field)
    assert own(app, post).reviews == ()
    with app.app_context():
        assert len(session().scalars(select(Work)).all()) == 2


def test_the_counts_of_a_piece_take_verdicts_in(app: Flask) -> None:
    post = makers.make_post(app, source="One ||two||.", reviews=(WHOLE,))
    assert (post.spoiler_count, post.word_count) == (2, 6)
    saved(app, post, [])
    with app.app_context():
        stored = session().get_one(Post, post.id)
        assert (stored.spoiler_count, stored.word_count) == (1, 2)


def test_each_cover_has_an_id_of_its_own(app: Flask) -> None:
    other = replace(WHOLE, work="The Salt Ferry")
    post = makers.make_post(app, source="||One||.", reviews=(WHOLE, other))
    with app.app_context():
        found = queries.reviews_of([post.id])[post.id]
    ids = [f'id="spoiler-{post.id}w{review.work.id}-1"' for review in found]
    assert all(id_ in str(review.verdict_html) for id_, review in zip(ids, found, strict=True))
    assert f"{post.path}#spoiler-{post.id}w1-1" in str(found[0].verdict_feed_html)
    assert "Late" not in f"{found[0].verdict_feed_html}{found[0].verdict_text}"


def test_rendering_again_renders_verdicts_too(app: Flask) -> None:
    post = makers.make_post(app, reviews=(WHOLE,))
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        rendering.render_again(stored, site_url="https://other.example")
    with app.app_context():
        [review] = queries.reviews_of([post.id])[post.id]
        assert "https://other.example/posts/" in str(review.verdict_feed_html)


def test_a_work_learns_its_year_from_a_line(app: Flask) -> None:
    makers.make_work(app, "Slow Train")
    post = makers.make_post(app, reviews=(WHOLE,))
    assert own(app, post).reviews[0].work == "Slow Train (2024)"
    with app.app_context():
        assert session().scalars(select(Work)).one().year == 2024


def test_a_copy_reviews_the_same(app: Flask) -> None:
    post = makers.make_post(app, reviews=(WHOLE,))
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        copy = duplicate(stored, fields_of(stored), site_url=URL, at=clock.now())
        assert fields_of(copy).reviews == (WHOLE,)


def test_a_preview_refuses_nothing(app: Flask) -> None:
    typed = [
        ReviewText(work="New (新)", kind="nonsense", rating="9", verdict="||a|| *b*", seen_on="x"),
        ReviewText(verdict="Of what?"),
    ]
    post = makers.make_post(app)
    with app.app_context():
        stored = session().get_one(Post, post.id)
        [previewed] = reviews_preview.preview(stored, typed, lang="en-GB", site_url=URL)
        assert session().scalars(select(Work)).all() == []
    shown = previewed.reviewed
    assert (shown.work.id, shown.work.path, shown.work.other_title) == (0, "", "新")
    assert (shown.rating, shown.seen_on, shown.verdict_text) == (None, "", "[…] b")
    assert "<em>b</em>" in str(shown.verdict_html)


def test_many_reviews_cost_as_much_as_one(app: Flask, count_queries: CountQueries) -> None:
    posts = [
        makers.make_post(app, reviews=tuple(ReviewText(work=f"Film {n}") for n in range(count)))
        for count in (1, 12)
    ]
    costs = set()
    for post in posts:
        with app.app_context():
            stored = session().get_one(Post, post.id)
            with count_queries() as asked:
                fields_of(stored)
                queries.reviews_of([post.id])
            costs.add(len(asked))
    assert len(costs) == 1
