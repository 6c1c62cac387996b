"""axe-core finds nothing on any page that a reader can reach, or of the desk, light and dark.

And nothing scrolls sideways on a phone, nothing is said on the console, no other host is asked.
"""

import json
import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Served, Visit, sign_in

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
PARTS = 6  # so that several processes share the pages
MOST_OF_A_KIND = 8  # of tags, works, people, months; of posts all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# Colours fade over 120 ms when the scheme changes; axe must see where they end. They are ended, not
# waited for: a page that draws no frames never comes to their end. One fade can begin another. What
# is far below and not drawn yet (content-visibility) would keep the colours of before.
END_FADES = """() => {
  for (const each of document.querySelectorAll(".entries > li"))
    each.style.contentVisibility = "visible";
  const isFading = (each) => Number.isFinite(each.effect.getComputedTiming().endTime);
  for (let round = 0; round < 20; round += 1)
    for (const each of document.getAnimations().filter(isFading)) each.finish();
}"""


def violations(page: Page) -> list[str]:
    """What axe objects to on the page as it stands, in a line each; frames are pages of their own.

    To call into a sandboxed frame that is just loading would be a complaint on the console, now and
    then: its origin is nobody's.
    """
    page.evaluate(END_FADES)
    page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "iframes": False}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{page.url}: {violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def check(page: Page, addresses: list[str]) -> None:
    problems: list[str] = []
    for address in addresses:
        page.goto(address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            problems += [f"{scheme}: {violation}" for violation in violations(page)]
    assert problems == []


def sitemap(served: Served) -> list[str]:
    """Every post, and some of each other kind of page, spread over all of them."""
    root = ElementTree.fromstring(served.ask("/sitemap.xml"))
    kinds = defaultdict[str, list[str]](list)
    for element in root.findall("{*}url/{*}loc"):
        address = element.text or ""
        kinds[re.sub(r"(?<=[a-z]/)[^/]+/$|(?<=/)\d+/", "", address)].append(address)
    return [
        address
        for kind, addresses in kinds.items()
        for address in addresses[
            :: 1 if "/posts/" in kind else -(-len(addresses) // MOST_OF_A_KIND)
        ]
    ]


def desk(page: Page, served: Served) -> list[str]:
    """Every page of the desk that can be reached by a link, one of each kind; files are none."""
    files = tuple(
        f"{served.url}/desk/{path}" for path in ("keeping/everything", "keeping/backups/")
    )
    seen: dict[str, str] = {}
    waiting = [f"{served.url}/desk/"]
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"\d+", "N", address.split("#")[0])
        if kind in seen:
            continue
        seen[kind] = address
        page.goto(address)
        links = page.eval_on_selector_all("a[href]", "found => found.map(each => each.href)")
        here = [link for link in links if link.startswith(f"{served.url}/desk/")]
        waiting += [link for link in here if not link.startswith(files)]
    return list(seen.values())


@pytest.mark.parametrize("part", range(PARTS))
def test_readers_pages(sample: Served, visit: Visit, part: int) -> None:
    addresses = sitemap(sample)
    assert len(addresses) > 60
    check(visit(sample.url), addresses[part::PARTS])


def test_readers_pages_on_a_phone(sample: Served, visit: Visit) -> None:
    check(visit(sample.url, width=390), sitemap(sample)[::PARTS])


def test_pages_beside_the_sitemap(sample: Served, visit: Visit) -> None:
    page = visit(sample.url)
    doors = ("/nowhere/", "/login", "/logout")
    ways = ("/tags/", "/works/by/year/", "/works/by/country/")
    states = ("", "?q=the", "?q=ferries+kind:film", "?q=wintre", "?q=tag:wintre", "?q=%21")
    combined = ("/feed/", "/feeds/!kind:book", "/feeds/kind:book+kind:place")
    paths = (*doors, *ways, *combined, *(f"/search/{state}" for state in states))
    check(page, [f"{sample.url}{path}" for path in paths])


@pytest.mark.parametrize("width", [390, 1440])
def test_the_desk(sample: Served, visit: Visit, width: int) -> None:
    page = visit(sample.url, width=width)
    sign_in(page, sample)
    addresses = desk(page, sample)
    assert len(addresses) >= 9
    check(page, addresses)


def test_set_up(fresh: Served, visit: Visit) -> None:
    link = re.search(r"http\S+/setup\S+", fresh.said)
    assert link
    check(visit(fresh.url), [fresh.url, link[0]])


@pytest.mark.parametrize("width", [320, 390, 820])
def test_nothing_scrolls_sideways(sample: Served, visit: Visit, width: int) -> None:
    page = visit(sample.url, width=width)
    sign_in(page, sample)
    too_wide = []
    for address in [*sitemap(sample), *desk(page, sample)]:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)
    assert too_wide == []


@pytest.mark.parametrize("width", [320, 390])
def test_the_desk_hides_nothing_past_the_edge(sample: Served, visit: Visit, width: int) -> None:
    page = visit(sample.url, width=width)
    sign_in(page, sample)
    reach = ".rail nav a, table.stacks :is(a, td)"
    page.wait_for_selector(reach)
    ends = page.eval_on_selector_all(
        reach, "found => found.map(each => each.getBoundingClientRect().right)"
    )
    assert len(ends) > 20
    assert max(ends) <= width
