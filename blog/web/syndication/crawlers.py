"""What search engines ask for: the sitemap, and where not to look."""

from flask import Response

from blog import site
from blog.feeds import places, sitemap
from blog.web.conditional import fresh
from blog.web.context import at, blog, installation
from blog.web.syndication import blueprint


@blueprint.get("/sitemap.xml")
def show_sitemap() -> Response:
    found = places.public(site_url=installation().url, time_zone=blog().time_zone, at=at())
    return fresh(Response(sitemap.build(found), content_type="application/xml; charset=utf-8"))


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
