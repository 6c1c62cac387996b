"""The themes as a contents page, and the page of each."""

from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.cards import queries as cards
from blog.cards.models import THEME
from blog.errors import NotFound
from blog.posts import under_themes
from blog.posts.under_themes import ThemePage
from blog.slugs import canonical
from blog.topics import addresses
from blog.web.context import at
from blog.web.linked_data import Node, author_node, blog_node, breadcrumbs, collection, graph
from blog.web.pages import moved, page
from blog.web.topics import blueprint


@blueprint.get("/themes/")
def show_themes() -> AnyResponse:
    about = graph(breadcrumbs(("Themes", "/themes/")))
    return page("topics/themes.html", shelf=under_themes.shelf_with_starts(at()), linked_data=about)


@blueprint.get("/themes/<slug>/")
def show_theme(slug: str) -> AnyResponse:
    """A theme shows its essay from the day it is made, also before it holds a piece."""
    theme = addresses.theme_at(canonical(slug))
    if theme is None:
        raise NotFound("no_such_theme", "There is no theme at this address.")
    if theme.slug != slug:
        return moved(site.theme_path(theme.slug))
    found = under_themes.theme_page(theme, at=at())
    card = cards.card_of(THEME, theme.id)
    return page("topics/theme.html", theme=found, card=card, linked_data=_said_of(found))


def _said_of(theme: ThemePage) -> Node:
    entries = [placed.entry for placed in theme.order]
    return graph(
        collection(theme.title, theme.path, entries, about=theme.tagline),
        breadcrumbs(("Themes", "/themes/"), (theme.title, theme.path)),
        blog_node(),
        author_node(),
    )
