"""Tags and themes as chips: completed, added and removed by keyboard; what is sent stays plain."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Route, StorageState, expect

from tests.journeys.conftest import Served, sign_in
from tests.journeys.drafts import Draft, open_draft

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kept(chrome: Browser, sample: Served) -> Iterator[StorageState]:
    context = chrome.new_context()
    sign_in(context.new_page(), sample)
    yield context.storage_state()
    context.close()


@pytest.fixture
def piece(chrome: Browser, sample: Served, kept: StorageState) -> Iterator[Draft]:
    """A new piece on the sample blog, which has tags and themes to complete. It is never saved."""
    context = chrome.new_context(storage_state=kept)
    context.route("**/autosave", lambda route: route.abort())
    yield open_draft(context, f"{sample.url}/desk/posts/new")
    context.close()


def box(piece: Draft) -> Locator:
    return piece.page.get_by_role("combobox", name="Add a theme or tag")


def chips(piece: Draft) -> Locator:
    return piece.page.locator("#chips .chosen .chip > span")


def test_a_known_tag_is_completed_by_keyboard(piece: Draft) -> None:
    box(piece).press_sequentially("WIN")
    offered = piece.page.locator("#add-options").get_by_role("option")
    expect(offered).to_contain_text(["windows, lit", "Make a new tag: WIN"])
    expect(box(piece)).to_have_attribute("aria-expanded", "true")
    box(piece).press("ArrowDown")
    active = box(piece).get_attribute("aria-activedescendant")
    expect(piece.page.locator(f"#{active}")).to_contain_text("windows, lit")
    expect(piece.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box(piece).press("Enter")
    expect(chips(piece)).to_have_text(["windows, lit"])
    expect(piece.page.locator("#tags")).to_have_value('"windows, lit"')
    expect(box(piece)).to_have_value("")
    expect(box(piece)).to_have_attribute("aria-expanded", "false")
    expect(piece.page.locator("#chips [role=status]")).to_have_text("Added windows, lit")


def test_tags_that_become_known_late_are_offered_as_well(piece: Draft) -> None:
    page, held = piece.page, list[Route]()
    page.route("**/desk/tags/known", lambda route: held.append(route))
    with page.expect_request("**/desk/tags/known"):
        page.reload()
    box(piece).press_sequentially("win")
    offered = page.locator("#add-options").get_by_role("option")
    expect(offered).to_contain_text(["Make a new tag: win"])
    held.pop().continue_()
    expect(offered).to_contain_text(["windows, lit", "Make a new tag: win"])


def test_a_theme_is_a_tick(piece: Draft) -> None:
    box(piece).press_sequentially("crossings")
    box(piece).press("Enter")
    expect(chips(piece)).to_have_text(["Crossings"])
    expect(piece.page.get_by_label("Crossings", exact=True)).to_be_checked()
    expect(piece.page.locator("#tags")).to_have_value("")
    piece.page.get_by_role("button", name="Remove theme Crossings").click()
    expect(chips(piece)).to_have_count(0)
    expect(piece.page.get_by_label("Crossings", exact=True)).not_to_be_checked()


def test_commas_of_any_script_end_a_name(piece: Draft) -> None:
    box(piece).press_sequentially('rain,夜、"a, b",')
    expect(chips(piece)).to_have_text(["rain", "夜", "a, b"])
    expect(piece.page.locator("#tags")).to_have_value('rain, 夜, "a, b"')


def test_a_name_in_another_case_is_the_same_tag(piece: Draft) -> None:
    box(piece).press_sequentially("Film")
    box(piece).press("Enter")
    box(piece).press_sequentially("ＦＩＬＭ")
    box(piece).press("Enter")
    expect(chips(piece)).to_have_text(["film"])


def test_enter_that_chooses_a_word_adds_nothing(piece: Draft) -> None:
    box(piece).focus()
    piece.compose("dian", "电影")
    is_free = box(piece).evaluate(
        """box => box.dispatchEvent(new KeyboardEvent("keydown", {
          key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert is_free
    expect(chips(piece)).to_have_count(0)
    piece.page.keyboard.insert_text("电影")
    box(piece).press("Enter")
    expect(chips(piece)).to_have_text(["电影"])


def test_what_stands_in_the_box_is_not_lost_by_going_on(piece: Draft) -> None:
    box(piece).press_sequentially("fog")
    piece.source.focus()
    expect(chips(piece)).to_have_text(["fog"])


def test_enter_in_the_empty_box_saves_nothing(piece: Draft) -> None:
    address = piece.page.url
    box(piece).press("Enter")
    piece.source.fill("still here")
    assert piece.page.url == address


def test_escape_closes_the_offers_and_keeps_the_word(piece: Draft) -> None:
    box(piece).press_sequentially("wi")
    box(piece).press("Escape")
    expect(piece.page.locator("#add-options").get_by_role("option")).to_have_count(0)
    expect(box(piece)).to_have_value("wi")
    expect(box(piece)).to_be_focused()


def test_removing_leaves_the_focus_among_the_chips(piece: Draft) -> None:
    box(piece).press_sequentially("one,two,")
    piece.page.get_by_role("button", name="Remove tag one").press("Enter")
    expect(chips(piece)).to_have_text(["two"])
    expect(piece.page.get_by_role("button", name="Remove tag two")).to_be_focused()
    piece.page.keyboard.press("Enter")
    expect(box(piece)).to_be_focused()


def test_a_field_that_a_script_fills_shows_as_chips(piece: Draft) -> None:
    piece.page.locator("#tags").evaluate(
        """tags => {
          tags.value = "x, y";
          tags.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    expect(chips(piece)).to_have_text(["x", "y"])
