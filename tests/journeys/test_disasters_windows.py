"""The same piece is written in two places at once: neither text is ever put over the other.

Each test is named after the disaster that it prevents, and ends with what was typed beside what is
stored.
"""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.going import follow
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERE, THERE = "Typed here. 这里。 ", "Typed there. 那里。 "


@pytest.fixture
def first(window: Window) -> Window:
    """The one that was there before the other."""
    return window


def start(window: Window, text: str) -> None:
    """Type at the very beginning."""
    window.page.locator("#editor.scripted #source").focus()
    window.page.keyboard.press("Control+Home")
    window.page.keyboard.insert_text(text)


def choose(window: Window, words: str) -> None:
    window.page.locator("[data-banner=conflict]").get_by_role("button", name=words).click()
    window.status("Saved")
    expect(window.page.locator("[data-banner]")).to_have_count(0)


def sources(study: Blog, window: Window) -> list[str]:
    return [text.source for text in Shelf(study.data).texts(window.post_id)]


def test_a_second_tab_writes_over_the_first(study: Blog, first: Window) -> None:
    second = open_window(first.page.context, first.page.url)
    first.type(HERE)
    first.save_itself()
    second.type(THERE)
    second.pause()
    second.status("Kept aside")
    expect(second.page.locator("[data-banner=conflict]")).to_contain_text(
        "This piece changed somewhere else. Chrome on Linux saved"
    )
    second.type(MORE)  # typing goes on
    second.pause()
    second.status("Kept aside")

    assert first.text == TEXT + HERE == Shelf(study.data).newest(first.post_id)
    assert second.text == TEXT + THERE + MORE == sources(study, first)[0]
    choose(second, "Keep this window’s")
    assert Shelf(study.data).newest(first.post_id) == TEXT + THERE + MORE
    assert TEXT + HERE in sources(study, first)

    second.type(MORE)
    second.save_itself()
    first.type(MORE)
    first.pause()
    first.status("Kept aside")
    choose(first, "Take theirs")
    assert first.text == TEXT + THERE + MORE + MORE == Shelf(study.data).newest(first.post_id)
    assert TEXT + HERE + MORE in sources(study, first)
    first.page.locator("#source").focus()
    first.page.keyboard.press("Control+z")
    assert first.text == TEXT + HERE + MORE


def test_a_second_device_writes_over_the_first(study: Blog, device: Device, first: Window) -> None:
    second = open_window(device(), first.page.url)
    start(first, HERE)
    first.save_itself()
    second.type(THERE)
    second.pause()
    second.status("Kept aside")
    second.page.get_by_role("button", name="See both, side by side").click()
    pane = second.page.locator("#beside")
    expect(pane).to_contain_text("Nothing stands against anything")
    pane.get_by_role("button", name="Keep this").click()
    second.status("Saved")
    expect(pane).to_have_count(0)
    assert second.text == HERE + TEXT + THERE == Shelf(study.data).newest(first.post_id)
    assert {HERE + TEXT, TEXT + THERE} < set(sources(study, first))

    start(first, "Mine. ")
    first.pause()
    first.status("Kept aside")
    start(second, "Yours. ")
    second.save_itself()
    first.page.get_by_role("button", name="See both, side by side").click()
    pane = first.page.locator("#beside")
    pane.get_by_label("Both, one after the other").check()
    pane.get_by_role("button", name="Keep this").click()
    first.status("Saved")
    assert first.text == Shelf(study.data).newest(first.post_id)
    assert first.text.endswith(HERE + TEXT + THERE)
    assert set(first.text.split()) - set((HERE + TEXT + THERE).split()) == {"Mine.", "Yours."}


def test_save_in_a_window_that_has_waited(study: Blog, first: Window) -> None:
    """The button, too, puts nothing over anything."""
    second = open_window(first.page.context, first.page.url)
    first.type(HERE)
    first.save_itself()
    second.type(THERE)
    second.page.get_by_role("button", name="Save", exact=True).click()
    second.status("Kept aside")
    assert Shelf(study.data).newest(first.post_id) == TEXT + HERE
    choose(second, "Keep this window’s")
    assert Shelf(study.data).newest(first.post_id) == TEXT + THERE


def test_back_brings_an_old_text_again(study: Blog, device: Device, first: Window) -> None:
    """A browser fills the fields of a page it shows again with what stood in them before."""
    page = device().new_page()
    page.goto(first.page.url)
    window = Window(page)
    window.type(HERE)
    window.save()
    page.goto(f"{study.url}/desk/")
    other = open_window(device(), first.page.url)
    other.type(THERE)
    other.save_itself()
    page.go_back()
    expect(page.locator("#source")).to_have_value(TEXT + HERE + THERE)
    window.type(MORE)
    window.save()
    assert Shelf(study.data).newest(first.post_id) == TEXT + HERE + THERE + MORE


def test_restoring_takes_the_newest_text_with_it(
    study: Blog, device: Device, first: Window
) -> None:
    """It can be undone, and a window that is still open hears of both."""
    first.save()
    first.type(HERE)
    first.save()
    page = device().new_page()
    page.goto(f"{first.page.url}revisions/")
    follow(page.locator(".revs a").nth(1))
    follow(page.get_by_role("button", name="Restore this one"))
    shelf = Shelf(study.data)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    assert shelf.newest(first.post_id) == TEXT
    follow(undo)
    expect(undo).to_be_visible()  # the undoing can be undone as well
    assert shelf.newest(first.post_id) == TEXT + HERE
    kept = [text.source for text in shelf.texts(first.post_id) if text.kind != "autosave"]
    assert kept == [TEXT + HERE, TEXT, TEXT + HERE, TEXT]
    first.type(MORE)
    first.pause()
    first.status("Kept aside")
    choose(first, "Keep this window’s")
    assert shelf.newest(first.post_id) == TEXT + HERE + MORE


def test_somebody_types_on_while_a_merge_is_under_way(
    study: Blog, device: Device, first: Window
) -> None:
    second = open_window(device(), first.page.url)
    first.type(HERE)
    first.save_itself()
    start(second, THERE)
    second.pause()
    second.status("Kept aside")
    second.page.get_by_role("button", name="See both, side by side").click()
    held: list[Route] = []
    second.page.route(re.compile(r"/posts/\d+/$"), lambda route: held.append(route), times=1)
    keep = second.page.locator("#beside").get_by_role("button", name="Keep this")
    with second.page.expect_request(re.compile(r"/posts/\d+/$")):
        keep.click()
    second.type(MORE)
    held.pop().continue_()
    expect(second.page.locator("[data-banner=undone]")).to_contain_text("You typed on meanwhile.")
    assert second.text == THERE + TEXT + MORE
    second.pause()
    second.status("Kept aside")
    assert sources(study, first)[0] == THERE + TEXT + MORE


def test_theirs_is_taken_in_a_window_that_never_saved(
    device: Device, study: Blog, first: Window
) -> None:
    second = open_window(device(), first.page.url)
    first.type(HERE)
    first.save_itself()
    second.type(THERE)
    second.pause()
    choose(second, "Take theirs")
    expect(second.page.locator("#saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert second.text == TEXT + HERE == Shelf(study.data).newest(first.post_id)


def test_a_conflict_is_over_and_still_shown(device: Device, first: Window) -> None:
    second = open_window(device(), first.page.url)
    first.type(HERE)
    first.save_itself()
    second.type(THERE)
    second.pause()
    second.status("Kept aside")
    second.page.locator("#source").fill(first.text)
    second.save_itself()
    expect(second.page.locator("[data-banner]")).to_have_count(0)


def test_theirs_is_taken_twice_in_a_minute(study: Blog, device: Device, first: Window) -> None:
    """Each time another text gives way, and none of them stands for another."""
    second = open_window(device(), first.page.url)
    for own in ("Once. ", "Twice. "):
        first.type(HERE)
        first.save_itself()
        start(second, own)
        second.pause()
        second.status("Kept aside")
        choose(second, "Take theirs")
        assert second.text == first.text
    assert {f"Once. {TEXT}", f"Twice. {TEXT}{HERE}"} < set(sources(study, first))
