"""The form of a piece: every refusal gives it back whole, and what it holds is kept as typed."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.db import session
from blog.posts.models import Revision
from tests.makers import PASSWORD, USERNAME, make_post, make_theme
from tests.web.editor import page
from tests.web.editor.script import NEW, ONE, stored

TYPED = {
    "title": "  Movie Review: Slow Train (慢车)\nto <Snow> & “Ridge”",
    "source": "\n\n  Indented.\n\n\tTabbed & <b>raw</b> ||covered||\n\n</textarea>🐌\n\n",
    "tags": 'winter,, "windows, lit" ，夜',
    "slug": "Slow Train!",
    "summary": "Two\nlines, &amp; an entity.",
    "lang": "zh-Hans",
    "published_at": "2026-12-24T08:00",
    "spoiler_notice": 'The "ending"',
    "cover_alt": "A window",
    "cover_caption": "<i>Night</i>",
}

REFUSALS = [
    ({"title": "t" * 501}, "501 characters long; at most 500"),
    ({"summary": "s" * 1001}, "1001 characters long; at most 1000"),
    ({"spoiler_notice": "s" * 501}, "501 characters long; at most 500"),
    ({"cover_alt": "s" * 1001}, "1001 characters long; at most 1000"),
    ({"summary": "In the end ||she leaves||."}, "nothing in it can be covered"),
    ({"slug": "taken"}, "Another piece has the address “taken”."),
    ({"lang": "klingon!"}, "“klingon!” is not a language tag."),
    ({"published_at": "next week"}, "“next week” is not a date and time."),
    ({"published_at": "2027-03-28T01:30"}, "01:30 does not exist on 28 March 2027"),
    ({"themes": ["77"]}, "One of these themes does not exist any more."),
    ({"cover": "77"}, "That picture is not here any more."),
    ({"tags": "x" * 101}, "a tag has at most 100"),
    ({"tags": ", ".join(map(str, range(51)))}, "These are 51 tags; at most 50 fit one piece."),
    ({"source": "x" * 1_000_001}, "1,000,001 characters long"),
    ({"source": "> " * 60 + "deep"}, "within each other; take it apart"),
]


@pytest.mark.parametrize("address", [NEW, ONE])
@pytest.mark.parametrize(("wrong", "sentence"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_refusal_keeps_every_typed_byte(
    app: Flask, author: FlaskClient, address: str, wrong: dict[str, Any], sentence: str
) -> None:
    make_post(app, title="Mine", source="As it was.")
    make_post(app, title="Taken", slug="taken")
    make_theme(app)
    typed = TYPED | {"themes": ["1"]} | wrong
    answer = page.send(author, address, **typed, action="save")
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    sent_back = page.form(answer)
    for name, value in typed.items():
        if name not in {"themes", "cover"}:
            assert sent_back[name] == value, name
    if "themes" not in wrong:
        assert sent_back.getlist("themes") == ["1"]
    assert "Not saved" in page.words(answer)
    assert 'aria-invalid="true"' in answer.text or "themes" in wrong or "cover" in wrong
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Revision)) == 2


def test_several_refusals_are_counted(author: FlaskClient) -> None:
    answer = page.send(author, NEW, lang="?", published_at="never", action="save")
    assert "2 fields need another look:" in page.words(answer)
    assert 'aria-describedby="lang-hint lang-error"' in answer.text


def test_text_survives_as_typed(app: Flask, author: FlaskClient) -> None:
    """Stored with LF whatever the browser sent; a leading empty line and its spaces stay."""
    answer = page.send(author, NEW, **TYPED | {"published_at": ""})
    assert answer.status_code == 303
    assert stored(app).source == TYPED["source"]
    again = page.form(author.get(answer.location))
    assert again["source"] == TYPED["source"]
    assert again["tags"] == 'winter, "windows, lit", 夜'
    page.send(author, answer.location)
    assert stored(app).source == TYPED["source"]


def test_fields_that_were_not_sent_stay(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Kept", summary="Kept too", tags=("winter",))
    version = stored(app).version
    author.post(ONE, data={"source": "New.", "version": version, "action": "save"})
    post = stored(app)
    assert (post.title, post.summary, post.source) == ("Kept", "Kept too", "New.")
    assert page.form(author.get(ONE))["tags"] == "winter"


def test_themes_are_ticked_and_kept(app: Flask, author: FlaskClient) -> None:
    make_theme(app, "Snow")
    make_theme(app, "Rooms")
    answer = page.send(author, NEW, title="Piece", themes=["2"])
    assert page.form(author.get(answer.location)).getlist("themes") == ["2"]


def test_expired_login_keeps_the_text_and_asks_again(
    app: Flask, client: FlaskClient, author: FlaskClient
) -> None:
    make_post(app)
    opened = page.form(author.get(ONE))
    typed = page.typed_over(opened, source="\n\nTyped for hours.\n", tags='"a, b"', action="save")
    asked = client.post(ONE, data=page.as_sent(typed))
    assert asked.status_code == 401
    again = page.typed_over(
        page.form(asked), **{"resume-username": USERNAME, "resume-password": PASSWORD}
    )
    answer = client.post(ONE, data=page.as_sent(again))
    assert (answer.status_code, answer.location) == (303, ONE)
    assert stored(app).source == "\n\nTyped for hours.\n"
