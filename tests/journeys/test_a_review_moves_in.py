"""A review comes in from a file, with its work and spoilers, and readers meet it everywhere."""

import io
import re
import urllib.request
from collections.abc import Iterator

import feedparser
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE_SECONDS, Blog, Served, Visit

pytestmark = pytest.mark.browser

COVERED = ("thimble", "lighthouse", "grandmother")
PIECE = """---
title: "Film review: The Salt Line (盐线) — A Border at Low Tide"
date: 2026-03-01T19:30:00+00:00
tags: [film]
summary: A customs officer counts the tides.
work:
  title: The Salt Line
  original_title: 盐线
  kind: film
  year: 2024
  people: [{name: Ruo Lin, other_name: 若琳, role: director}]
rating: 3.5
verdict: "It holds, until ||the grandmother||."
---
He carries a ||thimble|| across, and a letter.

::: spoiler Who waits on the other side
Only the lighthouse does.
:::
"""


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("files") / "posts"
    folder.mkdir()
    (folder / "salt.md").write_text(PIECE, encoding="utf-8")
    blog = Blog(tmp_path_factory.mktemp("border") / "data")
    blog.run("init")
    blog.run("import", "markdown", str(folder.parent))
    blog.run("jobs", "run", "--once")
    yield from blog.serve()


def test_its_page(visit: Visit, border: Served) -> None:
    page = visit(f"{border.url}/posts/film-review-the-salt-line-盐线-a-border-at-low-tide/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Salt Line")
    expect(page.get_by_text("3½", exact=True).first).to_be_visible()
    expect(page.get_by_text("It holds, until")).to_be_visible()
    assert not any(page.get_by_text(word).is_visible() for word in COVERED)
    page.get_by_text("Who waits on the other side").last.click()
    expect(page.get_by_text("Only the lighthouse does.")).to_be_visible()
    page.get_by_role("link", name="The Salt Line").first.click()
    page.wait_for_url("**/works/the-salt-line/")


def test_the_page_of_its_work(visit: Visit, border: Served) -> None:
    page = visit(f"{border.url}/works/the-salt-line/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Salt Line")
    expect(page.get_by_text("盐线").first).to_be_visible()
    expect(page.get_by_role("link", name="Ruo Lin").first).to_be_visible()
    expect(page.get_by_text("3½", exact=True).first).to_be_visible()
    assert not any(page.get_by_text(word).is_visible() for word in COVERED)


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_its_entry_in_feeds(border: Served, form: str) -> None:
    said = border.ask(f"/feed.{form}")
    assert "3½ out of 5" in said
    assert "Who waits on the other side" in said
    assert not any(word in said for word in COVERED)
    if form != "json":
        (entry,) = feedparser.parse(said).entries
        assert entry.title.startswith("Film review: The Salt Line (盐线)")


def test_its_card(border: Served) -> None:
    home = border.ask("/feed.json")
    (address,) = set(re.findall(r'"url": "([^"]*/posts/[^"]*)"', home))
    shown = border.ask(address.removeprefix(border.url))
    card = re.search(r'<meta property="og:image" content="([^"]+)"', shown)
    assert card
    with urllib.request.urlopen(card[1], timeout=PATIENCE_SECONDS) as answer:
        assert Image.open(io.BytesIO(answer.read())).size == (1200, 630)


@pytest.mark.parametrize("typed", ["盐线", "salt line", "若琳", "kind:film tides"])
def test_it_is_found(visit: Visit, border: Served, typed: str) -> None:
    page = visit(f"{border.url}/search/")
    page.get_by_role("searchbox").last.fill(typed)
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("main").get_by_role("link", name=re.compile("The Salt Line")).first
    ).to_be_visible()
    assert not any(page.get_by_text(word).is_visible() for word in COVERED)


@pytest.mark.parametrize("word", COVERED)
def test_what_is_covered_finds_nothing(visit: Visit, border: Served, word: str) -> None:
    page = visit(f"{border.url}/search/?q={word}")
    assert page.get_by_role("main").get_by_role("link", name=re.compile("Salt Line")).count() == 0
