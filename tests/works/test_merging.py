from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from blog import clock
from blog.db import session, transaction
from blog.errors import Refused
from blog.posts import revisions, work_changes
from blog.posts.fields import fields_of, kept_in
from blog.posts.models import Post, Revision, RevisionKind
from blog.works import commands, facts, naming, queries
from blog.works.fields import LinkText, PersonText, ReviewText, TitleText
from blog.works.models import Work
from tests import makers


def test_what_only_one_knew_both_know(app: Flask) -> None:
    one = makers.make_work(app, "Slow Train", countries=("China",), length="118 minutes")
    other = makers.make_work(
        app,
        "The Slow Train",
        year="2024",
        titles=(TitleText(title="慢车到雪岭"),),
        countries=("china", "France"),
        people=(PersonText(name="Shen Ruolan", role="director"),),
        length="2 hours",
        links=(LinkText(url="https://example.org/"),),
    )
    _merge(app, other, one)
    with app.app_context():
        found = facts.facts_of([one.id])[one.id]
        assert found.work.year == 2024
        assert [title.title for title in found.titles] == ["慢车到雪岭"]
        assert [country.name for country in found.countries] == ["China", "France"]
        assert [person.name for person in found.people] == ["Shen Ruolan"]
        assert found.length == "118 minutes"
        assert [link.url for link in found.links] == ["https://example.org/"]


def test_the_old_title_line_and_address_lead_to_the_one_that_stays(app: Flask) -> None:
    one = makers.make_work(app, "Slow Train", year="2023")
    other = makers.make_work(app, "The Slow Train", year="2024")
    _merge(app, other, one)
    with app.app_context():
        found = queries.work_at("the-slow-train")
        assert found is not None
        assert found.id == one.id
        for line in ("The Slow Train", "The Slow Train (2024)", "Slow Train (2023)"):
            assert naming.meanings([line])[line].work_id == one.id


def test_reviews_move_and_say_the_title_that_stays(app: Flask) -> None:
    one, other = (makers.make_work(app, title) for title in ("Slow Train", "The Slow Train"))
    post = makers.make_post(app, reviews=(ReviewText(work="The Slow Train", verdict="Good."),))
    _merge(app, other, one)
    with app.app_context():
        [review] = queries.reviews_of([post.id])[post.id]
        assert review.work.id == one.id
        assert "<p>Slow Train.</p>" in str(review.verdict_feed_html)


def test_a_piece_that_reviewed_both_keeps_both_verdicts(app: Flask) -> None:
    one, other = (makers.make_work(app, title) for title in ("Slow Train", "The Slow Train"))
    before = (
        ReviewText(work="The Slow Train", verdict="Then.", rating="3", seen_where="The Regal"),
        ReviewText(work="Slow Train", verdict="Now.", rating="4.5"),
    )
    post = makers.make_post(app, reviews=before)
    _merge(app, other, one)
    with app.app_context():
        stored = session().get_one(Post, post.id)
        [review] = fields_of(stored).reviews
        assert review.verdict == "Now.\n\nThen."
        assert review.rating == "4.5"
        assert review.seen_where == "The Regal"
        assert revisions.has_been_newest(stored, revisions.current(stored))
        assert revisions.is_own(stored, revisions.current(stored))


def test_a_text_that_is_being_written_stays_as_it_is(app: Flask) -> None:
    one, other = (makers.make_work(app, title) for title in ("Slow Train", "The Slow Train"))
    both = (
        ReviewText(work="Slow Train", verdict="Now."),
        ReviewText(work="The Slow Train", verdict="Then."),
    )
    post = makers.make_post(app, reviews=both)
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        typed = kept_in(_autosaved(stored))
    _merge(app, other, one)
    with app.app_context():
        stored = session().get_one(Post, post.id)
        assert revisions.current(stored) == typed
        assert [review.verdict for review in fields_of(stored).reviews] == ["Now.\n\nThen."]


def test_a_work_is_not_merged_into_itself(app: Flask) -> None:
    work = makers.make_work(app)
    with pytest.raises(Refused) as refused:
        _merge(app, work, work)
    assert refused.value.code == "same_work"


def test_a_work_goes_only_when_nothing_reviews_it(app: Flask) -> None:
    work = makers.make_work(app)
    makers.make_post(app, reviews=(ReviewText(work=work.title),))
    with app.app_context(), pytest.raises(Refused, match="One piece reviews this work"):
        commands.remove(session().get_one(Work, work.id))


def _autosaved(post: Post) -> Revision:
    fields = replace(fields_of(post), source="More words.")
    kind = RevisionKind.AUTOSAVE
    return revisions.go_on_from(post, fields, kind=kind, at=clock.now() + timedelta(minutes=1))


def _merge(app: Flask, work: Work, into: Work) -> None:
    with app.app_context(), transaction():
        work_changes.merge(
            session().get_one(Work, work.id),
            into=session().get_one(Work, into.id),
            site_url=makers.installation(app).url,
            at=clock.now(),
        )
