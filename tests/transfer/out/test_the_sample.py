"""The sample blog goes out and comes in elsewhere: whatever a reader can reach is the same."""

from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from tests.transfer.out.conftest import move_in, move_out
from tests.transfer.out.test_export import page
from tests.web.conftest import DEMO
from tests.web.crawling import crawl

pytestmark = pytest.mark.slow

BESIDE = "/feed.atom /feed.json /sitemap.xml /feeds.opml /search/?q=winter /nowhere/".split()


def read(app: Flask, path: str) -> object:
    """All of a page; of a form its words alone, since its fields are signed by the blog."""
    if not path.startswith("/follow/"):
        return page(app, path)
    return html.document_fromstring(app.test_client().get(path).data).text_content()


def test_every_page_is_the_same(empty_app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    assert not any(each.is_failure for each in move_in(empty_app, DEMO).outcomes)
    files = move_out(empty_app, tmp_path / "out")
    assert not any(each.is_failure for each in move_in(elsewhere, tmp_path / "out").outcomes)
    paths = list(crawl(empty_app.test_client(), "/"))
    assert len(paths) > 200
    different = [
        path for path in (*paths, *BESIDE) if read(elsewhere, path) != read(empty_app, path)
    ]
    assert different == []
    assert move_out(elsewhere, tmp_path / "again") == files
