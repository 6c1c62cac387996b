"""Works for readers: the index, the lists by kind, year, person and country, the page of each."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.errors import NotFound
from blog.posts import into_works, reviewed, under_works
from blog.posts.into_works import Names
from blog.posts.reviewed import WorkPage
from blog.posts.under_works import FEW, Listing, ListPage
from blog.slugs import canonical
from blog.web.context import at
from blog.web.pages import moved, page
from blog.web.public import blueprint, review_data
from blog.works import queries as works
from blog.works.models import KINDS


@blueprint.get("/works/", defaults={"number": 1})
@blueprint.get("/works/page/<int:number>/")
def show_works(number: int) -> Response:
    """Few works are one quiet list; of many, the first page shows every way in."""
    listing = under_works.by_title(number, at=at())
    _refuse_other_pages(listing)
    has_ways = number == 1 and listing.count > FEW
    return page(
        "public/works.html",
        listing=listing,
        overview=into_works.overview(at()) if has_ways else None,
        linked_data=review_data.of_list("Works", site.works_path(page=number), listing),
    )


@blueprint.get("/works/by/year/")
def show_years() -> Response:
    years = into_works.years(at())
    if not years:
        raise _nothing()
    return page("public/works_years.html", decades=into_works.by_decade(years))


@blueprint.get("/works/by/country/")
def show_countries() -> Response:
    return _index(into_works.countries(at()), by="country")


@blueprint.get("/works/by/person/", defaults={"number": 1})
@blueprint.get("/works/by/person/page/<int:number>/")
def show_people(number: int) -> Response:
    return _index(into_works.people(number, at=at()), by="person")


@blueprint.get("/works/kinds/<kind>/", defaults={"number": 1})
@blueprint.get("/works/kinds/<kind>/page/<int:number>/")
def show_kind(kind: str, number: int) -> Response:
    if kind not in KINDS:
        raise NotFound("no_such_kind", "There is no such kind of works.")
    listing = under_works.by_title(number, at=at(), way="kind", wanted=kind)
    return _list(listing, site.works_path(kind=kind), name=kind, kind=kind)


@blueprint.get("/works/years/<int(signed=True):year>/", defaults={"number": 1})
@blueprint.get("/works/years/<int(signed=True):year>/page/<int:number>/")
def show_works_of_year(year: int, number: int) -> Response:
    listing = under_works.by_title(number, at=at(), way="year", wanted=year)
    return _list(listing, site.works_path(year=year), name=str(year), before="kind")


@blueprint.get("/works/countries/<slug>/", defaults={"number": 1})
@blueprint.get("/works/countries/<slug>/page/<int:number>/")
def show_country(slug: str, number: int) -> AnyResponse:
    country = canonical(slug)
    if country != slug:
        return moved(site.country_path(country, page=number))
    name = under_works.country_at(country)
    if name is None:
        raise _nothing()
    listing = under_works.by_year(number, at=at(), way="country", wanted=country)
    return _list(listing, site.country_path(country), name=name, behind="kind")


@blueprint.get("/works/people/<slug>/", defaults={"number": 1})
@blueprint.get("/works/people/<slug>/page/<int:number>/")
def show_person(slug: str, number: int) -> AnyResponse:
    """Somebody who made nothing but what drafts review is known to their author only."""
    person = works.person_at(slug)
    if person is None:
        raise _nothing()
    listing = under_works.by_year(number, at=at(), way="person", wanted=person.id)
    if listing.count and person.slug != slug:
        return moved(site.person_path(person.slug, page=number))
    path = site.person_path(person.slug)
    return _list(listing, path, name=person.name, other_name=person.other_name, behind="kind")


@blueprint.get("/works/<slug>/", defaults={"number": 1})
@blueprint.get("/works/<slug>/page/<int:number>/")
def show_work(slug: str, number: int) -> AnyResponse:
    """A work without a live piece is known to its author only."""
    work = works.work_at(slug)
    found = reviewed.work_page(work, page=number, at=at()) if work is not None else None
    if work is None or found is None:
        raise NotFound("no_such_work", "I have written of no such work.")
    if work.slug != slug:
        return moved(site.work_path(work.slug, page=number))
    _refuse_other_pages(found)
    return page("public/work.html", shown=found, linked_data=review_data.of_work(found))


def _list(
    listing: Listing,
    base: str,
    *,
    name: str,
    other_name: str = "",
    kind: str = "",
    before: str = "year",
    behind: str = "",
) -> Response:
    """A list that holds nothing is at no address."""
    if not listing.count:
        raise _nothing()
    _refuse_other_pages(listing)
    return page(
        "public/works_under.html",
        listing=listing,
        base=base,
        name=name,
        other_name=other_name,
        kind=kind,
        before=before,
        behind=behind,
        linked_data=review_data.of_list(name, base, listing),
    )


def _index(listing: Names, *, by: str) -> Response:
    if not listing.count:
        raise _nothing()
    _refuse_other_pages(listing)
    return page("public/works_names.html", listing=listing, by=by)


def _nothing() -> NotFound:
    return NotFound("no_such_works", "I have written of nothing that would stand here.")


def _refuse_other_pages(shown: ListPage | WorkPage) -> None:
    if not 1 <= shown.number <= shown.page_count:
        raise NotFound("no_such_page", f"The pages of this list end with {shown.page_count}.")
