"""What a first visit weighs without pictures: under 25 kB before fonts, under 130 kB with them."""

import pytest

from tests.journeys.conftest import Served, Visit

PAGES = (
    "/",
    "/posts/slack-water/",
    "/tags/book/",
    "/themes/crossings/",
    "/archive/",
    "/works/",
    "/works/kinds/film/",
    "/works/between-floors/",
    "/search/",
    "/search/?q=snow",
    "/feed/",
    "/follow/",
    "/follow/",
)
BEFORE_FONTS = 25_000
WITH_FONTS = 130_000

# What came over the wire, packed, by address.
WEIGHTS = """async () => {
  const patience = new Promise((_, fail) => setTimeout(fail, 60_000));
  await Promise.race([document.fonts.ready, patience]);
  const entries = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  return entries.map((each) => [new URL(each.name).pathname, each.encodedBodySize]);
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light(visit: Visit, sample: Served, path: str) -> None:
    weights = dict(visit(f"{sample.url}{path}").evaluate(WEIGHTS))
    fonts = sum(size for name, size in weights.items() if name.endswith(".woff2"))
    pictures = sum(size for name, size in weights.items() if name.startswith("/media/"))
    total = sum(weights.values()) - pictures
    assert weights[path.partition("?")[0]] > 1000
    assert fonts > 50_000
    assert total - fonts < BEFORE_FONTS
    assert total < WITH_FONTS
