"""The Nu Html Checker finds nothing on any page of the sample blog or of its desk."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import nu
from tests.web.crawling import crawl


def test_the_checker_finds_what_is_wrong() -> None:
    (finding,) = nu.findings({"/here/": "<!doctype html><html lang=en><title>A</title><p href=b>c"})
    assert finding.startswith("/here/: Attribute “href” not allowed on element “p”")


@pytest.mark.usefixtures("sample")
def test_readers_pages(client: FlaskClient) -> None:
    pages = crawl(client, "/")
    for path in (
        "/nowhere/",
        "/login",
        "/search/?q=",
        "/search/?q=snow",
        "/search/?q=nothing-at-all",
        "/feeds/!kind:book",
        "/feeds/kind:book,kind:film?page=1",
    ):
        pages[path] = client.get(path).get_data(as_text=True)
    assert len(pages) > 90
    assert "\n".join(nu.findings(pages)) == ""


@pytest.mark.usefixtures("sample")
def test_the_desk(author: FlaskClient) -> None:
    pages = crawl(author, "/desk/", within="/desk/", one_of_a_kind=True)
    pages["/desk/nowhere/"] = author.get("/desk/nowhere/").get_data(as_text=True)
    assert len(pages) > 20
    assert "\n".join(nu.findings(pages)) == ""


def test_before_the_blog_is_set_up(empty_app: Flask) -> None:
    pages = {
        path: empty_app.test_client().get(path).get_data(as_text=True) for path in ("/", "/setup")
    }
    assert "\n".join(nu.findings(pages)) == ""
