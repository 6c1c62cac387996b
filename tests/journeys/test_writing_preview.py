"""The draft and how it reads, side by side: always of now, never in the writer's way."""

import re

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.journeys.conftest import Blog
from tests.journeys.drafts import Draft, open_draft

pytestmark = pytest.mark.browser

COVERED = "First.\n\nThen ||she leaves||.\n\n::: spoiler The end\nIt rains.\n:::\n\n![]()\n\nLast."
LONG = "\n\n".join(
    f"## Part {number}\n\n" + "The corridor is forty metres long and the lamp goes out. " * 8
    for number in range(40)
)
IN_SIGHT = """heading => {
  const pane = document.querySelector("#preview");
  const headings = [...pane.querySelectorAll(".prose h2")];
  const found = headings.find((each) => each.textContent.startsWith(heading));
  const { top, bottom } = found.getBoundingClientRect();
  const edges = pane.getBoundingClientRect();
  return bottom > edges.top && top < edges.bottom;
}"""


def test_it_is_of_now(draft: Draft) -> None:
    draft.put("The lamp")
    draft.reads("The lamp")
    draft.page.keyboard.type(" *went* out")
    draft.reads("The lamp went out")
    expect(draft.preview.locator("em")).to_have_text("went")
    draft.page.locator("#title").fill("Review: Lamp (灯)")
    expect(draft.page.locator("#preview .title .kind")).to_have_text("Review:")


def test_only_one_question_is_under_way(draft: Draft) -> None:
    """However fast the typing, the next waits for the answer; the last text is always shown."""
    asked: list[int] = []
    under_way = 0

    def slowly(route: object) -> None:
        nonlocal under_way
        under_way += 1
        asked.append(under_way)
        answer = route.fetch()  # type: ignore[attr-defined]
        under_way -= 1
        route.fulfill(response=answer)  # type: ignore[attr-defined]

    draft.page.route("**/preview", slowly)
    draft.put("")
    draft.page.keyboard.type("One after the other, and the last word is: lamp", delay=15)
    draft.reads("the last word is: lamp")
    draft.page.unroute("**/preview")
    assert set(asked) == {1}


def test_what_is_uncovered_stays_so_while_something_else_is_written(draft: Draft) -> None:
    draft.put(COVERED)
    draft.reads("Last.")
    cover = draft.preview.locator(".spoiler input")
    part = draft.preview.locator("details")
    expect(cover).not_to_be_checked()
    draft.preview.locator(".spoiler").click()
    draft.preview.locator("summary").click()
    first = draft.preview.locator("p").first
    first.evaluate("block => { block.dataset.same = 'yes'; }")

    draft.source.press("Control+End")
    draft.page.keyboard.type(" And ||more||.")
    draft.reads("And more")
    expect(cover.first).to_be_checked()
    expect(cover.last).not_to_be_checked()
    expect(part).to_have_attribute("open", "")
    expect(first).to_have_attribute("data-same", "yes")

    draft.put(COVERED.replace("she leaves", "he leaves"))
    draft.reads("Then he leaves")
    expect(cover).not_to_be_checked()
    expect(part).to_have_attribute("open", "")


def test_uncovering_is_no_change_of_the_draft(draft: Draft) -> None:
    draft.put(COVERED)
    draft.reads("Last.")
    draft.page.evaluate(
        """document.querySelector("#editor").addEventListener("input", () => {
          document.body.dataset.changed = "yes";
        })"""
    )
    draft.preview.locator(".spoiler").click()
    expect(draft.preview.locator(".spoiler input")).to_be_checked()
    assert draft.page.evaluate("document.body.dataset.changed") is None


def test_a_silent_server_is_said_and_then_caught_up_with(draft: Draft) -> None:
    draft.put("Before.")
    draft.reads("Before.")
    draft.page.context.set_offline(True)
    draft.put("Meanwhile.")
    behind = draft.page.locator("#preview .behind")
    expect(behind).to_have_text("Not up to date: the blog doesn’t answer.")
    draft.reads("Before.")
    draft.page.context.set_offline(False)
    draft.reads("Meanwhile.")
    expect(behind).to_be_hidden()


def test_a_text_that_cannot_be_read_says_why(draft: Draft) -> None:
    draft.put("> " * 500 + "deep")
    expect(draft.page.locator("#preview .behind")).not_to_be_empty()
    draft.put("shallow")
    draft.reads("shallow")


# Which share of the text stands above the middle of its pane; it is the same all through.
SHARE = """() => {
  const pane = document.querySelector(".draft").getBoundingClientRect();
  const text = document.querySelector("#source").getBoundingClientRect();
  return ((pane.top + pane.bottom) / 2 - text.top) / text.height;
}"""


def test_the_draft_follows_the_preview(draft: Draft) -> None:
    draft.put(LONG)
    draft.reads("Part 39")
    lead(draft, "#preview")
    middle = draft.preview.get_by_role("heading", name="Part 20")
    middle.evaluate("heading => heading.scrollIntoView({ block: 'center' })")
    draft.page.wait_for_function(f"() => Math.abs(({SHARE})() - 0.5) < 0.04")


def test_the_preview_follows_the_draft(draft: Draft) -> None:
    draft.put(LONG)
    draft.reads("Part 39")
    lead(draft, ".draft")
    for share, heading in ((0.25, "Part 10"), (0.75, "Part 30")):
        draft.page.locator(".draft").evaluate(
            """(side, share) => {
              const text = document.querySelector("#source");
              side.scrollTop = text.offsetTop + share * text.offsetHeight - side.clientHeight / 2;
            }""",
            share,
        )
        draft.page.wait_for_function(IN_SIGHT, arg=heading)


def test_the_ends_meet(draft: Draft) -> None:
    draft.put(LONG)
    draft.reads("Part 39")
    lead(draft, ".draft")
    draft.page.locator(".draft").evaluate("side => { side.scrollTop = side.scrollHeight; }")
    draft.page.wait_for_function(
        """() => {
          const { scrollTop, scrollHeight, clientHeight } = document.querySelector("#preview");
          return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2;
        }"""
    )


def lead(draft: Draft, side: str) -> None:
    """The writer's hand is on this side."""
    draft.page.locator(side).dispatch_event("pointerdown")


def test_what_is_being_written_stays_in_sight(draft: Draft) -> None:
    draft.put(LONG)
    draft.reads("Part 39")
    place = draft.source.input_value().index("## Part 25") + len("## Part 25")
    draft.source.evaluate("(source, at) => source.setSelectionRange(at, at)", place)
    draft.page.locator("#preview").evaluate("pane => { pane.scrollTop = 0; }")
    draft.page.keyboard.type(" and a half")
    draft.reads("Part 25 and a half")
    draft.page.wait_for_function(IN_SIGHT, arg="Part 25")


def test_links_lead_out_of_a_draft_in_a_window_of_their_own(draft: Draft) -> None:
    draft.put("See [there](/archive/).[^1]\n\n[^1]: Note.")
    with draft.page.expect_popup() as opened:
        draft.preview.get_by_role("link", name="there").click()
    opened.value.wait_for_url("**/archive/")
    opened.value.close()
    draft.page.wait_for_url("**/desk/posts/*/")  # its first autosave gives it an address of its own
    address = draft.page.url
    draft.preview.get_by_role("link", name="Note 1").click()
    assert draft.page.url == address


def test_the_view_is_kept_on_this_device(draft: Draft) -> None:
    page = draft.page
    draft.put("a")
    page.keyboard.press("Control+.")
    expect(page.get_by_label("Read", exact=True)).to_be_checked()
    expect(draft.source).to_be_hidden()
    other = open_draft(page.context, page.url)
    expect(other.page.get_by_label("Read", exact=True)).to_be_checked()
    other.page.keyboard.press("Control+.")
    expect(other.page.get_by_label("Write", exact=True)).to_be_checked()
    expect(other.page.locator("#preview")).to_be_hidden()
    other.page.close()
    page.get_by_text("Both", exact=True).click()


def test_the_keys_work_while_the_draft_is_hidden(draft: Draft) -> None:
    draft.put("so‹› on")
    draft.page.keyboard.press("Control+.")
    expect(draft.source).to_be_hidden()
    draft.page.keyboard.press("Control+Enter")
    expect(draft.page.locator("#publish")).to_be_focused()
    draft.page.keyboard.press("Escape")
    draft.page.keyboard.press("Control+.")
    expect(draft.source).to_be_focused()
    draft.shows("so‹› on")
    draft.page.get_by_text("Both", exact=True).click()


def test_nothing_is_asked_while_nobody_looks(draft: Draft) -> None:
    asked: list[str] = []
    draft.page.get_by_text("Write", exact=True).click()
    draft.page.on("request", lambda request: asked.append(request.url))
    draft.put("Counted all the same: 灯灭了")
    expect(draft.page.locator("#length")).to_have_text("4 words, 3 characters")
    assert not [url for url in asked if url.endswith("/preview")]
    draft.page.get_by_text("Both", exact=True).click()
    draft.reads("Counted all the same")


def test_the_count_is_the_readers(draft: Draft) -> None:
    """Neither signs nor addresses are words; the minutes follow."""
    draft.put("One **two** [three](https://a.example/b/c).\n\n" + "word " * 457)
    expect(draft.page.locator("#length")).to_have_text("460 words")
    expect(draft.page.locator("#minutes")).to_have_text("2 minutes to read")
    draft.put("")
    expect(draft.page.locator("#length")).to_have_text("no words yet")
    expect(draft.page.locator("#minutes")).to_have_text("")


def test_save_and_publish_have_keys(chrome: Browser, study: Blog, cookies: StorageState) -> None:
    context = chrome.new_context(storage_state=cookies)
    draft = open_draft(context, f"{study.url}/desk/posts/new")
    draft.put("Kept.")
    draft.page.keyboard.press("Control+s")
    draft.page.wait_for_url("**/desk/posts/*/")
    expect(draft.page.get_by_role("link", name="Revisions")).to_have_attribute(
        "href", re.compile(r"/desk/posts/\d+/revisions/$")
    )
    expect(draft.page).to_have_title(re.compile("^Writing: "))
    draft.page.keyboard.press("Control+Enter")
    expect(draft.page.locator("#publish")).to_be_visible()
    context.close()
