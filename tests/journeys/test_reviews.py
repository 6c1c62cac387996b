"""Writing of works: completed by any title, rated by keyboard, kept through every bad day."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.test_accessibility import SCHEMES, violations
from tests.journeys.writing import Shelf, Window, journal_of, open_window

pytestmark = pytest.mark.browser


def new(study: Blog, device: Device, title: str = "A night at the Regal") -> Window:
    window = open_window(device(), f"{study.url}/desk/posts/new")
    expect(window.page.locator("#editor.scripted")).to_be_visible()
    window.page.locator("#title").fill(title)
    window.page.get_by_text("What it reviews").click()
    return window


def work(page: Page, place: int = 0) -> Locator:
    return page.get_by_label("Work", exact=True).nth(place)


def verdict(page: Page, place: int = 0) -> Locator:
    return page.get_by_label("Verdict").nth(place)


def test_a_review_by_keyboard_alone(study: Blog, device: Device) -> None:
    window = new(study, device)
    page = window.page
    work(page).fill("The Paper Ferry (纸渡) (2023)")
    page.clock.run_for(200)
    expect(page.locator(".meant").first).to_contain_text("Will be made when you save: a film")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Kind")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("4")
    page.keyboard.press("Tab")
    page.keyboard.type("It floats.")
    window.save()
    page.clock.run_for(200)
    expect(page.locator(".meant").first).to_contain_text("The Paper Ferry")
    expect(page.locator(".meant a").first).to_have_attribute(
        "href", re.compile(r"^/desk/works/\d+/$")
    )
    expect(page.get_by_label("Kind")).to_be_hidden()
    expect(page.get_by_label("Rating, out of 5")).to_have_value("4.5")

    other = new(study, device, "Once more")
    page = other.page
    work(page).press_sequentially("纸")
    page.clock.run_for(200)
    expect(page.locator("#reviews-0-work-options [role=option]")).to_have_count(1)
    expect(work(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = work(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_contain_text("The Paper Ferry (2023)")
    page.keyboard.press("Enter")
    expect(work(page)).to_have_value("The Paper Ferry (2023)")
    expect(work(page)).to_have_attribute("aria-expanded", "false")


def test_a_verdict_comes_back_after_the_network_and_the_page_are_gone(
    study: Blog, device: Device
) -> None:
    window = new(study, device)
    page = window.page
    window.type("Some words.")
    window.save_itself()
    address = page.url
    window.cut_off()
    page.get_by_role("button", name="Another work").click()
    work(page, 1).fill("The Second Ferry")
    work(page).fill("The First Ferry")
    verdict(page).fill("It leaks. 漏水。")
    verdict(page, 1).fill("It does not.")
    page.get_by_label("Seen on").first.fill("2026-11-10")
    page.clock.run_for(300)
    kept = journal_of("reviews-0-verdict")
    page.wait_for_function(f"async () => (await {kept}).includes('It leaks. 漏水。')")
    context = page.context
    page.close(run_before_unload=False)

    page = context.new_page()
    page.goto(address)
    expect(page.locator(".banner")).to_contain_text("another copy of this piece")
    page.get_by_role("button", name="Put it back").first.click()
    expect(verdict(page)).to_have_value("It leaks. 漏水。")
    expect(work(page, 1)).to_have_value("The Second Ferry")
    expect(verdict(page, 1)).to_have_value("It does not.")
    expect(page.get_by_label("Seen on").first).to_have_value("2026-11-10")
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(verdict(page, 1)).to_have_value("It does not.")


def test_a_review_that_is_taken_away_can_be_put_back(study: Blog, device: Device) -> None:
    window = new(study, device)
    page = window.page
    work(page).fill("A Third Ferry")
    verdict(page).fill("Slow.")
    page.get_by_role("button", name="Take this review away").click()
    expect(work(page)).to_have_value("")
    expect(page.get_by_role("status").get_by_text("A Third Ferry is taken away")).to_be_visible()
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_value("Slow.")
    window.save_itself()
    page.reload()
    expect(work(page)).to_have_value("A Third Ferry")
    page.get_by_text("What it reviews A Third Ferry").click()
    page.get_by_role("button", name="Take this review away").click()
    Window(page).save_itself()
    page.reload()
    expect(work(page)).to_have_count(1)
    expect(work(page)).to_have_value("")


def test_two_devices_that_rate_different_works_are_made_one(study: Blog, device: Device) -> None:
    one = new(study, device)
    work(one.page).fill("Ferry at Noon")
    one.page.get_by_role("button", name="Another work").click()
    work(one.page, 1).fill("Ferry at Night")
    one.type("Words.")
    one.save()
    other = open_window(device(), one.page.url)
    expect(other.page.locator("#editor.scripted")).to_be_visible()
    other.page.get_by_text("What it reviews Ferry at Noon; Ferry at Night").click()
    verdict(one.page).fill("Bright.")
    one.save()
    verdict(other.page, 1).fill("Dark.")
    other.pause()
    other.page.get_by_role("button", name="See both, side by side").click()
    other.page.get_by_role("button", name="Keep this", exact=True).click()
    expect(verdict(other.page)).to_have_value("Bright.")
    expect(verdict(other.page, 1)).to_have_value("Dark.")
    other.status("Saved")
    assert Shelf(study.data).newest(other.post_id) == "Words."


def test_what_is_wrong_with_a_review_stands_beside_it(study: Blog, device: Device) -> None:
    window = new(study, device)
    page = window.page
    page.get_by_role("button", name="Another work").click()
    verdict(page, 1).fill("Of nothing.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#reviews-1-work-error")).to_contain_text("Say which work this is about")
    expect(work(page, 1)).to_be_focused()


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(study: Blog, device: Device, width: int) -> None:
    window = new(study, device)
    page = window.page
    page.set_viewport_size({"width": width, "height": 900})
    work(page).press_sequentially("Ferry, once")
    verdict(page).fill("Fine.")
    window.type("Words.")
    window.save()
    problems: list[str] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        problems += violations(page)
    assert problems == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
