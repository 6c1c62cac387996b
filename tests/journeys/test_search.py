"""The search by keyboard: to the box, into the results and back, and on to a piece."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Served, Visit

pytestmark = pytest.mark.browser

RESULT = ".results .title a"


def test_whoever_comes_to_search_may_type_at_once(sample: Served, visit: Visit) -> None:
    page = visit(f"{sample.url}/search/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("mention “ferry”")


def test_arrows_and_letters_go_through_what_was_found(sample: Served, visit: Visit) -> None:
    page = visit(f"{sample.url}/search/?q=the")
    box, first, second = page.get_by_role("searchbox"), *results(page)
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("jk/")
    expect(box).to_have_value("jk/")


def test_a_result_opens(sample: Served, visit: Visit) -> None:
    page = visit(f"{sample.url}/search/?q=the")
    page.keyboard.press("j")
    title = page.locator(RESULT).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sample.url}{title}")


def results(page: Page) -> tuple[Locator, Locator]:
    found = page.locator(RESULT)
    return found.nth(0), found.nth(1)
