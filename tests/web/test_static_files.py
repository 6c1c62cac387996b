"""Fonts, scripts and sheets: kept for good, and as few answers as can be."""

import re
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.static_files import SHEETS
from tests.makers import make_post
from tests.web.reading import open_page


def kept(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        return answer.headers["Cache-Control"]


def text(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        assert answer.status_code == 200, address
        return answer.get_data(as_text=True)


def sheets(client: FlaskClient, path: str) -> list[str]:
    return [str(each) for each in open_page(client, path).xpath("//link[@rel='stylesheet']/@href")]


def test_all_that_a_page_needs_is_kept_under_the_address_of_its_content(
    app: Flask, client: FlaskClient
) -> None:
    make_post(app)
    page = open_page(client, "/posts/a-piece/")
    named = page.xpath("//link[@rel='stylesheet' or @rel='preload']/@href | //script[@src]/@src")
    preloaded = {address for address in named if ".woff2" in address}
    assert (len(named), len(preloaded)) == (5, 2)
    drawn_on = [
        urljoin(address, each)
        for address in sheets(client, "/posts/a-piece/")
        for each in re.findall(r"url\(([^)]+)\)", text(client, address))
    ]
    assert len(drawn_on) == 6
    assert preloaded < set(drawn_on), "the fonts that are fetched early are those that are used"
    for address in (*named, *drawn_on):
        assert kept(client, address).endswith("immutable")
        changed = f"{address.partition('=')[0]}=123456789abc"
        for other in (changed, address.partition("?")[0]):
            assert kept(client, other) == "no-cache"


@pytest.mark.parametrize("path", ["/static/nothing.css?v=1", "/static/sheets/nothing.css?v=1"])
def test_what_is_not_there_is_not_kept(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.status_code == 404
        assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_says_what_its_files_say(client: FlaskClient, name: str) -> None:
    whole = text(client, f"/static/sheets/{name}.css")
    parts = [text(client, f"/static/css/{each}.css") for each in SHEETS[name]]
    assert rules(whole) == rules("".join(parts))
    assert "/*" not in whole


def test_a_sheet_is_not_sent_twice(client: FlaskClient) -> None:
    with client.get("/static/sheets/page.css", headers={"Accept-Encoding": "br"}) as answer:
        assert answer.content_length < 6000
        asked = {"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]}
    with client.get("/static/sheets/page.css", headers=asked) as again:
        assert again.status_code == 304


def rules(css: str) -> list[str]:
    """Without comments, versions and the space between them."""
    plain = re.sub(r"/\*.*?\*/|\?v=\w+", "", css, flags=re.DOTALL)
    return plain.replace("}", "} ").split()
