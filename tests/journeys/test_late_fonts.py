"""Where the fonts come late, what is being read stays where it is."""

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.conftest import Served

PAGES = ("/", "/posts/slack-water/", "/tags/book/", "/works/between-floors/", "/search/")
# What is called good (https://web.dev/articles/cls): above it, readers lose their place.
GOOD = 0.1

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TWO_ARE_LATE = "() => [...document.fonts].filter((font) => font.status === 'loading').length > 1"
SHIFTS = """async () => {
  let sum = 0;
  const add = (list) => { for (const shift of list.getEntries()) sum += shift.value; };
  const patience = new Promise((_, fail) => setTimeout(fail, 60_000));
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  await Promise.race([document.fonts.ready, patience]);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await new Promise((done) => setTimeout(done));
  return sum;
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves(chrome: Browser, sample: Served, path: str, width: int) -> None:
    held: list[Route] = []
    is_painted = False

    def hold(font: Route) -> None:
        font.continue_() if is_painted else held.append(font)

    with chrome.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.route("**/*.woff2*", hold)
        page.goto(f"{sample.url}{path}", wait_until="domcontentloaded")
        page.evaluate(TWO_FRAMES)
        page.wait_for_function(TWO_ARE_LATE)
        is_painted = True
        for font in held:
            font.continue_()
        assert page.evaluate(SHIFTS) < GOOD
