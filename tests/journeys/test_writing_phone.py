"""The editor on a phone, in large type, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.journeys.conftest import Blog
from tests.journeys.drafts import Draft, open_draft
from tests.journeys.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


# The edges of a line of a text without long ones, and of the toolbar. The first line is 0.
EDGES = """line => {
  const source = document.querySelector("#source");
  const height = parseFloat(getComputedStyle(source).lineHeight);
  const top = source.getBoundingClientRect().top + line * height;
  const tools = document.querySelector("#tools").getBoundingClientRect();
  return { above: top + height <= tools.top, below: top >= tools.bottom };
}"""


@pytest.fixture(params=[390, 320], ids=["390px", "320px"])
def phone(
    chrome: Browser, study: Blog, cookies: StorageState, request: pytest.FixtureRequest
) -> Iterator[Draft]:
    context = chrome.new_context(
        storage_state=cookies,
        viewport={"width": request.param, "height": 780},
        has_touch=True,
        is_mobile=True,
    )
    context.route("**/autosave", lambda route: route.abort())
    yield open_draft(context, f"{study.url}/desk/posts/new")
    context.close()


def test_the_line_that_is_written_stays_clear_of_the_toolbar(phone: Draft) -> None:
    phone.put("‹›" + "line\n" * 60)
    for _ in range(40):
        phone.page.keyboard.press("ArrowDown")
    phone.page.keyboard.type("written ")
    phone.page.wait_for_function(f"line => ({EDGES})(line).above", arg=40)


def test_the_toolbar_stands_at_the_lower_edge_and_works(phone: Draft) -> None:
    page = phone.page
    phone.put("One ‹two› three.")
    tools = page.locator("#tools")
    box = tools.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == 780
    page.get_by_role("button", name="Bold", exact=True).tap()
    phone.shows("One **‹two›** three.")
    expect(phone.source).to_be_focused()


def test_no_field_makes_the_phone_zoom_and_nothing_is_too_small_to_touch(phone: Draft) -> None:
    small = phone.page.evaluate(
        """() => {
          const seen = (each) => each.offsetParent && !each.closest("#publish");
          const fields = [...document.querySelectorAll("#editor :is(input, textarea, select)")];
          const small = (each) => parseFloat(getComputedStyle(each).fontSize) < 16;
          const isTyped = (each) => seen(each) && !["radio", "checkbox"].includes(each.type);
          const pressed = [...document.querySelectorAll("#editor :is(button, .seg label, .bar a)")];
          return [
            ...fields.filter((each) => isTyped(each) && small(each)),
            ...pressed.filter((each) => seen(each) && each.getBoundingClientRect().height < 43.5),
          ].map((each) => each.outerHTML.slice(0, 80));
        }"""
    )
    assert small == []
    assert not phone.page.evaluate(WIDER)


def test_writing_and_reading_take_turns(phone: Draft) -> None:
    page = phone.page
    phone.put("灯灭了。")
    expect(page.locator("#preview")).to_be_hidden()
    page.get_by_text("Read", exact=True).tap()
    phone.reads("灯灭了。")
    expect(phone.source).to_be_hidden()
    page.get_by_text("Write", exact=True).tap()
    expect(phone.source).to_be_visible()


def test_type_twice_as_large_still_fits(phone: Draft) -> None:
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.put("A word.")
    assert not phone.page.evaluate(WIDER)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(draft: Draft, scheme: str) -> None:
    page = draft.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    draft.put("## One\n\nTwo ||three|| *four*.\n\n- [ ] five")
    draft.reads("five")
    found = violations(page)
    page.locator("#add").fill("lamp")
    page.locator("#add").press("ArrowDown")
    found += violations(page)
    page.locator("#add").press("Enter")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    found += violations(page)
    page.keyboard.press("Escape")
    assert found == []


def test_without_scripts_everything_is_a_plain_form(
    chrome: Browser, study: Blog, cookies: StorageState
) -> None:
    context = chrome.new_context(storage_state=cookies, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{study.url}/desk/posts/new")
    expect(page.locator("#tools")).to_be_hidden()
    expect(page.locator("#add")).to_be_hidden()
    page.get_by_label("Title", exact=True).fill("Plain")
    page.get_by_role("textbox", name="Tags").fill('lamp, "a, b"')
    page.get_by_label("The piece, in Markdown").fill("One *two*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview em")).to_have_text("two")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/desk/posts/*/")
    expect(page.get_by_role("textbox", name="Tags")).to_have_value('lamp, "a, b"')
    context.close()


def test_the_first_line_is_not_under_the_toolbar_of_a_wide_screen(draft: Draft) -> None:
    draft.put("line\n" * 100)
    draft.page.keyboard.press("Control+End")
    draft.page.keyboard.press("Control+Home")
    draft.page.keyboard.type("first ")
    draft.page.wait_for_function(f"line => ({EDGES})(line).below", arg=0)
