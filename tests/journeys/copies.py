"""What a device has kept of a piece that was not saved, and what its writer does with it."""

from contextlib import suppress

from playwright.sync_api import Error, expect

from tests.journeys.writing import Window


def offer(window: Window) -> None:
    """Wait until the page says that there is one."""
    banner = window.page.locator("[data-banner^=left-by-]")
    expect(banner).to_contain_text("This device has another copy of this piece.")


def press(window: Window, words: str) -> None:
    banner = window.page.locator("[data-banner^=left-by-]")
    banner.get_by_role("button", name=words).click()


def put_back(window: Window, text: str) -> None:
    press(window, "Put it back")
    expect(window.page.locator("#source")).to_have_value(text)


def leave_unsaved(window: Window, text: str) -> None:
    """Type what only the device gets, and let the window crash: it cannot send a last word."""
    page = window.page
    window.cut_off()
    window.type(text)
    window.keep_in_journal()
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()
