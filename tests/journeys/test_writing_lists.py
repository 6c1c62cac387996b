"""Enter goes on with lists and quotations, keeps out of compositions, and can be taken back."""

import pytest

from tests.journeys.drafts import Draft

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one‹›", "- one\n- ‹›"),
        ("* one‹›", "* one\n* ‹›"),
        ("  + one‹›", "  + one\n  + ‹›"),
        ("9. nine‹›", "9. nine\n10. ‹›"),
        ("1) one‹›", "1) one\n2) ‹›"),
        ("- [x] done‹›", "- [x] done\n- [ ] ‹›"),
        ("> said‹›", "> said\n> ‹›"),
        ("> > said‹›", "> > said\n> > ‹›"),
        ("> - one‹›", "> - one\n> - ‹›"),
        ("- 一‹›二", "- 一\n- ‹›二"),
        ("- one ‹two›", "- one \n- ‹›"),
        ("- one\n- ‹›", "- one\n‹›"),
        ("3. ‹›\nmore", "‹›\nmore"),
        ("> one\n> ‹›", "> one\n‹›"),
        ("> - ‹›", "> ‹›"),
        ("- [ ] ‹›", "‹›"),
        ("‹›- one", "\n‹›- one"),
        ("no list‹›", "no list\n‹›"),
        ("**bold**‹›", "**bold**\n‹›"),
        ("2026. A year‹›", "2026. A year\n2027. ‹›"),
        ("-no list‹›", "-no list\n‹›"),
    ],
)
def test_enter(draft: Draft, before: str, after: str) -> None:
    draft.put(before)
    draft.page.keyboard.press("Enter")
    draft.shows(after)


def test_enter_can_be_taken_back(draft: Draft) -> None:
    draft.put("- one‹›")
    draft.page.keyboard.press("Enter")
    draft.shows("- one\n- ‹›")
    draft.undo()
    draft.shows("- one‹›")


def test_shift_enter_breaks_a_line_inside_an_item(draft: Draft) -> None:
    draft.put("- one‹›")
    draft.page.keyboard.press("Shift+Enter")
    draft.shows("- one\n‹›")


def test_enter_that_chooses_a_word_is_the_input_methods(draft: Draft) -> None:
    draft.put("- ‹›")
    draft.source.focus()
    draft.compose("ri", "日")
    is_free = draft.source.evaluate(
        """source => source.dispatchEvent(new KeyboardEvent("keydown", {
          key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert is_free
    draft.page.keyboard.insert_text("日")
    draft.shows("- 日‹›")
    draft.page.keyboard.press("Enter")
    draft.shows("- 日\n- ‹›")


def test_tab_leaves_the_text(draft: Draft) -> None:
    draft.put("- one‹›")
    draft.page.keyboard.press("Tab")
    assert draft.page.evaluate("document.activeElement.id") != "source"
    draft.shows("- one‹›")
