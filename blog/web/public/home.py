"""The front page."""

from flask import Response

from blog.posts import reading, under_themes
from blog.web.context import at, blog
from blog.web.pages import page
from blog.web.public import blueprint

# One to lead, and so many below it.
_LATEST_COUNT = 6


@blueprint.get("/")
def home() -> Response:
    if not blog().is_set_up:
        return page("public/not_set_up.html")
    entries = reading.latest(at(), limit=1 + _LATEST_COUNT)
    return page(
        "public/home.html",
        lead=entries[0] if entries else None,
        latest=entries[1:],
        count=reading.count(at()),
        shelf=under_themes.shelf(at()),
    )
