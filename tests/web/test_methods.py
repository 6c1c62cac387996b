"""What only reads and what changes something are asked for in different ways."""

from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_post, make_theme

READING = {"GET", "HEAD", "OPTIONS"}


def test_no_view_both_reads_and_changes(app: Flask) -> None:
    """One that does has to tell them apart, and HEAD, which needs no token, is easily forgotten."""
    both = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & READING - {"OPTIONS"} and (rule.methods or set()) - READING
    ]
    assert both == []


def test_head_removes_nothing(app: Flask, author: FlaskClient) -> None:
    make_theme(app)
    make_post(app, tags=("winter",))
    author.post("/desk/posts/1/trash/")
    for thing in ("posts", "themes", "tags"):
        assert author.head(f"/desk/{thing}/1/remove/").status_code == 200
        assert author.get(f"/desk/{thing}/1/").status_code == 200
