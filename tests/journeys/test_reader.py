"""A reader with a browser: the first screen, the paper, the covers, the printer."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served, Visit

PIECE = "/posts/slack-water/"

pytestmark = pytest.mark.browser


def paper(page: Page) -> str:
    """The colour behind the text."""
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


@pytest.mark.parametrize("width", [1440, 390])
def test_title_and_summary_of_the_lead_stand_in_the_first_screen(
    visit: Visit, sample: Served, width: int
) -> None:
    page = visit(f"{sample.url}/", width=width)
    for part in (".lead .title", ".lead .dek"):
        box = page.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900, part


def test_chosen_paper_is_kept_on_the_device(visit: Visit, sample: Served) -> None:
    page = visit(f"{sample.url}/")
    light = paper(page)
    page.get_by_label("Dark").check()
    dark = paper(page)
    assert dark != light
    page.goto(f"{sample.url}/archive/")
    assert paper(page) == dark
    expect(page.get_by_label("Dark")).to_be_checked()
    page.get_by_label("As my device").check()
    page.reload()
    assert paper(page) == light
    assert page.context.cookies() == []


def test_going_back_leads_to_the_paper_chosen_last(visit: Visit, sample: Served) -> None:
    page = visit(sample.url)
    page.get_by_role("radio", name="Light").check()
    page.goto(f"{sample.url}/tags/")
    page.get_by_role("radio", name="Dark").check()
    dark = paper(page)
    page.go_back()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    assert paper(page) == dark


def test_paper_without_a_script(visit: Visit, sample: Served) -> None:
    page = visit(f"{sample.url}/", script=False)
    light = page.screenshot()
    page.get_by_label("Dark").check()
    assert page.screenshot() != light


@pytest.mark.parametrize("has_script", [True, False])
def test_covers_come_off_one_at_a_time_or_all_at_once(
    visit: Visit, sample: Served, has_script: bool
) -> None:
    page = visit(f"{sample.url}{PIECE}", script=has_script)
    line, part = page.locator(".spoiler > span").first, page.locator(".hidden-part > div").first
    expect(line).to_be_hidden()
    expect(part).to_be_hidden()
    page.locator(".spoiler").first.click()
    expect(line).to_be_visible()
    page.locator(".spoiler").first.click()
    expect(line).to_be_hidden()
    page.get_by_label("Uncover everything on this page").check()
    expect(line).to_be_visible()
    expect(part).to_be_visible()


def test_only_what_is_uncovered_is_printed(visit: Visit, sample: Served) -> None:
    page = visit(f"{sample.url}{PIECE}")
    page.emulate_media(media="print")
    line, part = page.locator(".spoiler > span").first, page.locator(".hidden-part > div").first
    expect(line).to_be_hidden()
    expect(part).to_be_hidden()
    expect(page.locator(".top nav")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".hidden-part > summary").first.click()
    page.emulate_media(media="print")
    expect(part).to_be_visible()
    expect(line).to_be_hidden()
