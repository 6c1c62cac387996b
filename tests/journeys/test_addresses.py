"""An address that a reader tries in vain: counted, seen on the desk, led on, or said to be gone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Blog, Device, Visit
from tests.journeys.test_accessibility import SCHEMES, violations
from tests.journeys.writing import open_window

pytestmark = pytest.mark.browser


def missed(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404


def test_what_readers_ask_for_in_vain(study: Blog, device: Device, visit: Visit) -> None:
    lost, gone = "/2019/a-lamp.html", "/2019/left/"
    reader = visit(f"{study.url}/archive/")
    for path in (lost, lost, gone):
        missed(reader, study.url + path)

    desk = open_window(device(), f"{study.url}/desk/addresses/").page
    desk.set_viewport_size({"width": 390, "height": 900})
    row = desk.locator("li").filter(has_text=lost)
    expect(row).to_contain_text("2 times")
    problems: list[str] = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        problems += violations(desk)
    assert problems == []
    assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")

    row.get_by_role("link", name="Lead it somewhere").click()
    expect(desk.get_by_label("The old address")).to_have_value(lost)
    desk.get_by_label("Leads to").fill("/posts/none/")
    desk.get_by_role("button", name="Keep it").click()
    expect(desk.locator(".error")).to_contain_text("Nothing stands at “/posts/none/” for readers.")
    desk.get_by_label("Leads to").fill(f"{study.url}/archive")
    desk.get_by_role("button", name="Keep it").click()
    expect(desk.get_by_text(f"“{lost}” leads to “/archive/” now.")).to_be_visible()
    expect(desk.locator("li").filter(has_text=lost)).to_have_count(0)
    desk.locator("li").filter(has_text=gone).get_by_role("button", name="Gone").click()
    expect(desk.get_by_text(f"“{gone}” is marked as gone.")).to_be_visible()
    expect(desk.get_by_role("row").filter(has_text=gone)).to_contain_text("Gone")

    reader.goto(study.url + lost)
    assert reader.url == f"{study.url}/archive/"
    answer = reader.goto(study.url + gone)
    assert answer is not None
    assert answer.status == 410
    expect(reader.locator("main")).to_contain_text("taken it away for good")
