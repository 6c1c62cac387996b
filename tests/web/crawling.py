"""Goes wherever a blog's links lead, as a reader does or its owner."""

import re
from collections.abc import Iterator

from flask.testing import FlaskClient
from lxml import html

from tests.conftest import URL


def crawl(
    client: FlaskClient, start: str, *, within: str = "/", one_of_a_kind: bool = False
) -> dict[str, str]:
    """The pages that can be reached from `start` by links, as HTML, by address.

    With `one_of_a_kind`, of addresses that differ only in a number one will do.
    """
    pages: dict[str, str] = {}
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        kind = re.sub(r"\d+", "N", path) if one_of_a_kind else path
        if kind in seen or not path.startswith(within):
            continue
        seen.add(kind)
        with client.get(path) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html":
                pages[path] = answer.get_data(as_text=True)
                waiting += links(pages[path], path)
    return pages


def links(page: str, path: str) -> Iterator[str]:
    """Where a page leads within its own site."""
    tree = html.document_fromstring(page, base_url=URL + path)
    tree.make_links_absolute()
    for address in tree.xpath("//a/@href"):
        if address.startswith(f"{URL}/"):
            yield address.removeprefix(URL).partition("#")[0]
