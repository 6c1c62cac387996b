"""What search engines ask for: the sitemap, and where not to look."""

from flask import Response

from blog import site
from blog.errors import NotFound
from blog.feeds import places, sitemap
from blog.feeds.sitemap import File
from blog.web.conditional import fresh
from blog.web.context import at, blog, installation
from blog.web.syndication import blueprint


@blueprint.get("/sitemap.xml")
def show_sitemap() -> Response:
    """All of it, or where that is too much for one file, the names of the files."""
    files = _files()
    if len(files) == 1:
        return _xml(files[0].body)
    paths = (site.sitemap_path(number) for number in range(1, len(files) + 1))
    urls = [site.absolute(installation().url, path) for path in paths]
    return _xml(sitemap.index(urls, files))


@blueprint.get("/sitemap-<int:number>.xml")
def show_part_of_sitemap(number: int) -> Response:
    files = _files()
    if len(files) == 1 or not 1 <= number <= len(files):
        raise NotFound("no_such_sitemap", "The sitemap has no such part.")
    return _xml(files[number - 1].body)


def _files() -> list[File]:
    found = places.public(site_url=installation().url, time_zone=blog().time_zone, at=at())
    return sitemap.files(found)


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
