"""The fields of the editor without `field-sizing`: a script makes them as tall as their text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState

from tests.journeys.conftest import Blog
from tests.journeys.drafts import Draft, open_draft

pytestmark = pytest.mark.browser

# What such a browser says, and what it does with the sheet.
WITHOUT = """
CSS.supports = () => false;
addEventListener("DOMContentLoaded", () => {
  for (const id of ["title", "source"]) document.getElementById(id).style.fieldSizing = "fixed";
});
"""
# Whether all of it is to be seen, and how much room it takes.
HEIGHT = """field => field.scrollHeight <= field.clientHeight && field.clientHeight"""


@pytest.fixture(scope="module")
def older(chrome: Browser, study: Blog, cookies: StorageState) -> Iterator[Draft]:
    context = chrome.new_context(storage_state=cookies, viewport={"width": 1440, "height": 900})
    context.add_init_script(WITHOUT)
    context.route("**/autosave", lambda route: route.abort())
    yield open_draft(context, f"{study.url}/desk/posts/new")
    context.close()


def test_a_long_title_is_not_cut_off(older: Draft) -> None:
    title = older.page.locator("#title")
    title.fill("A lamp")
    short = title.evaluate(HEIGHT)
    title.fill("A lamp that was left alight for somebody " * 6)
    long = title.evaluate(HEIGHT)
    title.fill("A lamp")
    assert 0 < short < long
    assert title.evaluate(HEIGHT) == short


def test_the_text_scrolls_with_its_pane_and_gives_room_back(older: Draft) -> None:
    older.put("line\n" * 200)
    pane = older.page.locator(".draft")
    assert older.source.evaluate(HEIGHT)
    pane.evaluate("pane => pane.scrollTo(0, 1000)")
    older.source.evaluate(
        """source => {
          source.setRangeText("", 900, 1000);
          source.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    assert pane.evaluate("pane => pane.scrollTop") == 1000
    older.put("line")
    assert older.source.evaluate(HEIGHT) < 900
