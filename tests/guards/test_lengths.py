"""What a form may bring fits its column: SQLite would take more, other databases would not."""

from collections.abc import Mapping

import pytest

from blog.db import Model
from blog.errors import Refused, refuse_too_long
from blog.languages import MOST_TAG
from blog.posts import fields, revisions
from blog.posts.models import Post, Revision
from blog.settings import commands as settings
from blog.settings.models import BlogSettings
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme


@pytest.mark.parametrize(
    ("table", "most"),
    [
        (Post, fields.MOST),
        (Revision, {"name": revisions.MOST_NAME}),
        (Theme, themes.MOST),
        (BlogSettings, settings.MOST),
        (Post, {"lang": MOST_TAG}),
        (BlogSettings, {"language": MOST_TAG}),
        (Tag, {"name": tags.MOST_NAME, "description": tags.MOST_DESCRIPTION}),
    ],
)
def test_no_field_holds_more_than_its_column(table: type[Model], most: Mapping[str, int]) -> None:
    lengths = {name: getattr(table.__table__.c[name].type, "length", None) for name in most}
    assert most == {name: lengths[name] or most[name] for name in most}


def test_the_first_that_is_too_long_is_named() -> None:
    texts = {"title": "ab", "summary": "abc", "notice": "abcd"}
    refuse_too_long(texts, {"title": 2, "summary": 3, "notice": 4})
    with pytest.raises(Refused, match="This is 3 characters long; at most 2 fit here") as refused:
        refuse_too_long(texts, {"title": 2, "summary": 2, "notice": 2})
    assert refused.value.code == "too_long"
    assert refused.value.details == {"field": "summary"}
