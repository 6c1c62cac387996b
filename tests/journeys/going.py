"""From one page to the next: whoever types or looks at once does so on a page that is there."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page


@contextmanager
def onward(page: Page) -> Iterator[None]:
    """What is done inside leads to another page; it is there, with its scripts, at the end."""
    with page.expect_navigation():
        yield


def follow(link: Locator) -> None:
    """Click a link, or a button that sends a form, and go where it leads."""
    with onward(link.page):
        link.click()
