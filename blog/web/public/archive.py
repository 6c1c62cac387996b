"""The archive: every live post, by year and by month."""

from typing import Final

from flask import Response

from blog import site, zones
from blog.errors import NotFound
from blog.posts import archive
from blog.posts.on_this_day import on_this_day
from blog.web.context import at, blog
from blog.web.pages import page
from blog.web.presentation import month_and_year
from blog.web.public import blueprint, metadata

_YEAR: Final = f"<int(fixed_digits=4,min={zones.FIRST_YEAR},max={zones.LAST_YEAR}):year>"


@blueprint.get("/archive/")
def show_archive() -> Response:
    zone = blog().time_zone
    years = archive.with_lines(archive.years(at(), zone=zone), at=at(), zone=zone)
    return page(
        "public/archive.html",
        years=years,
        on_this_day=on_this_day(at(), zone=zone),
        linked_data=metadata.of_years(),
    )


@blueprint.get(f"/archive/{_YEAR}/")
def show_year(year: int) -> Response:
    zone = blog().time_zone
    years = archive.year_numbers(at(), zone=zone)
    if year not in years:
        raise NotFound("no_such_year", f"There is nothing from {year} in the archive.")
    months = archive.months(year, at=at(), zone=zone)
    about = metadata.of_years((str(year), site.year_path(year)))
    return page("public/year.html", year=year, years=years, months=months, linked_data=about)


@blueprint.get(f"/archive/{_YEAR}/<int(fixed_digits=2,min=1,max=12):number>/")
def show_month(year: int, number: int) -> Response:
    zone = blog().time_zone
    month = archive.month(year, number, at=at(), zone=zone)
    if not month.count:
        raise NotFound("no_such_month", "There is nothing from this month in the archive.")
    before, after = archive.months_beside(month, at=at(), zone=zone)
    return page(
        "public/month.html",
        month=month,
        before=before,
        after=after,
        linked_data=metadata.of_years(
            (str(year), site.year_path(year)), (month_and_year(year, number), month.path)
        ),
    )
