"""Pictures are pasted into a text and dropped on it, and stand where they were put."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Blog
from tests.journeys.uploading import arrived, assert_kept, hand_over, picture
from tests.journeys.writing import TEXT, Window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_picture_is_pasted_and_words_stay_words(study: Blog, window: Window) -> None:
    assert not hand_over(window, "paste", picture("of-words.png"), words="The words themselves")
    assert hand_over(window, "paste", picture("pasted.png"))
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}\n\n")


def test_pictures_are_dropped_on_the_text(study: Blog, window: Window) -> None:
    assert not hand_over(window, "dragover", words="words that are moved")
    assert hand_over(window, "dragover", picture("dropped.png"))
    expect(window.page.locator("#write.over")).to_be_visible()
    assert hand_over(window, "drop", picture("dropped.png"), picture("beside.png", shade=1))
    expect(window.page.locator("#write.over")).to_have_count(0)
    first, second = arrived(window, 2)
    assert_kept(study, window, f"{TEXT}\n\n{first}\n\n{second}\n\n")


@pytest.mark.parametrize(
    ("x", "stored"),
    [(20, "One.\n\n{}\n\nTwo words.\n\nThree."), (900, "One.\n\nTwo words.\n\n{}\n\nThree.")],
    ids=["within its first word", "behind it"],
)
def test_a_picture_is_dropped_on_a_paragraph(
    study: Blog, window: Window, x: float, stored: str
) -> None:
    """It stands before or behind it, whichever is nearer: no word is torn."""
    source = window.page.locator("#source")
    source.fill("One.\n\nTwo words.\n\nThree.")
    box = source.bounding_box()
    line = source.evaluate("each => parseFloat(getComputedStyle(each).lineHeight)")
    assert box
    place = (box["x"] + min(x, box["width"] - 9), box["y"] + 2.5 * line)
    assert hand_over(window, "drop", picture("between.png"), at=place)
    [line] = arrived(window)
    assert_kept(study, window, stored.format(line))


def test_a_picture_is_dropped_on_the_dialog_that_asks_for_it(study: Blog, window: Window) -> None:
    window.page.get_by_role("button", name="Picture", exact=True).click()
    expect(window.page.locator(".picker")).to_be_visible()
    assert hand_over(window, "drop", picture("here.png"), onto=".picker .drop", at=(300, 300))
    expect(window.page.locator(".picker")).to_have_count(0)
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}\n\n")
