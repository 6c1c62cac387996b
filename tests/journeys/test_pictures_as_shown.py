"""Pictures in their sizes: the browser takes the best form, and everything stands where it did."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Served, Visit

pytestmark = pytest.mark.browser


def shown(page: Page, selector: str) -> list[dict[str, float | str]]:
    """Where each picture stands, and which file the browser has taken."""
    page.eval_on_selector_all(selector, "found => found.forEach(each => each.loading = 'eager')")
    page.wait_for_function(
        "wanted => [...document.querySelectorAll(wanted)].every(each => each.complete)",
        arg=selector,
    )
    found: list[dict[str, float | str]] = page.eval_on_selector_all(
        selector,
        """found => found.map(each => {
            const box = each.getBoundingClientRect()
            return { x: box.x, y: box.y, width: box.width, file: each.currentSrc }
        })""",
    )
    return found


@pytest.mark.parametrize("width", [390, 1440])
def test_a_pair_stands_side_by_side_in_the_best_form(
    sample: Served, visit: Visit, width: int
) -> None:
    page = visit(f"{sample.url}/posts/reverse-charges/", width=width)
    left, right = shown(page, ".pair img")
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    assert left["width"] == right["width"] > 100
    for picture in shown(page, "main img"):
        assert str(picture["file"]).endswith(".avif")
