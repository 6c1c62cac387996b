"""What somebody sees by a secret link: the newest text, and nothing that leads the world to it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import URL, FrozenClock
from tests.makers import make_post, make_theme
from tests.web.editor import page


def link_to(author: FlaskClient, post_id: int = 1, term: str = "week") -> str:
    """A new link to the piece, as a stranger follows it."""
    made = author.post(f"/desk/posts/{post_id}/links/", data={"term": term})
    assert made.status_code == 200
    found = re.search(rf'value="{URL}(/preview/[^"]+/)"', made.text)
    assert found
    return found[1]


def type_on(author: FlaskClient, **typed: str) -> None:
    form = page.form(author.get("/desk/posts/1/"))
    kept = author.post("/desk/posts/1/autosave", data=page.typed_over(form, **typed))
    assert kept.status_code == 200


def is_secret(answer: TestResponse) -> bool:
    headers = answer.headers
    return (headers["X-Robots-Tag"], headers["Cache-Control"], headers["Referrer-Policy"]) == (
        "noindex",
        "private, no-store",
        "no-referrer",
    )


def test_a_draft_is_read_as_its_page_will_be(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_theme(app, "Snow and distance")
    make_post(
        app,
        title="Slow Train (慢车)",
        source="## The first part\n\nSnow. ||He stays.||",
        summary="A train.",
        themes=(1,),
        published_at=None,
    )
    answer = client.get(link_to(author))
    assert answer.status_code == 200
    assert is_secret(answer)
    words = page.words(answer)
    assert "This is not out yet. You read it by a secret link" in words
    for text in ("Slow Train", "A train.", "The first part", "Snow and distance", "Snow."):
        assert text in words
    assert "Spoilers are covered." in words
    assert "/desk" not in answer.text


def test_nothing_on_the_page_leads_the_world_to_it(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_post(app, published_at=None)
    head = client.get(link_to(author)).text.partition("<body")[0]
    assert '<meta name="robots" content="noindex">' in head
    assert '<meta name="referrer" content="no-referrer">' in head
    for absent in ("canonical", "og:", "ld+json", "alternate", "article:"):
        assert absent not in head


def test_the_newest_text_is_shown_also_of_a_piece_that_is_out(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    make_post(app, title="Out", source="As published.")
    link = link_to(author)
    assert urlsplit(client.get(link).location or "").path == "/posts/out/"
    type_on(author, title="Out again", source="As typed since.")
    answer = client.get(link)
    words = page.words(answer)
    assert "These changes are not out yet." in words
    assert "As typed since." in words
    assert is_secret(answer)
    assert "As published." in page.words(client.get("/posts/out/"))


def test_a_page_has_links_too(app: Flask, author: FlaskClient, client: FlaskClient) -> None:
    make_post(app, kind="page", title="About", source="Me.", published_at=None)
    assert "Me." in page.words(client.get(link_to(author)))


@pytest.mark.parametrize("end", ["take back", "expire", "withdraw", "trash", "remove"])
def test_a_link_that_is_over_says_so(
    app: Flask, author: FlaskClient, client: FlaskClient, clock: FrozenClock, end: str
) -> None:
    make_post(app, source="Nobody’s business")
    type_on(author, source="Nobody’s business either")
    link = link_to(author)
    match end:
        case "take back":
            author.post("/desk/posts/1/links/1/take-back/")
        case "expire":
            clock.move(days=7)
        case "remove":
            author.post("/desk/posts/1/trash/")
            author.post("/desk/posts/1/remove/")
        case _:
            author.post(f"/desk/posts/1/{end}/")
    answer = client.get(link)
    assert answer.status_code == 410
    assert is_secret(answer)
    assert "Nobody’s business" not in answer.text


def test_what_is_no_link(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/preview/MQ.aaaa.bbbb/")
    assert answer.status_code == 404
    assert "This link is not complete, or not from here." in page.words(answer)
    assert is_secret(answer)


def test_links_are_listed_with_their_last_day(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    make_post(app, published_at=None)
    link_to(author, term="day")
    link_to(author, term="month")
    words = page.words(author.get("/desk/posts/1/"))
    assert "Opens until 21 November 2026, 12:00" in words
    assert "Opens until 20 December 2026, 12:00" in words
    clock.move(**{"hours": timedelta(days=1) / timedelta(hours=1)})
    author.post("/desk/posts/1/links/2/take-back/")
    assert "Opens until" not in page.words(author.get("/desk/posts/1/"))


def test_what_is_typed_beside_the_button_is_kept_and_shown(
    app: Flask, author: FlaskClient, client: FlaskClient
) -> None:
    """Without a script the button sends the whole form; nothing of it may be lost."""
    make_post(app, source="As saved.", published_at=None)
    form = page.form(author.get("/desk/posts/1/"))
    typed = page.typed_over(form, source="As typed.", term="week")
    done = author.post("/desk/posts/1/links/", data=page.as_sent(typed))
    assert done.location == "/desk/posts/1/#publish"
    assert page.form(author.get("/desk/posts/1/"))["source"] == "As typed."
    assert "As typed." in page.words(client.get(link_to(author)))


def test_it_is_kept_when_there_can_be_no_link(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As saved.", published_at=None)
    form = page.form(author.get("/desk/posts/1/"))
    author.post("/desk/posts/1/trash/")
    typed = page.typed_over(form, source="As typed.", term="week")
    refused = author.post("/desk/posts/1/links/", data=page.as_sent(typed))
    assert refused.status_code == 422
    assert "cannot be shown to anybody" in page.words(refused)
    assert "As typed." in author.get("/desk/posts/1/revisions/2/read/").text
