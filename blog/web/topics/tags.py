"""The index of tags, and the page of each."""

from collections.abc import Sequence

from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.errors import NotFound
from blog.posts import under_tags
from blog.posts.reading import Entry
from blog.posts.under_tags import TagPage
from blog.slugs import canonical
from blog.topics import addresses, index
from blog.web.context import at
from blog.web.linked_data import Node, author_node, blog_node, breadcrumbs, collection, graph
from blog.web.pages import moved, page
from blog.web.topics import blueprint


@blueprint.get("/tags/")
def show_tags() -> AnyResponse:
    sections = index.arrange(under_tags.index(at()))
    about = graph(breadcrumbs(("Tags", "/tags/")))
    return page("topics/tags.html", sections=sections, linked_data=about)


@blueprint.get("/tags/<slug>/", defaults={"number": 1})
@blueprint.get("/tags/<slug>/page/<int:number>/")
def show_tag(slug: str, number: int) -> AnyResponse:
    """A tag without a live post is known to its author only."""
    tag = under_tags.tag_page(slug, at=at())
    if tag is None:
        renamed = addresses.tag_at(canonical(slug))
        tag = under_tags.tag_page(renamed.slug, at=at()) if renamed else None
    if tag is None:
        raise NotFound("no_such_tag", "Nothing is kept under this tag.")
    if tag.slug != slug:
        return moved(site.tag_path(tag.slug, page=number))
    if not 1 <= number <= tag.page_count:
        raise NotFound("no_such_page", f"The pages of this tag end with {tag.page_count}.")
    entries = under_tags.entries_under(tag, page=number, at=at())
    return page(
        "topics/tag.html",
        tag=tag,
        number=number,
        entries=entries,
        often_beside=under_tags.often_beside(tag, at=at()),
        linked_data=_said_of(tag, number, entries),
    )


def _said_of(tag: TagPage, number: int, entries: Sequence[Entry]) -> Node:
    first = (number - 1) * under_tags.PAGE_SIZE + 1
    path = site.tag_path(tag.slug, page=number)
    return graph(
        collection(tag.name, path, entries, first=first, about=tag.description),
        breadcrumbs(("Tags", "/tags/"), (tag.name, tag.path)),
        blog_node(),
        author_node(),
    )
