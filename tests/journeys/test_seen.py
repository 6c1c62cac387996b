"""“I’ve seen it”: what covers hide of a work stands open for a reader who knows it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Blog, Served, Visit

pytestmark = pytest.mark.browser

ONE = """---
title: One film
date: 2026-03-01
work: {title: Slow Water, year: 2024}
rating: 4
verdict: Worth it, if ||you stay||.
---
She ||leaves||.

::: spoiler The end
He stays.
:::
"""
BOTH = """---
title: Two films
date: 2026-03-02
work:
  - {title: Slow Water, year: 2024, verdict: "Again ||better||."}
  - {title: Fast Fire, year: 2025, verdict: "Not ||at all||."}
---
Both ||end||.
"""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("films")
    (folder / "posts").mkdir()
    for name, text in (("one", ONE), ("both", BOTH)):
        (folder / "posts" / f"{name}.md").write_text(text, encoding="utf-8")
    blog = Blog(tmp_path_factory.mktemp("seen") / "data")
    blog.run("init")
    blog.run("import", "markdown", str(folder))
    yield from blog.serve()


def knows(page: Page, work: str = "Slow Water") -> None:
    page.get_by_role("button", name=f"I’ve seen it ({work})").first.click()


def is_open(page: Page, words: str) -> bool:
    return page.get_by_text(words, exact=True).is_visible()


def test_a_work_that_is_known_is_open_everywhere_until_it_is_taken_back(
    visit: Visit, films: Served
) -> None:
    page = visit(f"{films.url}/posts/one-film/")
    assert not any(is_open(page, words) for words in ("leaves", "He stays.", "you stay"))
    knows(page)
    for words in ("leaves", "He stays.", "you stay"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    expect(page.get_by_text("Nothing is covered, because you’ve seen it.")).to_be_visible()
    expect(page.get_by_label("Uncover everything on this page")).to_be_checked()

    page.goto(f"{films.url}/posts/two-films/")
    expect(page.get_by_text("better", exact=True)).to_be_visible()
    assert not is_open(page, "at all")
    assert not is_open(page, "end"), "the piece is about both"
    knows(page, "Fast Fire")
    expect(page.get_by_text("end", exact=True)).to_be_visible()

    page.get_by_role("button", name="I haven’t seen it after all (Slow Water)").first.click()
    expect(page.get_by_text("end", exact=True)).to_be_hidden()
    expect(page.get_by_text("better", exact=True)).to_be_hidden()
    expect(page.get_by_text("at all", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("leaves", exact=True)).to_be_hidden()
    expect(page.get_by_text("He stays.", exact=True)).to_be_hidden()
    expect(page.get_by_label("Uncover everything on this page")).not_to_be_checked()


def test_all_of_it_is_taken_back_at_once(visit: Visit, films: Served) -> None:
    page = visit(f"{films.url}/posts/two-films/")
    knows(page)
    knows(page, "Fast Fire")
    page.goto(f"{films.url}/works/")
    expect(page.get_by_text("2 works", exact=True)).to_be_visible()
    page.get_by_role("button", name="Forget all of that").click()
    expect(page.get_by_text("2 works", exact=True)).to_be_hidden()
    assert page.evaluate("localStorage.getItem('seen')") is None


def test_two_tabs_keep_in_step(visit: Visit, films: Served) -> None:
    page = visit(f"{films.url}/posts/one-film/")
    other = page.context.new_page()
    other.goto(f"{films.url}/works/slow-water/")
    assert not is_open(other, "you stay")
    knows(page)
    expect(other.get_by_text("you stay", exact=True)).to_be_visible()


def test_without_a_script_or_a_place_to_keep_it_there_is_no_button(
    visit: Visit, films: Served
) -> None:
    page = visit(f"{films.url}/posts/one-film/", script=False)
    expect(page.locator("button.seen").first).to_be_hidden()
    page.locator(".spoiler").first.click()
    expect(page.get_by_text("leaves", exact=True)).to_be_visible()
    page.get_by_label("Uncover everything on this page").check()
    expect(page.get_by_text("you stay", exact=True)).to_be_visible()
    expect(page.get_by_text("He stays.", exact=True)).to_be_visible()

    refusing = visit(f"{films.url}/")
    refusing.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(); } })"
    )
    refusing.goto(f"{films.url}/posts/one-film/")
    expect(refusing.locator("button.seen").first).to_be_hidden()


def test_what_is_known_is_printed(visit: Visit, films: Served) -> None:
    page = visit(f"{films.url}/posts/one-film/")
    page.emulate_media(media="print")
    assert not any(is_open(page, words) for words in ("leaves", "He stays.", "you stay"))
    page.emulate_media(media="screen")
    knows(page)
    page.emulate_media(media="print")
    for words in ("leaves", "He stays.", "you stay"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    expect(page.locator("button.seen").first).to_be_hidden()


def test_covers_by_keyboard_and_for_those_who_listen(visit: Visit, films: Served) -> None:
    page = visit(f"{films.url}/posts/one-film/")
    cover = page.get_by_role("checkbox", name="Uncover spoiler").first
    cover.focus()
    page.keyboard.press("Control+a")
    assert "leaves" not in page.evaluate("getSelection().toString()")
    assert "leaves" not in page.locator("article").aria_snapshot()
    page.keyboard.press("Space")
    expect(cover).to_be_checked()
    assert "leaves" in page.locator("article").aria_snapshot()
    assert "He stays" not in page.locator("article").aria_snapshot()
    page.locator("summary").first.press("Enter")
    assert "He stays" in page.locator("article").aria_snapshot()


def test_a_link_from_a_feed_brings_to_its_cover_and_leaves_it_on(
    visit: Visit, films: Served
) -> None:
    page = visit(f"{films.url}/posts/one-film/#spoiler-2")
    part = page.locator("#spoiler-2")
    expect(part).to_be_in_viewport()
    assert part.evaluate("part => part.matches(':target') && !part.open")
    # A browser that looks for words unfolds what holds them: so do links to words.
    page.goto(f"{films.url}/works/")
    page.goto(f"{films.url}/posts/one-film/#:~:text=He%20stays")
    expect(page.get_by_text("He stays.", exact=True)).to_be_hidden()
