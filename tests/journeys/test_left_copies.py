"""A copy of a piece that its device has kept: it is offered, and never put over anything by itself.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.copies import leave_unsaved, offer, press, put_back
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/desk/posts/new"


def test_a_copy_that_was_put_back_is_taken_back(study: Blog, window: Window) -> None:
    window.cut_off()
    window.type(MORE)
    window.keep_in_journal()
    window.page.reload()
    put_back(window, TEXT + MORE)
    window.page.keyboard.press("Control+z")
    window.shows(TEXT)
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == TEXT


def test_a_copy_hides_what_was_saved_since(study: Blog, device: Device, window: Window) -> None:
    """An older copy that is put back meets the newer text as a conflict, and both stay."""
    context, address = window.page.context, window.page.url
    leave_unsaved(window, MORE)
    other = open_window(device(), address)
    other.type("Elsewhere.")
    other.save_itself()

    again = open_window(context, address)
    assert again.text == TEXT + "Elsewhere."
    offer(again)
    put_back(again, TEXT + MORE)
    again.pause()
    again.status("Kept aside")
    shelf = Shelf(study.data)
    assert again.text == TEXT + MORE == shelf.texts(again.post_id)[0].source
    assert shelf.newest(again.post_id) == TEXT + "Elsewhere."


def test_a_copy_is_shown_on_another_piece(study: Blog, device: Device) -> None:
    context, addresses = device(), []
    for title in ("One", "Two"):
        window = open_window(context, study.url + NEW)
        window.type(title)
        window.save_itself()
        addresses.append(window.page.url)
        leave_unsaved(window, MORE)
    desk = context.new_page()
    desk.goto(f"{study.url}/desk/")
    expect(desk.get_by_text("A copy that may be newer is on this device")).to_have_count(2)
    two = open_window(context, addresses[1])
    put_back(two, "Two" + MORE)
    two.save_itself()
    assert Shelf(study.data).newest(two.post_id) == two.text == "Two" + MORE

    blank = open_window(context, study.url + NEW)
    blank.type("Three")
    blank.save_itself()
    leave_unsaved(blank, MORE)
    one = open_window(context, addresses[0])
    offer(one)
    assert one.text == "One"
    press(one, "Keep it as a revision")
    expect(one.page.locator("[data-banner]")).to_have_count(0)
    kept = Shelf(study.data).texts(one.post_id)
    assert [(text.kind, text.source) for text in kept[:2]] == [
        ("aside", "One" + MORE),
        ("autosave", "One"),
    ]
    one.keeps("Three" + MORE)


def test_a_copy_of_an_open_window_is_offered(window: Window) -> None:
    """Only what was left behind is: the other window still has its own."""
    context, address = window.page.context, window.page.url
    leave_unsaved(window, "Left behind.")
    open_still = open_window(context, address)
    open_still.cut_off()
    open_still.type("Still open.")
    open_still.keep_in_journal()
    again = open_window(context, address)
    offer(again)
    put_back(again, TEXT + "Left behind.")


def test_a_copy_is_forgotten_by_a_slip(window: Window) -> None:
    window.cut_off()
    window.type(MORE)
    window.keep_in_journal()
    window.page.reload()
    press(window, "Forget it")
    window.keeps(TEXT + MORE)
    press(window, "Forget it for good")
    expect(window.page.locator("[data-banner]")).to_have_count(0)
    window.keeps()


def test_a_copy_is_put_back_while_a_first_save_is_under_way(study: Blog, device: Device) -> None:
    """The answer makes a piece of what stands there: the copy stays for a new one."""
    context = device()
    left = open_window(context, study.url + NEW)
    leave_unsaved(left, TEXT)
    window = open_window(context, study.url + NEW)
    held: list[Route] = []
    window.page.route("**/new/autosave", lambda route: held.append(route), times=1)
    expect(window.page.locator("[data-banner^=left-by-]")).to_be_visible()
    window.type(MORE)
    with window.page.expect_request("**/new/autosave"):
        window.pause()
    window.page.get_by_role("button", name="Put it back").click()
    held.pop().continue_()
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == window.text == MORE
    assert TEXT in window.journal()


def test_a_copy_outlives_its_piece(study: Blog, window: Window) -> None:
    """Removed for good elsewhere; the window with newer words had been closed before."""
    context, post_id = window.page.context, window.post_id
    leave_unsaved(window, MORE)
    with closing(sqlite3.connect(Shelf(study.data).file)) as elsewhere:
        elsewhere.execute("PRAGMA foreign_keys = ON")
        elsewhere.execute("DELETE FROM posts WHERE id = ?", [post_id])
        elsewhere.commit()
    desk = context.new_page()
    desk.goto(f"{study.url}/desk/")
    desk.locator("#unsaved").get_by_role("link", name="The lamp went out.").click()
    again = Window(desk)
    put_back(again, TEXT + MORE)
    again.status("Saved")
    assert Shelf(study.data).newest(again.post_id) == TEXT + MORE
