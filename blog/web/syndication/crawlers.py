"""What search engines ask for: the sitemap, and where not to look."""

from typing import Final

from flask import Response

from blog import site
from blog.errors import NotFound
from blog.feeds import places, sitemap
from blog.web.conditional import fresh
from blog.web.context import at, blog, installation
from blog.web.syndication import blueprint

# Beyond it no database would have an id.
_NUMBER: Final = "int(min=1, max=999999)"


@blueprint.get("/sitemap.xml")
def show_sitemap() -> Response:
    """All of it, or where that is too much for one file, the names of the files."""
    if places.are_many(at()):
        return _xml(sitemap.write_index(places.parts(at()), site_url=installation().url))
    found = places.everything(time_zone=blog().time_zone, at=at())
    return _xml(sitemap.write(found, site_url=installation().url))


@blueprint.get(f"/sitemap-<any({', '.join(places.SHELVES)}):shelf>-<{_NUMBER}:number>.xml")
def show_part_of_sitemap(shelf: str, number: int) -> Response:
    """A part has its address also while there are few: what knows it may go on asking."""
    found = list(places.part(shelf, number, time_zone=blog().time_zone, at=at()))
    if not found:
        raise NotFound("no_such_sitemap", "The sitemap has no such part.")
    return _xml(sitemap.write(found, site_url=installation().url))


def _xml(body: bytes) -> Response:
    return fresh(Response(body, content_type="application/xml; charset=utf-8"))


@blueprint.get("/robots.txt")
def show_robots() -> Response:
    # "$" ends the address (RFC 9309): a page called /login-nights/ stays open.
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /login$",
        "Disallow: /login?",
        "",
        f"Sitemap: {site.absolute(installation().url, '/sitemap.xml')}",
    )
    text = "".join(f"{line}\n" for line in lines)
    return fresh(Response(text, content_type="text/plain; charset=utf-8"))
