"""The desk itself and its lists. Who may open its pages: tests/web/test_every_route.py."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.editor.presentation import byte_size
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme, sign_in
from tests.web.editor import page


def test_an_empty_desk_says_so(author: FlaskClient) -> None:
    words = page.words(author.get("/desk/"))
    assert "Nothing is half written." in words
    assert "Nothing is out yet." in words
    for heading in ("Scheduled", "Withdrawn", "Trash"):
        assert heading not in words


def test_each_piece_lies_where_it_belongs(app: Flask, author: FlaskClient) -> None:
    make_theme(app, "Snow and distance")
    make_post(app, title="A draft", published_at=None, themes=(1,))
    make_post(app, title="To come", published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    make_post(app, title="Seen by all")
    make_post(app, title="About", kind="page")
    make_post(app, title="Regretted")
    make_post(app, title="Forgotten", published_at=None)
    author.post("/desk/posts/5/withdraw/")
    told = author.post("/desk/posts/6/trash/", follow_redirects=True)
    assert "“Forgotten” is in the trash." in page.words(told)
    words = page.words(author.get("/desk/"))
    order = [
        "A draft",
        "Snow and distance",
        "To come",
        "Seen by all",
        "About",
        "Regretted",
        "Forgotten",
    ]
    order[1:1] = []
    places = [words.index(title) for title in order]
    assert places == sorted(places)
    assert "Tuesday 1 December 2026, 08:00" in words


def test_desk_costs_a_fixed_number_of_queries(
    app: Flask, author: FlaskClient, count_queries: Any
) -> None:
    make_post(app)
    make_post(app, published_at=None)
    with count_queries() as few:
        author.get("/desk/")
    for number in range(20):
        make_post(
            app,
            title=f"Piece {number}",
            published_at=None if number % 2 else datetime(2026, 5, 1, tzinfo=UTC),
        )
    with count_queries() as many:
        author.get("/desk/")
    assert len(many) == len(few)
    assert not any("page_html" in statement for statement in many)


def test_published_pieces_are_found_by_their_title(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Slow train (慢车)")
    make_post(app, title="100% snow")
    assert "Slow train" in page.words(author.get("/desk/published/?q=慢车"))
    words = page.words(author.get("/desk/published/?q=%25"))
    assert "100% snow" in words
    assert "Slow train" not in words
    assert "No title says “ferry”." in page.words(author.get("/desk/published/?q=ferry"))


def test_published_list_goes_on_in_pages(app: Flask, author: FlaskClient) -> None:
    for number in range(51):
        make_post(
            app,
            title=f"Piece {number:02}",
            published_at=datetime(2026, 5, 1, 0, number, tzinfo=UTC),
        )
    assert "All 51" in page.words(author.get("/desk/"))
    assert "Piece 00" not in page.words(author.get("/desk/published/"))
    assert "Piece 00" in page.words(author.get("/desk/published/?page=2"))
    assert author.get("/desk/published/?page=3").status_code == 404


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"minutes": 40}, "40 minutes ago"),
        ({"hours": 3}, "today, 12:00"),
        ({"hours": 14}, "yesterday, 12:00"),
        ({"days": 20}, "20 November"),
        ({"days": 90}, "20 November 2026"),
    ],
)
def test_when_a_draft_was_touched(
    app: Flask, clock: FrozenClock, ago: dict[str, float], said: str
) -> None:
    sign_in(app).post("/desk/posts/new", data={"title": "Draft", "action": "save"})
    clock.move(**ago)
    author = sign_in(app)
    assert f"Touched {said} " in page.words(author.get("/desk/"))


def test_lengths_are_told_in_both_kinds(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="One two 三四五。", published_at=None)
    assert "2 words, 3 characters" in page.words(author.get("/desk/"))


@pytest.mark.parametrize(("count", "said"), [(1, "1 kB"), (46_400, "46 kB"), (3_140_000, "3.1 MB")])
def test_byte_size(count: int, said: str) -> None:
    assert byte_size(count) == said


def autosave(author: FlaskClient, post_id: int, **typed: str) -> None:
    address = f"/desk/posts/{post_id}/"
    form = page.form(author.get(address))
    assert author.post(f"{address}autosave", data=page.typed_over(form, **typed)).status_code == 200


def test_a_draft_is_listed_as_it_was_typed_last(app: Flask, author: FlaskClient) -> None:
    make_theme(app, "Snow and distance")
    make_post(app, title="Old title", source="One.", published_at=None)
    autosave(author, 1, title="New title", source="One two three.", themes="1")
    words = page.words(author.get("/desk/"))
    assert "New title" in words
    assert "Old title" not in words
    assert "3 words Snow and distance" in words
    assert "Changes not published" not in words


def test_changes_that_readers_do_not_see_yet_are_flagged(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Out")
    make_post(app, title="Soon", published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert "Changes not published" not in page.words(author.get("/desk/"))
    autosave(author, 1, title="Out again")
    autosave(author, 2, source="More.")
    words = page.words(author.get("/desk/"))
    assert words.count("Changes not published") == 2
    assert "Out Changes not published" in words
    assert "Changes not published" in page.words(author.get("/desk/published/"))


def test_the_draft_that_waits_is_spoken_of_until_it_may_rest(
    app: Flask, clock: FrozenClock
) -> None:
    make_post(app, title="Half a bicycle", source="Whole. And the other half is", published_at=None)
    clock.move(days=22)
    author = sign_in(app)
    words = page.words(author.get("/desk/"))
    assert "Half a bicycle has waited 23 days. You stopped in the middle of a sentence:" in words
    assert "And the other half is Finish the sentence" in words
    told = author.post("/desk/posts/1/rest/", follow_redirects=True)
    assert "“Half a bicycle” rests for a month." in page.words(told)
    assert "has waited" not in page.words(author.get("/desk/"))
    assert "Half a bicycle" in page.words(author.get("/desk/"))


def test_what_lies_in_the_trash_says_when_it_goes(app: Flask, clock: FrozenClock) -> None:
    make_post(app, title="Regretted")
    sign_in(app).post("/desk/posts/1/trash/")
    assert "Gone for good on 20 December 2026" in page.words(sign_in(app).get("/desk/"))
    clock.move(days=30)
    make_post(app, title="Another", entry_id="tag:blog.example,2026-01-01:aaaaaaaaaaaaaaaa")
    author = sign_in(app)
    author.post("/desk/posts/2/trash/")
    words = page.words(author.get("/desk/"))
    assert "Another" in words
    assert "Regretted" not in words


def test_search_within_finds_titles_and_texts_in_any_state(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Slow train (慢车)", source="Snow on the line.")
    make_post(app, title="A draft", source="A lantern <b>", published_at=None)
    autosave(author, 2, source="A lantern in the <b>snow</b>.")
    words = page.words(author.get("/desk/?q=snow"))
    for text in (
        "Found 2",
        "Out since 1 March 2026",
        "Draft, touched",
        "A lantern in the <b> snow</b>.",
    ):
        assert text in words
    assert "Slow train" in page.words(author.get("/desk/?q=慢车"))
    assert "Nothing says “ferry”." in page.words(author.get("/desk/?q=ferry"))
    assert "Drafts" in page.words(author.get("/desk/?q=+"))


def test_search_within_costs_a_fixed_number_of_queries(
    app: Flask, author: FlaskClient, count_queries: Any
) -> None:
    make_post(app)
    with count_queries() as few:
        author.get("/desk/?q=words")
    for number in range(10):
        make_post(app, title=f"Piece {number}")
    with count_queries() as many:
        author.get("/desk/?q=words")
    assert len(many) == len(few)
