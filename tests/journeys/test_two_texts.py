"""Two texts of one piece, on a phone and without a script: made into one, and each brought back.

Nothing scrolls sideways there, and axe objects to nothing, light and dark.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.going import follow, onward
from tests.journeys.test_accessibility import SCHEMES, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "The kitchen was warm. 厨房很暖。\n\nNobody said goodbye.\n\nThe end was short."
MINE = TEXT.replace("warm", "cold") + "\n\nI shut the door."
THEIRS = TEXT.replace("short", "long") + "\n\nShe shut the window. 👩‍👧"

AS_A_MERGE_WITHOUT_A_BASE = """() => {
  const form = document.querySelector("#editor");
  form.querySelector("[name=version]").value = "999";
  form.setAttribute("action", form.getAttribute("action") + "merge");
  HTMLFormElement.prototype.submit.call(form);
}"""


@pytest.fixture
def phone(chrome: Browser, study: Blog, cookies: StorageState) -> Iterator[BrowserContext]:
    context = chrome.new_context(
        storage_state=cookies,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
        has_touch=True,
        is_mobile=True,
    )
    yield context
    context.close()


def save(page: Page, text: str) -> None:
    page.locator("#source").fill(text)
    follow(page.locator(".bar").get_by_role("button", name="Save"))


def press(here: Locator, key: str = "Enter") -> None:
    """By keyboard, and on to where it leads."""
    here.focus()
    with onward(here.page):
        here.page.keyboard.press(key)


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_both_texts_become_one_and_each_can_be_brought_back(
    study: Blog, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{study.url}/desk/posts/new")
    page.locator("#title").fill("Paper lantern weather")
    save(page, TEXT)
    late = phone.new_page()
    late.goto(page.url)
    save(page, THEIRS)
    save(late, MINE)
    follow(late.get_by_role("button", name="See both, side by side"))
    expect(late.get_by_role("heading", name="Both texts in one")).to_be_visible()
    assert not is_too_wide(late)
    choice = late.get_by_role("group", name="Choose, 1 of 1")
    expect(choice.get_by_role("radio", name="Both, one after the other")).to_be_checked()
    choice.get_by_role("radio", name="Theirs").check()
    late.get_by_role("button", name="Keep this").click()
    merged = THEIRS.replace("warm", "cold")
    expect(late.locator("#source")).to_have_value(merged)

    follow(late.get_by_role("link", name="Revisions"))
    assert not is_too_wide(late)
    revisions = late.get_by_role("navigation", name="Revisions").get_by_role("link")
    expect(revisions).to_have_count(4)
    late.get_by_role("link", name="Set aside").click()
    expect(late.locator(".diff del").first).to_have_text("short")
    late.get_by_label("Compared with").select_option(label="the one before it")
    late.get_by_role("button", name="Compare").click()
    expect(late.locator(".diff ins").first).to_have_text("cold")
    follow(late.get_by_role("button", name="Restore this one"))
    assert not is_too_wide(late)
    late.get_by_role("link", name="Go on writing").click()
    expect(late.locator("#source")).to_have_value(MINE)
    late.go_back()
    follow(late.get_by_role("button", name="Undo"))
    late.get_by_role("link", name="Back to the piece").click()
    expect(late.locator("#source")).to_have_value(merged)


def test_revisions_by_keyboard(study: Blog, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{study.url}/desk/posts/new")
    for text in (TEXT, MINE):
        save(page, text)
    press(page.get_by_role("link", name="Revisions"))
    press(page.get_by_role("navigation", name="Revisions").get_by_role("link").last)
    page.get_by_label("A name for this one").focus()
    page.keyboard.type("First")
    press(page.get_by_label("A name for this one"))
    expect(page.get_by_role("heading", name="“First”")).to_be_visible()
    press(page.get_by_role("button", name="Restore this one"))
    press(page.get_by_role("button", name="Undo"), "Space")
    press(page.get_by_role("link", name="Back to the piece"))
    expect(page.locator("#source")).to_have_value(MINE)


def test_axe_finds_nothing_in_a_merge(study: Blog, device: Device) -> None:
    page = device().new_page()
    page.goto(f"{study.url}/desk/posts/new")
    page.locator("#title").fill("Paper lantern weather")
    page.locator("#source").fill(TEXT)
    page.wait_for_url(re.compile(r"/desk/posts/\d+/$"))
    page.locator("#source").fill(MINE)
    page.locator("#title").fill("Another title")
    page.evaluate(AS_A_MERGE_WITHOUT_A_BASE)
    expect(page.get_by_role("heading", name="Both texts in one")).to_be_visible()
    expect(page.get_by_role("group", name="Title")).to_be_visible()
    problems: list[str] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        problems += violations(page)
    assert problems == []
