"""A change that readers are told of, on the page and in the feeds; any other is silent."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import FrozenClock
from tests.makers import LONG_AGO, make_post
from tests.web.editor import page
from tests.web.structured import node

PIECE, ADDRESS = "/desk/posts/1/", "/posts/a-piece/"


def update(author: FlaskClient, **typed: str) -> int:
    form = page.typed_over(page.form(author.get(PIECE)), **{"action": "save"} | typed)
    return author.post(PIECE, data=page.as_sent(form)).status_code


def test_an_update_alone_moves_no_date(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_post(app)
    assert update(author, source="Other words.", note="Typed, and not ticked") == 303
    shown = client.get(ADDRESS)
    assert "Other words." in shown.text
    assert "Updated" not in shown.text
    assert "Typed, and not ticked" not in shown.text
    assert node(client, ADDRESS, "BlogPosting")["dateModified"].startswith(f"{LONG_AGO:%Y-%m-%d}")


def test_a_change_that_is_announced_is_told_everywhere(
    app: Flask, author: FlaskClient, client: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app)
    assert update(author, announce="y", note="Two <b>names</b> put right") == 303
    shown = client.get(ADDRESS)
    assert "Updated 20 November 2026, see what changed" in page.words(shown)
    assert "Two &lt;b&gt;names&lt;/b&gt; put right" in shown.text
    moment = f"{clock.now:%Y-%m-%dT%H:%M:%S}"
    assert node(client, ADDRESS, "BlogPosting")["dateModified"].startswith(moment)
    assert f"<updated>{moment}Z</updated>" in client.get("/feed.atom").text
    assert client.get("/feed.json").get_json()["items"][0]["date_modified"] == f"{moment}Z"
    assert f"<lastmod>{moment}Z</lastmod>" in client.get("/sitemap.xml").text


def test_a_page_tells_its_changes_too(app: Flask, author: FlaskClient, client: FlaskClient) -> None:
    make_post(app, kind="page", title="About")
    update(author, announce="y", note="A new address")
    assert "20 November 2026 A new address" in page.words(client.get("/about/"))


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("", "Say in a line what changed."),
        ("The aunt ||dies||", "nothing in it can be covered"),
        ("a" * 301, "at most 300 fit here"),
    ],
)
def test_a_note_that_cannot_stand_is_refused_and_nothing_is_lost(
    app: Flask, author: FlaskClient, client: FlaskClient, note: str, sentence: str
) -> None:
    make_post(app)
    typed = page.typed_over(
        page.form(author.get(PIECE)), source="Typed.", announce="y", note=note, action="save"
    )
    answer = author.post(PIECE, data=page.as_sent(typed))
    assert answer.status_code == 422
    assert page.form(answer)["source"] == "Typed."
    assert "Typed." not in client.get(ADDRESS).text


def test_what_is_not_out_tells_nobody(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=None)
    assert update(author, announce="y", note="Retold") == 303
    update(author, action="publish")
    assert "Retold" not in author.get(ADDRESS).text
