"""Reviews rated by stars, put in another order and taken away, with a script and without one."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, StorageState, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.going import follow
from tests.journeys.test_reviews import new, verdict, work

pytestmark = pytest.mark.browser


def works(page: Page) -> list[str]:
    """As they stand in the form, without the empty ones."""
    fields = page.get_by_label("Work", exact=True)
    return [name for place in range(fields.count()) if (name := fields.nth(place).input_value())]


def test_stars_are_clicked_and_the_list_says_the_same(study: Blog, device: Device) -> None:
    page = new(study, device).page
    stars, rating = page.locator(".stars").first, page.get_by_label("Rating, out of 5")
    star = stars.locator("svg").nth(3)
    box = star.bounding_box()
    assert box is not None
    star.click(position={"x": box["width"] * 0.25, "y": box["height"] / 2})
    expect(rating).to_have_value("3.5")
    star.click(position={"x": box["width"] * 0.75, "y": box["height"] / 2})
    expect(rating).to_have_value("4")
    expect(stars.locator(".full")).to_have_count(4)
    rating.select_option("2.5")
    expect(stars.locator(".full")).to_have_count(2)
    expect(stars.locator(".half")).to_have_count(1)
    stars.locator("svg").nth(2).click(position={"x": 3, "y": box["height"] / 2})
    expect(rating).to_have_value("")
    expect(stars.locator(".full, .half")).to_have_count(0)
    assert stars.get_attribute("aria-hidden") == "true"


def test_reviews_are_moved_by_keyboard_and_stay_so(study: Blog, device: Device) -> None:
    window = new(study, device)
    page = window.page
    for place, name in enumerate(("Pier One", "Pier Two", "Pier Three")):
        if place:
            page.get_by_role("button", name="Another work").click()
        work(page, place).fill(name)
        verdict(page, place).fill(f"Of {name}.")
    page.get_by_role("button", name="Move up").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The review of Pier Three is number 2 of 3 now.")).to_be_attached()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move down").first).to_be_focused()
    assert works(page) == ["Pier Three", "Pier One", "Pier Two"]
    page.get_by_role("button", name="Take this review away").nth(1).click()
    page.get_by_role("button", name="Move down").first.click()
    page.get_by_role("button", name="Put it back").click()
    assert sorted(works(page)) == ["Pier One", "Pier Three", "Pier Two"]
    as_it_stands = works(page)
    window.type("Words.")
    window.save()
    page.reload()
    assert [name.removesuffix(" (film)") for name in works(page)] == as_it_stands
    expect(verdict(page)).to_have_value(f"Of {as_it_stands[0]}.")


def test_without_a_script_the_same_buttons_ask_the_server(
    study: Blog, chrome: Browser, cookies: StorageState
) -> None:
    context = chrome.new_context(storage_state=cookies, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{study.url}/desk/posts/new")
    page.get_by_label("Title", exact=True).fill("By hand")
    page.get_by_text("What it reviews").click()
    work(page).fill("Quay One")
    follow(page.get_by_role("button", name="Another work"))
    work(page, 1).fill("Quay Two")
    follow(page.get_by_role("button", name="Another work"))
    follow(page.get_by_role("button", name="Move down").first)
    assert works(page) == ["Quay Two", "Quay One"]
    expect(work(page, 1)).to_be_focused()
    follow(page.get_by_role("button", name="Take this review away").first)
    assert works(page) == ["Quay One"]
    expect(page.get_by_label("Title", exact=True)).to_have_value("By hand")
    assert page.url.endswith("/new")
    follow(page.get_by_role("button", name="Save", exact=True))
    expect(page).to_have_url(re.compile(r"/desk/posts/\d+/$"))
    assert works(page) == ["Quay One"]
    context.close()


def test_words_of_a_verdict_count_while_they_are_typed(study: Blog, device: Device) -> None:
    window = new(study, device, "Counted")
    window.type("Two words.")
    work(window.page).fill("Pier One")
    verdict(window.page).fill("And three more.")
    window.pause()
    expect(window.page.locator("#preview")).to_contain_text("And three more.")
    expect(window.page.locator("#length")).to_have_text("5 words")


def test_the_work_to_merge_into_is_completed(study: Blog, device: Device) -> None:
    """Also of what was typed before the script ran."""
    window = new(study, device)
    page = window.page
    work(page).fill("The Iron Bridge")
    page.get_by_role("button", name="Another work").click()
    work(page, 1).fill("The Iron Bridges")
    window.save()
    page = device().new_page()
    page.goto(f"{study.url}/desk/works/")
    held: list[Route] = []
    page.route("**/desk/merge.js*", lambda route: held.append(route))
    with page.expect_request("**/desk/merge.js*"):
        page.get_by_role("link", name="The Iron Bridges").click()
    field = page.get_by_label("The work that stays")
    field.press_sequentially("iron")
    held.pop().continue_()
    expect(page.locator("#called-options [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("The Iron Bridge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Merge “The Iron Bridges” into “The Iron Bridge”?"
    )
