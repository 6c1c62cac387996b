"""What every form of the desk does with what it is sent."""

from flask import Flask
from flask.testing import FlaskClient

from blog.db import session
from blog.posts.models import Post
from blog.topics.models import Theme
from tests.makers import Browser, make_post, make_theme
from tests.web.editor import page

TYPED = "a\0b\x01c\x0bd\x85e\U0010fffff"


def test_what_no_page_can_carry_is_not_stored(app: Flask, author: FlaskClient) -> None:
    make_theme(app)
    make_post(app, themes=(1,))
    sent = {
        "title": TYPED,
        "source": TYPED,
        "summary": TYPED,
        "tags": TYPED,
        "note-1": TYPED,
        "themes": "1",
    }
    for address in ("/desk/posts/1/", "/desk/themes/1/"):
        version = page.form(author.get(address))["version"]
        sent_now = sent | {"version": version, "piece": "1"}
        assert author.post(address, data=sent_now).status_code == 303
    with app.app_context():
        post, theme = session().get_one(Post, 1), session().get_one(Theme, 1)
        stored = (post.title, post.source, post.summary, theme.title, theme.source)
        assert set(stored) == {"abcdef"}
    for path in ("/posts/a-piece/", "/themes/snow-and-distance/", "/"):
        shown = author.get(path, follow_redirects=True)
        assert shown.status_code == 200
        assert not set(shown.text) & set("\0\x01\x0b\x85\U0010ffff")


def test_a_form_is_not_sent_as_json(author: Browser) -> None:
    answer = author.post("/login", json=["ada"])
    assert answer.status_code == 422
