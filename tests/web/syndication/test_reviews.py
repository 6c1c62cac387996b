"""What feeds say of works."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.works import commands as works
from blog.works.fields import ReviewText
from blog.works.models import Work
from tests.conftest import CountQueries, FrozenClock
from tests.feeds.validity import json_feed_faults
from tests.makers import make_post
from tests.web.syndication.subscribed import FORMS

SEEN = (
    ReviewText(work="Slow Train (慢车) (2024)", rating="4.5", verdict="On time, ||nobody|| says."),
    ReviewText(work="The Salt Ferry"),
)


@pytest.mark.parametrize("form", FORMS)
def test_reviews_stand_at_the_end_without_what_they_cover(
    app: Flask, client: FlaskClient, form: str
) -> None:
    post = make_post(app, reviews=SEEN)
    body = client.get(f"/feed.{form}").text
    assert "Slow Train" in body
    assert "慢车" in body
    assert "2024: 4½ out of 5." in body
    assert "On time" in body
    assert "nobody" not in body
    assert f"{post.path}#spoiler-{post.id}w1-1" in body


def test_a_work_that_changes_changes_the_feed(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, reviews=SEEN)
    before = client.get("/feed.atom")
    clock.move(hours=1)
    with app.app_context(), transaction():
        work = session().get_one(Work, 1)
        fields = replace(works.fields_of(work), title="The Slow Train")
        works.save(work, fields, based_on=work.version, at=clock.now)
    after = client.get("/feed.atom", headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert after.status_code == 200
    assert "The Slow Train" in after.text


def test_the_json_feed_has_them_for_programs(app: Flask, client: FlaskClient) -> None:
    make_post(app, reviews=SEEN)
    response = client.get("/feed.json")
    assert json_feed_faults(response.data) == []
    assert response.json is not None
    first, second = response.json["items"][0]["_commonplace"]["reviews"]
    assert first["titles"] == ["Slow Train", "慢车"]
    assert (first["rating"], first["best"]) == (4.5, 5)
    assert first["url"] == "https://blog.example/works/slow-train/"
    assert "rating" not in second


@pytest.mark.parametrize("form", FORMS)
def test_they_cost_one_query_more(
    app: Flask, client: FlaskClient, count_queries: CountQueries, form: str
) -> None:
    make_post(app)
    with count_queries() as without:
        client.get(f"/feed.{form}")
    for _ in range(5):
        make_post(app, reviews=SEEN)
    with count_queries() as queries:
        client.get(f"/feed.{form}")
    assert len(queries) == len(without) + 1
