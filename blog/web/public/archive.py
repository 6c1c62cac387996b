"""The archive: every live post, by year."""

from flask import Response

from blog.errors import NotFound
from blog.posts import archive
from blog.web.context import at, blog
from blog.web.pages import page
from blog.web.public import blueprint


@blueprint.get("/archive/")
def show_archive() -> Response:
    zone = blog().time_zone
    years = archive.with_lines(archive.years(at(), zone=zone), at=at(), zone=zone)
    return page("public/archive.html", years=years)


@blueprint.get("/archive/<int(fixed_digits=4):number>/")
def show_year(number: int) -> Response:
    zone = blog().time_zone
    years = archive.years(at(), zone=zone)
    year = next((year for year in years if year.number == number), None)
    if year is None:
        raise NotFound("no_such_year", f"There is nothing from {number} in the archive.")
    lines = archive.lines_of(number, at=at(), zone=zone)
    return page("public/year.html", year=year, years=years, lines=lines)
