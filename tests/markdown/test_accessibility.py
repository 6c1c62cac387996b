"""axe-core has nothing to say about a page that holds every element of the dialect."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.markdown.pieces import page
from tests.markdown.test_golden import CASES, PICTURES

pytestmark = pytest.mark.browser


def test_every_element(chrome: Browser) -> None:
    """Each case on a page of its own, since each has the ids of a whole piece."""
    problems = []
    opened = chrome.new_page()
    for case in CASES:
        piece = page(case.read_text(encoding="utf-8"), pictures=PICTURES)
        opened.set_content(
            f"<!doctype html><html lang=en><title>{case.stem}</title>"
            f"<main><h1>{case.stem}</h1><article>{piece}</article></main>"
        )
        results = Axe().run(opened).response["violations"]
        problems += [
            f"{case.stem}: {each['id']}: {node['html'][:160]}"
            for each in results
            for node in each["nodes"]
        ]
    opened.close()
    assert problems == []
