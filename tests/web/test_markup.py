"""The Nu Html Checker finds nothing on any page of the sample blog or of its desk."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import clock
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from tests import nu
from tests.makers import installation
from tests.web.crawling import crawl

DEMO = Path(__file__).parents[2] / "blog" / "demo"


@pytest.fixture
def sample(app: Flask) -> None:
    with app.app_context():
        import_folder(Folder(DEMO.resolve()), installation=installation(app), at=clock.now())


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
