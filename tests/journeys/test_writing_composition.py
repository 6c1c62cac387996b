"""Words in the making: what an input method has not finished yet belongs to what is asked for
meanwhile, and the keys that it takes for itself do nothing else.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.drafts import Draft

pytestmark = pytest.mark.browser

# A key that an input method took. Safari tells of it after the composition has ended.
TAKEN_KEY = """(element, init) => element.dispatchEvent(
  new KeyboardEvent("keydown", { keyCode: 229, bubbles: true, cancelable: true, ...init }))"""


def test_a_save_asked_for_in_the_middle_of_a_word_has_the_word(draft: Draft) -> None:
    draft.put("灯灭了，‹›")
    draft.source.focus()
    draft.compose("m", "没有")
    with draft.page.expect_request(
        lambda sent: "autosave" not in sent.url and 'name="action"' in (sent.post_data or "")
    ) as asked:
        draft.page.keyboard.press("Control+s")
    assert "灯灭了，没有" in (asked.value.post_data or "")
    draft.shows("灯灭了，没有‹›")
    expect(draft.source).to_be_focused()
    expect(draft.page.locator("#saved")).to_contain_text("Saved")


def test_a_mark_waits_for_the_word_that_is_being_made(draft: Draft) -> None:
    draft.put("‹›")
    draft.source.focus()
    draft.compose("d", "等")
    draft.page.keyboard.press("Control+b")
    draft.shows("等**‹›**")


def test_keys_that_the_input_method_takes_are_its_own(draft: Draft) -> None:
    draft.put("a ‹word›")
    for key in ({"key": "b", "ctrlKey": True}, {"key": "Process", "code": "KeyB", "ctrlKey": True}):
        assert draft.source.evaluate(TAKEN_KEY, key)
    draft.shows("a ‹word›")


def test_escape_that_takes_back_a_word_leaves_the_sheet_open(draft: Draft) -> None:
    page = draft.page
    page.get_by_role("link", name="Publish…").click()
    summary = page.get_by_label("Summary")
    summary.focus()
    assert summary.evaluate(TAKEN_KEY, {"key": "Escape"})
    expect(summary).to_be_focused()
    assert page.url.endswith("#publish")
    page.keyboard.press("Escape")
    expect(page.locator("#publish")).to_be_hidden()


def test_a_word_in_the_making_offers_no_tags_yet(draft: Draft) -> None:
    add = draft.page.locator("#add")
    add.focus()
    draft.compose("y", "ye", "夜、")
    expect(add).to_have_attribute("aria-expanded", "false")
    expect(add).to_have_value("夜、")
    draft.page.keyboard.insert_text("夜、")
    expect(draft.page.locator("#chips .chosen .chip > span")).to_have_text(["夜"])
    expect(add).to_have_value("")
