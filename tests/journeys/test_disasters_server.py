"""The server, or the way to it, is gone while somebody writes: nothing typed is.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import PASSWORD, USERNAME, Blog, Device
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_first_save_gets_no_answer(study: Blog, device: Device) -> None:
    shelf, text = Shelf(study.data), f"Nobody answered. {TEXT}"
    window = open_window(device(), f"{study.url}/desk/posts/new")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    window.page.route("**/posts/new/autosave", lose_the_answer, times=1)
    window.type(text)
    window.pause()
    window.status("On this device only, no connection")
    window.type(MORE)
    window.save_itself()

    assert shelf.begun_with(text) == [window.post_id]
    assert shelf.newest(window.post_id) == text + MORE
    expect(window.page.locator("[data-banner]")).to_have_count(0)


def test_the_server_is_killed_during_an_autosave(study: Blog, window: Window) -> None:
    shelf = Shelf(study.data)
    with closing(sqlite3.connect(shelf.file, isolation_level=None)) as hindrance:
        hindrance.execute("BEGIN IMMEDIATE")  # the server waits here, in the middle of its work
        window.type(MORE)
        window.pause()
        window.status("Saving…")
        study.kill()
    window.status("On this device only, no connection")
    window.type(MORE)
    assert shelf.newest(window.post_id) == TEXT
    study.start()
    window.save_itself()
    assert shelf.newest(window.post_id) == window.text == TEXT + MORE + MORE


def test_the_network_is_away_for_a_minute(study: Blog, window: Window) -> None:
    window.page.context.set_offline(True)
    for _ in range(4):
        window.type(MORE)
        window.pause(15)
        window.status("On this device only, no connection")
    window.page.context.set_offline(False)
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + 4 * MORE


def test_the_server_answers_with_an_error(study: Blog, window: Window) -> None:
    shelf = Shelf(study.data)
    with closing(sqlite3.connect(shelf.file)) as fault:
        fault.execute("ALTER TABLE revisions RENAME TO mislaid")
        window.type(MORE)
        window.pause()
        window.status("On this device only, the server could not save (500)")
        fault.execute("ALTER TABLE mislaid RENAME TO revisions")
    window.save_itself()
    assert shelf.newest(window.post_id) == window.text == TEXT + MORE


def test_the_login_expires(study: Blog, window: Window) -> None:
    page = window.page
    page.context.clear_cookies()
    window.type(MORE)
    window.pause()
    window.status("On this device only, you are signed out")
    window.type(MORE)

    page.get_by_label("User name").fill(USERNAME)
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.locator("#signin-error")).to_contain_text("before a pause")
    window.type(MORE)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + 3 * MORE

    window.type(MORE)  # with the token of the new session
    window.save_itself()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert Shelf(study.data).newest(window.post_id) == TEXT + 4 * MORE


def test_the_piece_is_moved_to_the_trash_elsewhere(
    study: Blog, device: Device, window: Window
) -> None:
    other = open_window(device(), window.page.url)
    other.page.locator("[name=action][value=trash]").evaluate("button => button.click()")
    other.page.wait_for_url(f"{study.url}/desk/")
    window.type(MORE)
    window.pause()
    window.status("On this device only, this piece is in the trash")
    assert TEXT + MORE in [text.source for text in Shelf(study.data).texts(window.post_id)]
    window.page.route("**/restore/", lambda route: route.abort(), times=1)
    window.page.get_by_role("button", name="Restore it").click()
    undone = window.page.locator("[data-banner=undone]")
    expect(undone).to_contain_text("Restoring it didn’t work. There is no connection.")
    window.page.get_by_role("button", name="Restore it").click()
    window.page.get_by_role("button", name="Keep this window’s").click()
    expect(undone).to_have_count(0)
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + MORE


def test_the_piece_is_removed_elsewhere(study: Blog, device: Device, window: Window) -> None:
    with closing(sqlite3.connect(Shelf(study.data).file)) as elsewhere:
        elsewhere.execute("PRAGMA foreign_keys = ON")
        elsewhere.execute("DELETE FROM posts WHERE id = ?", [window.post_id])
        elsewhere.commit()
    window.type(MORE)
    window.pause()
    window.status("On this device only, this piece is gone")
    window.page.get_by_role("button", name="Keep it as a new piece").click()
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + MORE


def test_save_is_pressed_after_the_piece_was_removed(study: Blog, window: Window) -> None:
    """The server had it all, so the device had forgotten its own copy."""
    with closing(sqlite3.connect(Shelf(study.data).file)) as elsewhere:
        elsewhere.execute("PRAGMA foreign_keys = ON")
        elsewhere.execute("DELETE FROM posts WHERE id = ?", [window.post_id])
        elsewhere.commit()
    window.page.get_by_role("button", name="Save", exact=True).click()
    window.status("On this device only, this piece is gone")
    window.keep_in_journal()
    assert window.journal() == [TEXT]


def test_save_is_pressed_after_the_piece_was_put_in_the_trash(study: Blog, window: Window) -> None:
    """What is saved there is thrown away in thirty days."""
    other = window.page.context.new_page()
    other.goto(f"{study.url}/desk/")
    other.evaluate(
        """id => {
          const form = document.querySelector("form[method=post]");
          form.action = `/desk/posts/${id}/trash/`;
          form.submit();
        }""",
        window.post_id,
    )
    expect(other.locator(".banner.ok")).to_contain_text("in the trash")
    window.type(MORE)
    window.page.get_by_role("button", name="Save", exact=True).click()
    window.status("On this device only, this piece is in the trash")
    assert TEXT + MORE in [text.source for text in Shelf(study.data).texts(window.post_id)]
    window.page.get_by_role("button", name="Restore it").click()
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == TEXT + MORE


def test_publishing_fails_when_all_is_saved(study: Blog, window: Window) -> None:
    """It is the publishing that failed: the text is not on this device only."""
    window.page.context.set_offline(True)
    window.page.get_by_role("link", name="Publish…").click()
    window.page.locator("#publish").get_by_role("button", name="Publish").first.click()
    expect(window.page.locator("[data-banner=undone]")).to_contain_text("Publish didn’t work.")
    window.status("Saved")
    window.page.context.set_offline(False)
    assert Shelf(study.data).newest(window.post_id) == TEXT
