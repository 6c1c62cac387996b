"""A piece is looked over, shown to a friend and sent on its way, from the sheet and by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Blog, Device, Visit
from tests.journeys.going import onward
from tests.journeys.test_accessibility import SCHEMES, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(device: Device, study: Blog) -> Iterator[Page]:
    """The desk, with a draft of this test's own open in the editor."""
    page = device().new_page()
    page.goto(f"{study.url}/desk/posts/new")
    page.locator("#title").fill("A door in the snow")
    page.locator("#source").fill("It opens ||inwards||.\n\nAnd then it goes on opening")
    expect(page).to_have_url(re.compile(r"/desk/posts/\d+/$"))
    return page


def open_sheet(page: Page) -> None:
    page.get_by_role("link", name="Publish…").click()
    expect(page.locator("#publish")).to_be_focused()


def test_the_sheet_takes_the_focus_and_gives_it_back(page: Page) -> None:
    open_sheet(page)
    page.keyboard.press("Tab")
    expect(page.locator("#publish").get_by_role("link", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#publish")).to_be_hidden()
    expect(page.get_by_role("link", name="Publish…")).to_be_focused()


def test_a_draft_is_shared_copied_or_thrown_away_without_publishing(page: Page) -> None:
    page.get_by_role("link", name="Preview link, copy, trash").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_in_viewport()
    expect(page.locator("#publish")).to_be_focused()


def test_the_check_is_of_what_is_typed_now_and_leads_to_it(page: Page) -> None:
    check = page.locator("#check")
    open_sheet(page)
    expect(check).to_contain_text("One spoiler, covered")
    expect(check).to_contain_text("The last sentence doesn’t end.")
    check.locator("li", has_text="doesn’t end").get_by_role("link").click()
    source = page.locator("#source")
    expect(source).to_be_focused()
    selected = "source => source.value.slice(source.selectionStart, source.selectionEnd)"
    assert source.evaluate(selected).endswith("goes on opening")
    page.keyboard.type("It closes.")
    open_sheet(page)
    expect(check).not_to_contain_text("doesn’t end")
    check.locator("li", has_text="no summary").get_by_role("link").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#publish")).to_be_visible()
    page.keyboard.type("灯 and a door")
    expect(page.locator("[data-count=summary]")).to_have_text("12")


def test_one_button_says_what_will_happen(page: Page) -> None:
    open_sheet(page)
    buttons = page.locator("#publish .done button")
    visible = buttons.filter(visible=True)
    expect(visible).to_have_text(["Publish"])
    page.get_by_label("At a time").check()
    expect(visible).to_have_text(["Schedule"])
    page.locator("#published_at").fill("2098-12-06T08:00")
    expect(visible).to_have_text(["Schedule for 6 December"])
    page.locator("#published_at").fill("1998-12-06T08:00")
    expect(visible).to_have_text(["Publish under 6 December 1998"])
    page.get_by_role("radio", name="Now").check()
    expect(visible).to_have_text(["Publish"])
    page.get_by_label("At a time").check()
    page.locator("#published_at").fill("2098-12-06T08:00")
    visible.click()
    expect(page.locator(".bar .where")).to_contain_text("6 December 2098, 08:00")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Hold it back").click()
    expect(page.locator(".bar .where")).to_have_text("Draft")
    open_sheet(page)
    page.get_by_label("At a time").check()
    page.locator("#published_at").fill("2098-12-06T08:00")
    page.get_by_role("radio", name="Now").check()
    visible.click()
    expect(page.locator("#banners").get_by_role("status")).to_contain_text("Readers see it now.")


def test_what_was_said_of_one_save_is_not_said_of_the_next(page: Page) -> None:
    open_sheet(page)
    page.locator("#publish").get_by_role("button", name="Publish").click()
    said = page.locator("#banners").get_by_role("status")
    expect(said).to_contain_text("Readers see it now.")
    expect(page.locator("#editor.scripted")).to_be_visible()
    page.locator("#source").press_sequentially(" More.")
    expect(page.locator("#unpublished")).to_be_visible()
    expect(said).to_have_count(0)
    page.get_by_role("link", name="Details…").click()
    page.get_by_label("Tell readers that this changed").check()
    page.get_by_label("What changed").fill("The end of it")
    page.locator("#publish").get_by_role("button", name="Update").click()
    expect(page.locator("#saved")).to_contain_text("Readers are told that it changed.")
    expect(page.get_by_label("Tell readers that this changed")).not_to_be_checked()
    expect(page.get_by_label("What changed")).to_have_value("")


def test_a_friend_reads_it_by_a_link_until_it_is_taken_back(page: Page, visit: Visit) -> None:
    open_sheet(page)
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#preview-links li input")
    expect(link).to_have_value(re.compile(r"/preview/"))
    friend = visit(link.input_value())
    expect(friend.get_by_role("heading", level=1)).to_have_text("A door in the snow")
    expect(friend.get_by_role("status")).to_contain_text("This is not out yet.")
    assert violations(friend) == []
    page.get_by_role("button", name="Take back").click()
    expect(link).to_have_count(0)
    answer = friend.request.get(friend.url)
    assert answer.status == 410


def test_the_sheet_has_nothing_that_axe_objects_to(page: Page) -> None:
    open_sheet(page)
    page.get_by_label("At a time").check()
    page.get_by_role("button", name="Make a link").click()
    expect(page.locator("#preview-links li input")).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(page) == []


def test_the_desk_by_keyboard(page: Page, study: Blog) -> None:
    page.goto(f"{study.url}/desk/")
    expect(page.locator("#desk-keys")).to_be_visible()
    rows = page.locator(".works .t")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jink in the snow")
    expect(page.locator("#q")).to_have_value("jink in the snow")
    page.locator("#q").fill("door snow")
    with onward(page):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Found")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/posts/\d+/$"))
    expect(page.locator("#title")).to_have_value("A door in the snow")
    page.go_back()
    page.locator("main").focus()
    page.keyboard.press("n")
    expect(page).to_have_url(f"{study.url}/desk/posts/new")


def test_a_piece_by_keyboard_alone(page: Page, study: Blog) -> None:
    """From the desk to readers, and no hand on a mouse."""
    keys = page.keyboard
    page.goto(f"{study.url}/desk/")
    keys.press("n")
    expect(page.locator("#editor.scripted #title")).to_be_focused()
    keys.type("Written by keys")
    keys.press("Enter")
    expect(page.locator("#source")).to_be_focused()
    keys.type("The lamp went out.")
    keys.press("Control+Enter")
    expect(page.locator("#publish")).to_be_visible()
    publish = page.locator("#publish .done button[value=publish]")
    for _ in range(80):
        if publish.evaluate("button => button === document.activeElement"):
            break
        keys.press("Tab")
    expect(publish).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".banner.ok")).to_contain_text("Published")
    assert "The lamp went out." in page.request.get(f"{study.url}/posts/written-by-keys/").text()
