"""The posts of a tag are found one by one where they are few, by date where they are many."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from blog.posts import under_tags
from tests.makers import make_post

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def test_few_and_many_are_found_alike(app: Flask) -> None:
    for days in range(5):
        at = NOW - timedelta(days=days)
        make_post(app, title=f"Piece {days}", tags=("snow", f"tag {days % 2}"), published_at=at)
    make_post(app, title="To come", tags=("snow",), published_at=NOW + timedelta(days=1))
    make_post(app, title="A draft", tags=("snow", "tag 5"), published_at=None)
    make_post(app, title="Of something else", tags=("tag 1",), published_at=NOW)
    with app.app_context():
        few = under_tags.tag_page("snow", at=NOW)
        assert few is not None
        assert few.has_few
        many = replace(few, count=1000)
        assert not many.has_few
        for tag in (few, many):
            found = under_tags.entries_under(tag, page=1, at=NOW)
            assert [entry.title for entry in found] == [f"Piece {days}" for days in range(5)]
            beside = under_tags.often_beside(tag, at=NOW)
            assert [label.name for label in beside] == ["tag 0", "tag 1"]
