"""The browser, the page or the storage of the device fails: what was typed is offered or said.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Route, expect

from tests import browser as chromium
from tests.faults.looking_over import until
from tests.journeys.conftest import Blog, sign_in
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Device = Callable[[], BrowserContext]
NEW = "/desk/posts/new"


@pytest.fixture
def window(study: Blog, device: Device) -> Window:
    """On a new piece that the server has, with `TEXT` in it."""
    window = open_window(device(), study.url + NEW)
    window.type(TEXT)
    window.save_itself()
    return window


def offer(window: Window) -> None:
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


def test_the_page_is_reloaded_in_the_middle_of_a_composition(study: Blog, window: Window) -> None:
    page = window.page
    window.cut_off()
    window.type(MORE)
    input_method = page.context.new_cdp_session(page)
    for typed in ("か", "かg", "かぎ"):
        input_method.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    window.keep_in_journal()
    page.reload()
    assert window.text == TEXT
    offer(window)
    press(window, "See the difference")
    expect(page.locator("#beside ins").last).to_contain_text("かぎ")
    put_back(window, TEXT + MORE + "かぎ")
    window.save_itself()
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + MORE + "かぎ"
    page.reload()
    expect(page.locator("#source")).to_have_value(TEXT + MORE + "かぎ")
    window.keeps()


def test_the_page_is_left_in_the_middle_of_a_word(study: Blog, window: Window) -> None:
    """Before the journal has it; nothing runs any more once the page is put away."""
    page = window.page
    page.on("dialog", lambda dialog: dialog.accept())
    window.type(MORE)
    page.goto(f"{study.url}/desk/")
    page.go_back()
    window.shows(TEXT + MORE)
    until(lambda: Shelf(study.data).newest(window.post_id) == TEXT + MORE)


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


def test_a_new_piece_never_reached_the_server(study: Blog, device: Device) -> None:
    context = device()
    window = open_window(context, study.url + NEW)
    window.page.locator("#title").fill("A lamp 灯")
    leave_unsaved(window, TEXT)

    desk = context.new_page()
    desk.goto(f"{study.url}/desk/")
    expect(desk.locator("#unsaved")).to_contain_text("Closed before it was saved")
    again = open_window(context, desk.get_by_role("link", name="A lamp 灯").evaluate("a => a.href"))
    expect(again.page.locator("[data-banner]")).to_contain_text("“A lamp 灯”, typed on")
    assert again.text == ""
    put_back(again, TEXT)
    again.save_itself()
    assert Shelf(study.data).newest(again.post_id) == TEXT
    assert Shelf(study.data).texts(again.post_id)[0].title == "A lamp 灯"


def test_a_piece_begins_with_its_summary(study: Blog, device: Device) -> None:
    """Without a title and a text it is something that was typed all the same."""
    window = open_window(device(), study.url + NEW)
    window.page.get_by_role("link", name="Publish…").click()
    window.page.locator("#summary").fill("灯 A lamp goes out.")
    window.save_itself()
    window.page.reload()
    expect(window.page.locator("#summary")).to_have_value("灯 A lamp goes out.")


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


def test_the_storage_is_full(study: Blog, device: Device) -> None:
    page = device().new_page()
    quota = page.context.new_cdp_session(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": study.url, "quotaSize": 1})
    page.clock.install()
    page.goto(study.url + NEW)
    window = Window(page)
    window.type(TEXT)
    window.save_itself()
    page.context.set_offline(True)
    window.type(MORE)
    window.pause()
    window.status("Not saved: no connection, and this device has no room for a copy")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.context.set_offline(False)
    window.status("Saved")
    assert asked == ["beforeunload"]
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + MORE


def test_the_browser_keeps_nothing(study: Blog, device: Device) -> None:
    context = device()
    context.add_init_script(
        "indexedDB.open = () => { throw new DOMException('It is blocked.', 'SecurityError') }"
    )
    window = open_window(context, study.url + NEW)
    window.type(TEXT)
    window.save_itself()
    context.set_offline(True)
    window.type(MORE)
    window.pause()
    window.status("Not saved: no connection, and this browser keeps no copy")
    context.set_offline(False)
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == window.text == TEXT + MORE


def test_the_browser_is_killed(study: Blog, chrome: Browser, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with running(chrome, profile) as context:
        page = context.new_page()
        sign_in(page, study)
        window = open_window(context, study.url + NEW)
        window.type(TEXT)
        window.save_itself()
        address = window.page.url
        context.set_offline(True)
        window.type(MORE)
        window.keep_in_journal()
    with running(chrome, profile) as context:
        page = context.new_page()
        sign_in(page, study)
        window = open_window(context, address)
        assert window.text == TEXT
        offer(window)
        put_back(window, TEXT + MORE)
        window.save_itself()
        assert Shelf(study.data).newest(window.post_id) == TEXT + MORE


@contextmanager
def running(chrome: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser of its own on a profile, killed in the end as by a power cut."""
    context = chrome.browser_type.launch_persistent_context(
        profile, executable_path=chromium.find(), args=chromium.FLAGS
    )
    assert context.browser
    told = context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    process = next(one["id"] for one in told["processInfo"] if one["type"] == "browser")
    try:
        yield context
    finally:
        with context.expect_event("close"):
            os.kill(process, signal.SIGKILL)
