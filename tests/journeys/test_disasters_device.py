"""The browser, the page or the storage of the device fails: what was typed is offered or said.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, expect

from tests import browser as chromium
from tests.faults.looking_over import until
from tests.journeys.conftest import Blog, Device, sign_in
from tests.journeys.copies import leave_unsaved, offer, press, put_back
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/desk/posts/new"


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
        sign_in(context.new_page(), study)
        window = open_window(context, study.url + NEW)
        window.type(TEXT)
        window.save_itself()
        address = window.page.url
        context.set_offline(True)
        window.type(MORE)
        window.keep_in_journal()
    with running(chrome, profile) as context:
        context.clear_cookies()  # which a browser may have written to the disk, or not
        sign_in(context.new_page(), study)
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
