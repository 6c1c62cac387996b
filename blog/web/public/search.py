"""The search for readers: an address like any other, that can be kept, linked to and cached."""

from flask import Response, render_template

from blog.characters import legal
from blog.search import filters, nearby, query, results
from blog.search.filters import Narrowed
from blog.search.query import Query
from blog.web.conditional import fresh
from blog.web.context import at, blog
from blog.web.keeping import query_part
from blog.web.numbers import whole_number
from blog.web.pages import page
from blog.web.public import blueprint
from blog.works.models import KINDS


@blueprint.get("/search/")
def search() -> Response:
    asked = query.parse(legal(query_part("q")))
    if not asked.parts:
        return page("public/search_empty.html", query=asked, tags=nearby.most_used(at()))
    narrowed = filters.narrow(asked, at=at(), zone=blog().time_zone)
    if narrowed.misunderstood:
        return page("public/search_misunderstood.html", query=asked, narrowed=narrowed)
    return _answer(asked, narrowed)


@blueprint.get("/search/opensearch.xml")
def show_description() -> Response:
    """What browsers need to know to search here from their address bar."""
    body = render_template("public/opensearch.xml")
    return fresh(Response(body, content_type="application/opensearchdescription+xml"))


def _answer(asked: Query, narrowed: Narrowed) -> Response:
    number = whole_number(query_part("page")) or 1
    found = results.find(asked, narrowed, at=at(), number=number)
    offers, works = nearby.called(asked.said, at=at()) if found.number == 1 else ((), ())
    if not found.count:
        near = nearby.nearby(asked, at=at(), zone=blog().time_zone)
        return page("public/search_nothing.html", query=asked, found=found, near=near)
    return page(
        "public/search.html",
        query=asked,
        found=found,
        offers=offers,
        works=works,
        kinds=_kinds(asked),
    )


def _kinds(asked: Query) -> dict[str, str]:
    """For each kind of work what to type for only that; "" for the same with every kind."""
    chosen = [part.typed for part in asked.parts if not (part.filter and part.filter.key == "kind")]
    everything = " ".join(chosen)
    of_kind = {kind: f"{everything} kind:{kind}".strip() for kind in KINDS}
    return {"": everything, **of_kind}
