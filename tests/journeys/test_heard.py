"""What a screen reader is told while somebody writes: each answer once, and nothing at each key."""

import pytest
from playwright.sync_api import expect

from tests.journeys.drafts import Draft

pytestmark = pytest.mark.browser

COUNT_CHANGES = """note => {
  note.dataset.changes = "0";
  const count = () => { note.dataset.changes = String(Number(note.dataset.changes) + 1); };
  new MutationObserver(count).observe(note, { childList: true, characterData: true });
}"""


def test_a_save_by_hand_is_answered_aloud_each_time(draft: Draft) -> None:
    aloud = draft.page.locator("#saved-aloud")
    draft.put("He kept the ticket.‹›")
    draft.page.keyboard.press("Control+s")
    expect(aloud).to_contain_text("Saved")
    aloud.evaluate(COUNT_CHANGES)
    draft.page.get_by_role("button", name="Save", exact=True).click()
    expect(aloud).not_to_have_attribute("data-changes", "0")


def test_a_preview_that_stands_still_says_so_once(draft: Draft) -> None:
    page = draft.page
    draft.put("One")
    draft.reads("One")
    note = page.locator("#preview .behind")
    note.evaluate(COUNT_CHANGES)
    page.context.set_offline(True)
    for _ in range(2):
        with page.expect_event("requestfailed", lambda sent: sent.url.endswith("/preview")):
            draft.source.press_sequentially(" two")
    expect(note).to_contain_text("Not up to date")
    expect(note).to_have_attribute("data-changes", "1")
    page.context.set_offline(False)
