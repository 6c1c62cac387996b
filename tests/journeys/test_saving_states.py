"""axe-core finds nothing on any state that saving can bring the editor into, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.test_accessibility import violations
from tests.journeys.writing import MORE, TEXT, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def check(window: Window) -> None:
    """At the widths where the two panes stand beside each other, and where only one does."""
    for width, scheme in ((1440, "light"), (390, "dark")):
        window.page.set_viewport_size({"width": width, "height": 900})
        window.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(window.page) == []
        assert not window.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_signed_out_in_a_conflict_with_a_mistake(study: Blog, device: Device) -> None:
    window = open_window(device(), f"{study.url}/desk/posts/new")
    page = window.page
    window.type(TEXT)
    window.save_itself()
    other = open_window(page.context, page.url)
    other.type(MORE)
    other.save_itself()
    window.type("Mine.")
    window.pause()
    page.get_by_role("button", name="See both, side by side").click()
    expect(page.locator("#beside")).to_contain_text("both changed")
    check(window)

    page.context.clear_cookies()
    page.get_by_role("button", name="Back to the draft").click()
    window.type("More.")
    window.pause()
    page.get_by_label("Password").fill("not the password")
    page.get_by_label("User name").fill("maren")
    page.keyboard.press("Enter")
    expect(page.locator("#signin-error")).to_be_visible()
    check(window)


def test_an_offer_and_a_refusal(study: Blog, device: Device) -> None:
    window = open_window(device(), f"{study.url}/desk/posts/new")
    page = window.page
    window.type(TEXT)
    window.save_itself()
    window.cut_off()
    window.type(MORE)
    window.keep_in_journal()
    page.reload()
    page.get_by_role("button", name="See the difference").click()
    expect(page.locator("#beside ins")).not_to_have_count(0)
    check(window)
    page.get_by_role("button", name="Back to the draft").click()
    page.locator("#lang").evaluate("field => { field.value = 'not a language' }")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#lang-error")).to_be_visible()
    check(window)
