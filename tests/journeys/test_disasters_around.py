"""What stands around the blog does what it should not: clocks, proxies, browsers with less in them.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.copies import put_back
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/desk/posts/new"
A_DAY = 24 * 60 * 60


def test_the_clock_is_put_back_while_somebody_types(study: Blog, window: Window) -> None:
    window.type(MORE)
    window.page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3_600_000; }")
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == TEXT + MORE


def test_the_clock_is_put_back_before_a_copy_is(study: Blog, device: Device) -> None:
    """By their numbers, what the page sends now would have been overtaken long ago."""
    context = device()
    page = context.new_page()
    page.clock.install(time=time.time() + A_DAY)
    page.goto(study.url + NEW)
    window = Window(page)
    window.type(TEXT)
    window.save_itself()
    window.cut_off()
    window.type(MORE)
    window.pause()
    window.status("On this device only")
    window.keep_in_journal()
    address = page.url
    page.close()

    again = open_window(context, address)
    put_back(again, TEXT + MORE)
    again.save_itself()
    assert Shelf(study.data).newest(again.post_id) == TEXT + MORE


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_what_stands_before_the_server_answers_for_it(
    study: Blog, window: Window, status: int
) -> None:
    """As a proxy does while the blog is started again: nothing of that is about the piece."""
    page = window.page
    page.route(
        "**/autosave",
        lambda route: route.fulfill(status=status, content_type="text/html", body="<h1>No"),
    )
    window.type(MORE)
    window.pause()
    window.status(f"On this device only, the server could not save ({status})")
    expect(page.locator("[data-banner]")).to_have_count(0)
    page.unroute("**/autosave")
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == TEXT + MORE


def test_a_copy_of_a_page_that_may_still_be_open(study: Blog, device: Device) -> None:
    """Over plain http nothing tells: two windows of one name would write over each other."""
    context = device()
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
    )
    first = open_window(context, study.url + NEW)
    first.type(TEXT)
    first.save_itself()
    first.page.route("**/autosave", lambda route: route.abort())
    first.type(" Here.")
    first.keep_in_journal()
    second = open_window(context, first.page.url)
    put_back(second, f"{TEXT} Here.")
    second.type(" There.")
    second.save_itself()
    first.page.unroute("**/autosave")
    first.type(" Here again.")
    first.pause()
    first.status("Kept aside")
    shelf = Shelf(study.data)
    assert shelf.newest(first.post_id) == second.text == f"{TEXT} Here. There."
    assert shelf.texts(first.post_id)[0].source == first.text == f"{TEXT} Here. Here again."


def test_the_storage_never_answers(study: Blog, device: Device) -> None:
    context = device()
    context.add_init_script("indexedDB.open = () => ({})")
    window = open_window(context, study.url + NEW)
    window.type(TEXT)
    window.save_itself()
    context.set_offline(True)
    window.type(MORE)
    window.pause(1)
    window.pause(6)
    window.status("Not saved: no connection, and this browser keeps no copy")
    context.set_offline(False)
    window.status("Saved")
    shelf = Shelf(study.data)
    with window.page.expect_response("**/desk/posts/*/"):
        window.page.get_by_role("button", name="Save", exact=True).click()
        window.pause(6)
    assert shelf.texts(window.post_id)[0].kind == "save"
    assert shelf.newest(window.post_id) == TEXT + MORE
