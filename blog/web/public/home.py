"""The front page."""

from flask import Response

from blog.posts import reading, under_themes
from blog.posts.on_this_day import on_this_day
from blog.web.context import at, blog
from blog.web.pages import page
from blog.web.public import blueprint, metadata

# One to lead, and so many below it.
_LATEST_COUNT = 6
_REMEMBERED_COUNT = 3


@blueprint.get("/")
def home() -> Response:
    if not blog().is_set_up:
        return page("public/not_set_up.html")
    entries = reading.latest(at(), limit=1 + _LATEST_COUNT)
    above = {entry.path for entry in entries}
    remembered = on_this_day(at(), zone=blog().time_zone)
    return page(
        "public/home.html",
        lead=entries[0] if entries else None,
        latest=entries[1:],
        count=reading.count(at()),
        on_this_day=[line for line in remembered if line.path not in above][:_REMEMBERED_COUNT],
        shelf=under_themes.shelf(at()),
        linked_data=metadata.of_home(),
    )
