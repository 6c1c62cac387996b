"""A reader chooses what to follow, in a browser: on a phone, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served, Visit
from tests.journeys.going import follow
from tests.journeys.test_accessibility import violations

pytestmark = pytest.mark.browser

TOO_SOON = "That was faster than anybody reads."


def send(page: Page) -> None:
    """Press the button, and again for as long as it is taken for a program: for three seconds."""
    for _ in range(30):
        follow(page.get_by_role("button", name="Send me the check"))
        if not page.get_by_text(TOO_SOON).is_visible():
            return
    raise AssertionError(TOO_SOON)


def test_the_choice_is_said_while_it_is_made(sample: Served, visit: Visit) -> None:
    page = visit(f"{sample.url}/follow/?theme=crossings")
    said, feeds = page.locator("#said"), page.locator("#feeds")
    expect(said).to_contain_text("Crossings.")
    page.get_by_role("group", name="Tags").get_by_label("book").check()
    expect(said).to_contain_text("Crossings; anything tagged book.")
    page.get_by_label("By feed").check()
    expect(feeds).to_contain_text("/feeds/book,theme:crossings.atom")
    page.get_by_label("Everything").check()
    expect(said).to_contain_text("Everything.")
    expect(page.get_by_role("group", name="Tags")).to_be_hidden()


@pytest.mark.parametrize("has_script", [True, False])
def test_from_a_tag_to_the_letter_on_a_phone(
    sample: Served, visit: Visit, has_script: bool
) -> None:
    page = visit(f"{sample.url}/tags/book/", width=390, script=has_script)
    page.get_by_role("link", name="Follow this tag").click()
    tags = page.get_by_role("group", name="Tags")
    expect(tags.get_by_label("book")).to_be_checked()
    expect(page.locator(".n-tags")).to_be_visible()
    page.get_by_role("textbox", name="Email").fill("ada@harbourlane")
    send(page)
    expect(page.get_by_text("something after the dot")).to_be_visible()
    expect(tags.get_by_label("book")).to_be_checked()
    address = f"ada-{has_script}@harbourlane.example"
    page.get_by_role("textbox", name="Email").fill(address)
    send(page)
    expect(page.get_by_role("heading", name="Check your inbox")).to_be_visible()
    expect(page.get_by_text("Anything tagged book")).to_be_visible()
    assert re.search(r"/follow/sent\?letter=", page.url)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_the_form_is_open_to_everybody(
    sample: Served, visit: Visit, width: int, scheme: str
) -> None:
    page = visit(f"{sample.url}/follow/?theme=crossings&not=book", width=width, scheme=scheme)
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
