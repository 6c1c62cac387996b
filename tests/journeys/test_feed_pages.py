"""The page of a feed: its address goes into the clipboard, and is there to be read without that."""

import pytest

from tests.journeys.conftest import Served, Visit

pytestmark = pytest.mark.browser


def test_an_address_is_copied(sample: Served, visit: Visit) -> None:
    page = visit(sample.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Feeds").click()
    page.get_by_role("button", name="Copy the Atom address").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{sample.url}/feed.atom"


def test_without_a_script_there_is_no_button(sample: Served, visit: Visit) -> None:
    page = visit(f"{sample.url}/feed/", script=False)
    assert page.get_by_role("link", name="/feed.atom").is_visible()
    assert page.get_by_role("button", name="Copy").count() == 0
