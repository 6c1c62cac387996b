"""What a first visit weighs, without pictures and before fonts: under 25 kB."""

import pytest

from tests.journeys.conftest import Served, Visit

PAGES = (
    "/",
    "/posts/slack-water/",
    "/tags/book/",
    "/themes/crossings/",
    "/works/",
    "/works/between-floors/",
    "/search/",
)
BEFORE_FONTS = 25_000

# What came over the wire, packed, by the end of each address.
WEIGHTS = """async () => {
  await document.fonts.ready;
  const entries = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  return entries.map((each) => [new URL(each.name).pathname, each.encodedBodySize]);
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light(visit: Visit, sample: Served, path: str) -> None:
    weights = dict(visit(f"{sample.url}{path}").evaluate(WEIGHTS))
    text = sum(
        size for name, size in weights.items() if name == path or name.endswith((".css", ".js"))
    )
    assert weights[path] > 1000
    assert text < BEFORE_FONTS
