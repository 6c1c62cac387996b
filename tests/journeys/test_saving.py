"""Saving on an ordinary day: what the buttons do without leaving the page, and what is asked."""

import time

import pytest
from playwright.sync_api import Route, expect

from tests.faults.looking_over import until
from tests.journeys.conftest import Blog, Device
from tests.journeys.writing import JOURNAL, MORE, TEXT, Shelf, Window, open_window

pytestmark = pytest.mark.browser


@pytest.fixture
def window(study: Blog, device: Device) -> Window:
    """On a new piece, blank."""
    return open_window(device(), f"{study.url}/desk/posts/new")


def press(window: Window, words: str) -> None:
    window.page.get_by_role("button", name=words, exact=True).click()


def publish(window: Window) -> None:
    page = window.page
    page.get_by_role("link", name="Publish…").click()
    page.locator("#publish").get_by_role("button", name="Publish").first.click()


def test_what_is_typed_before_the_scripts_run_counts(study: Blog, device: Device) -> None:
    page = device().new_page()
    held: list[Route] = []
    page.route("**/editor/main.js*", lambda route: held.append(route))
    with page.expect_request("**/editor/main.js*"):
        page.goto(f"{study.url}/desk/posts/new", wait_until="commit")
    page.locator("#source").fill(TEXT)
    held.pop().continue_()
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert Shelf(study.data).newest(Window(page).post_id) == TEXT


def test_nothing_is_made_of_a_blank_form(study: Blog, window: Window) -> None:
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.page.clock.pause_at(time.time() + 60)  # else a slow hand has saved what it takes back
    window.page.locator("#title").fill("A")
    window.page.locator("#title").fill("")
    window.pause(60)
    window.status("Not saved yet")
    assert [url for url in asked if url.endswith("/autosave")] == []
    window.type(text := f"No longer blank. {TEXT}")
    window.save_itself()
    assert Shelf(study.data).begun_with(text) == [window.post_id]


def test_save_stays_where_one_writes(study: Blog, window: Window) -> None:
    window.type(TEXT)
    window.save()
    expect(window.page).to_have_url(f"{study.url}/desk/posts/{window.post_id}/")
    newest = Shelf(study.data).texts(window.post_id)[0]
    assert (newest.kind, newest.source) == ("save", TEXT)  # a slow hand is overtaken by an autosave
    window.page.keyboard.press("Control+z")
    assert window.text == ""


def test_the_status_is_read_out_only_when_it_matters(window: Window) -> None:
    aloud = window.page.locator("#saved-aloud")
    for _ in range(2):
        window.type(MORE)
        window.save_itself()
    assert aloud.text_content() == ""
    window.page.context.set_offline(True)
    window.type(MORE)
    window.pause()
    expect(aloud).to_have_text("On this device only, no connection")
    window.page.context.set_offline(False)
    expect(aloud).to_contain_text("Saved")


def test_what_is_wrong_stands_beside_its_field(study: Blog, window: Window) -> None:
    page = window.page
    window.type(TEXT)
    page.locator("#lang").evaluate("(field, text) => { field.value = text }", "not a language")
    press(window, "Save")
    expect(page.locator("#lang-error")).to_contain_text("is not a language tag")
    expect(page.locator("#lang")).to_be_focused()
    assert "lang-error" in (page.locator("#lang").get_attribute("aria-describedby") or "")
    window.save_itself()  # an autosave takes what is typed as it is
    assert Shelf(study.data).newest(window.post_id) == TEXT

    page.locator("#lang").fill("zh-Hans")
    page.keyboard.press("Enter")
    window.status("Saved")
    expect(page.locator("#lang-error")).to_have_count(0)
    assert Shelf(study.data).texts(window.post_id)[0].kind == "save"


def test_publish_leads_to_the_piece_as_it_is_then(study: Blog, window: Window) -> None:
    window.page.locator("#title").fill("A lamp")
    window.type(TEXT)
    publish(window)
    expect(window.page.locator(".banner.ok")).to_contain_text("Published")
    window.type(MORE)
    window.save_itself()
    public = window.page.context.new_page()
    public.goto(f"{study.url}/posts/a-lamp/")
    expect(public.locator("main")).not_to_contain_text("And then it went on.")
    expect(window.page.locator("#unpublished")).to_be_visible()
    press(window, "Update")
    expect(window.page.locator("#unpublished")).to_be_hidden()
    public.reload()
    expect(public.locator("main")).to_contain_text("And then it went on.")


def test_publishing_without_a_connection_says_so(study: Blog, window: Window) -> None:
    window.type(TEXT)
    window.page.context.set_offline(True)
    publish(window)
    expect(window.page.locator("[data-banner=undone]")).to_contain_text(
        "Publish didn’t work. There is no connection. Everything you typed is still here."
    )
    window.page.context.set_offline(False)
    window.status("Saved")
    assert Shelf(study.data).newest(window.post_id) == TEXT


def leave(window: Window) -> int:
    """Go to the desk right after a letter was typed; the number of the piece."""
    page = window.page
    window.type(TEXT)
    window.save_itself()
    post_id = window.post_id
    page.on("dialog", lambda dialog: dialog.accept())
    window.type(MORE)
    page.get_by_role("link", name="Desk").click()
    page.wait_for_url("**/desk/")
    return post_id


def test_what_is_typed_right_before_leaving_is_kept(study: Blog, window: Window) -> None:
    post_id = leave(window)
    until(lambda: TEXT + MORE in {*window.journal(), Shelf(study.data).newest(post_id)})


def test_what_arrived_on_leaving_is_not_taken_for_lost(study: Blog, window: Window) -> None:
    post_id = leave(window)
    page = window.page
    until(lambda: Shelf(study.data).newest(post_id) == TEXT + MORE)
    page.reload()
    page.wait_for_function(f"async () => (await {JOURNAL}).length === 0")
    expect(page.locator("[data-unsaved]")).to_have_count(0)


def test_leaving_asks_nothing_while_the_device_has_the_text(window: Window) -> None:
    asked: list[str] = []
    window.page.on("dialog", lambda dialog: asked.append(dialog.type))
    window.page.context.set_offline(True)
    window.type(TEXT)
    window.keep_in_journal()
    with window.page.expect_event("close"):
        window.page.close(run_before_unload=True)
    assert asked == []
