"""The buttons and keys of the editor, and what else changes a text; Ctrl+Z takes all of it back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.drafts import Draft

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("button", "after", "steps"),
    [
        ("Bold", "One **‹two›** three.", 1),
        ("Italic", "One *‹two›* three.", 1),
        ("Heading", "‹## One two three.›", 1),
        ("Link", "One [two](‹https://›) three.", 1),
        ("Quotation", "‹> One two three.›", 1),
        ("Dialogue", "::: dialogue\n‹One two three.›\n:::", 1),
        ("Pull quote", "::: pull\n‹One two three.›\n:::", 1),
        ("Cover as spoiler", "One ||‹two›|| three.", 1),
        ("Footnote", "One two[^1] three.\n\n[^1]: ‹›", 2),
    ],
)
def test_a_button_types_and_undo_takes_it_back(
    draft: Draft, button: str, after: str, steps: int
) -> None:
    draft.put("One ‹two› three.")
    draft.page.get_by_role("button", name=button, exact=True).click()
    draft.shows(after)
    expect(draft.source).to_be_focused()
    for _ in range(steps):
        draft.undo()
    expect(draft.source).to_have_value("One two three.")


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("Control+b", "One **‹two›** three."),
        ("Control+i", "One *‹two›* three."),
        ("Control+k", "One [two](‹https://›) three."),
        ("Control+Alt+2", "‹## One two three.›"),
        ("Control+Shift+D", "::: dialogue\n‹One two three.›\n:::"),
        ("Control+Shift+H", "One ||‹two›|| three."),
        ("Control+Alt+f", "One two[^1] three.\n\n[^1]: ‹›"),
    ],
)
def test_a_key_types_the_same(draft: Draft, keys: str, after: str) -> None:
    draft.put("One ‹two› three.")
    draft.page.keyboard.press(keys)
    draft.shows(after)


def test_enter_goes_from_the_title_to_the_text(draft: Draft) -> None:
    draft.put("")
    title = draft.page.locator("#title")
    title.fill("Lamp (灯)")
    title.press("Enter")
    expect(title).to_have_value("Lamp (灯)")
    draft.page.keyboard.type("Lit.")
    draft.shows("Lit.‹›")


def test_what_altgr_writes_is_no_shortcut(draft: Draft) -> None:
    """On Windows it comes as Ctrl and Alt together: AltGr+2 is @ on a Spanish keyboard."""
    draft.put("a")
    is_free = draft.source.evaluate(
        """source => source.dispatchEvent(new KeyboardEvent("keydown", {
          key: "@", code: "Digit2", ctrlKey: true, altKey: true, modifierAltGraph: true,
          bubbles: true, cancelable: true }))"""
    )
    assert is_free
    draft.shows("a‹›")


def test_a_cyrillic_keyboard_has_the_same_keys(draft: Draft) -> None:
    draft.put("‹слово›")
    draft.source.evaluate(
        """source => source.dispatchEvent(new KeyboardEvent("keydown", {
          key: "и", code: "KeyB", ctrlKey: true, bubbles: true, cancelable: true }))"""
    )
    draft.shows("**‹слово›**")


def test_a_mark_is_put_and_undone_while_reading(draft: Draft) -> None:
    """Pictures that finish uploading change a draft that is not to be seen."""
    draft.put("One two three.‹›")
    page = draft.page
    page.get_by_text("Read", exact=True).click()
    draft.source.evaluate(
        """async (source) => (await import("/static/js/editor/writing/edit.js"))
          .replaceRange(source, 4, 7, "2", { keepFocus: true })"""
    )
    page.get_by_text("Both", exact=True).click()
    expect(draft.source).to_have_value("One 2 three.")
    draft.source.focus()
    draft.undo()
    expect(draft.source).to_have_value("One two three.")


REPLACE = """async (source, [start, end, text]) => {
  const { replaceRange } = await import("/static/js/editor/writing/edit.js");
  replaceRange(source, start, end, text, { keepFocus: true });
}"""


def test_a_change_from_elsewhere_leaves_the_writer_alone(draft: Draft) -> None:
    draft.put("![Uploading…]()\n\nand ‹so› on")
    title = draft.page.locator("#title")
    title.focus()
    draft.source.evaluate(REPLACE, [0, 15, "![A lamp](/media/1/lamp.webp)"])
    expect(title).to_be_focused()
    draft.shows("![A lamp](/media/1/lamp.webp)\n\nand ‹so› on")


def test_half_a_character_is_never_replaced(draft: Draft) -> None:
    draft.put("a 👩 b‹›")
    draft.source.evaluate(REPLACE, [0, 6, "a 👨 b"])
    draft.shows("a 👨 b‹›")


def test_whoever_waits_for_a_composition_to_end_is_told(draft: Draft) -> None:
    draft.put("词：‹›")
    draft.source.focus()
    draft.compose("ni", "你")
    draft.page.evaluate(
        """async () => {
          const { whenSettled } = await import("/static/js/editor/writing/edit.js");
          document.body.dataset.settled = "not yet";
          whenSettled(document.querySelector("#source")).then(() => {
            document.body.dataset.settled = document.querySelector("#source").value;
          });
        }"""
    )
    assert draft.page.evaluate("document.body.dataset.settled") == "not yet"
    draft.page.keyboard.insert_text("你")
    expect(draft.page.locator("body")).to_have_attribute("data-settled", "词：你")


def test_the_toolbar_is_one_stop_with_arrows_inside(draft: Draft) -> None:
    page = draft.page
    stops = page.locator("#tools button[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    for key, name in (("End", "Footnote"), ("ArrowRight", "Bold"), ("ArrowLeft", "Footnote")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
    expect(stops).to_have_count(1)
    page.keyboard.press("Escape")
    expect(draft.source).to_be_focused()


def test_pictures_are_left_to_whoever_can_choose_them(draft: Draft) -> None:
    draft.put("a‹›")
    draft.page.evaluate(
        """document.querySelector("#editor").addEventListener("picture:choose", (event) => {
          event.preventDefault();
          event.stopImmediatePropagation();
          document.body.dataset.asked = JSON.stringify(event.detail);
        }, { once: true, capture: true })"""
    )
    draft.page.get_by_role("button", name="Pair of pictures").click()
    expect(draft.page.locator("body")).to_have_attribute("data-asked", '{"pair":true}')
    draft.shows("a‹›")


def test_the_sheet_of_keys_opens_and_says_them(draft: Draft) -> None:
    page = draft.page
    page.get_by_role("button", name="Keyboard shortcuts").click()
    sheet = page.locator("#keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Cover the selection as a spoiler")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
