"""The page of a combination, for people: what stands under it, and the ways to follow it."""

from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.errors import NotFound
from blog.feeds import listing
from blog.web.context import at
from blog.web.keeping import know_query, query_part
from blog.web.linked_data import author_node, blog_node, breadcrumbs, collection, graph
from blog.web.numbers import whole_number
from blog.web.pages import moved, page
from blog.web.syndication import blueprint
from blog.web.syndication.feeds import combination


@blueprint.get("/feeds/<terms>")
def about_combination(terms: str) -> AnyResponse:
    scope = combination(terms)
    number = whole_number(query_part("page") or "1") or 0
    path = site.combination_path(str(scope.terms), page=number)
    if str(scope.terms) != terms:
        return moved(path)
    know_query(path.partition("?")[2])
    shown = listing.page_of(scope, number, at=at())
    if not 1 <= number <= shown.page_count:
        raise NotFound("no_such_page", f"The pages of this end with {shown.page_count}.")
    first = (number - 1) * listing.PAGE_SIZE + 1
    return page(
        "syndication/combination.html",
        scope=scope,
        path=path,
        shown=shown,
        linked_data=graph(
            collection(scope.name, path, shown.entries, first=first),
            breadcrumbs((scope.name, scope.path)),
            blog_node(),
            author_node(),
        ),
    )
