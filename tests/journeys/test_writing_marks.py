"""What each mark of the editor makes of a text, asked of the module that makes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Blog
from tests.journeys.drafts import selection

pytestmark = pytest.mark.browser

# Mark, text before, text after; ‹ and › are the selection.
TABLE = [
    ("bold", "a ‹word› here", "a **‹word›** here"),
    ("bold", "a **‹word›** here", "a ‹word› here"),
    ("bold", "a ‹**word**› here", "a ‹word› here"),
    ("bold", "a ‹ word ›here", "a  **‹word›** here"),
    ("bold", "so ‹›", "so **‹›**"),
    ("bold", "so **‹›**", "so ‹›"),
    ("bold", "so **word‹›**", "so **word**‹›"),
    ("bold", "**a** and b‹›** c", "**a** and b**‹›**** c"),
    ("bold", "***word‹›***", "***word**‹›*"),
    ("italic", "* so *word‹›*", "* so *word*‹›"),
    ("italic", "***word**‹›*", "***word***‹›"),
    ("italic", "**word‹›**", "**word*‹›***"),
    ("spoiler", "||she leaves‹›||", "||she leaves||‹›"),
    ("bold", "看‹《寄生虫》›的人", "看**‹《寄生虫》›**的人"),
    ("bold", "‹👩‍👩‍👧‍👦›", "**‹👩‍👩‍👧‍👦›**"),
    ("bold", "‹one\n\ntwo›", "‹**one**\n\n**two**›"),
    ("bold", "‹**one**\n\n**two**›", "‹one\n\ntwo›"),
    ("bold", "‹**one**\ntwo›", "‹**one**\n**two**›"),
    (
        "bold",
        "‹- one\n2. two\n> 三\n- [ ] four›",
        "‹- **one**\n2. **two**\n> **三**\n- [ ] **four**›",
    ),
    ("bold", "*‹word›*", "***‹word›***"),
    ("bold", "***‹word›***", "*‹word›*"),
    ("italic", "a ‹word›", "a *‹word›*"),
    ("italic", "a *‹word›*", "a ‹word›"),
    ("italic", "**‹word›**", "***‹word›***"),
    ("italic", "***‹word›***", "**‹word›**"),
    ("heading", "one\nt‹›wo\nthree", "one\n## t‹›wo\nthree"),
    ("heading", "## t‹›wo", "t‹›wo"),
    ("heading", "### ‹two›", "‹two›"),
    ("heading", "‹›", "## ‹›"),
    ("link", "see ‹this›", "see [this](‹https://›)"),
    ("link", "see ‹https://a.example/b›", "see [‹›](https://a.example/b)"),
    ("link", "see ‹[this](https://a.example)›", "see ‹this›"),
    ("link", "see ‹›", "see [‹›](https://)"),
    ("link", "see [this](https://a.example‹›)", "see ‹this›"),
    ("link", "[a](b) and [th‹i›s](https://a.example)", "[a](b) and ‹this›"),
    ("link", "[a](b)‹›", "[a](b)[‹›](https://)"),
    ("link", "![a ‹picture›](b)", "![a [picture](‹https://›)](b)"),
    ("quote", "‹one\n\ntwo›", "‹> one\n>\n> two›"),
    ("quote", "‹> one\n>\n> two›", "‹one\n\ntwo›"),
    ("quote", "a ‹›line", "> a ‹›line"),
    ("quote", "‹one\n›two", "‹> one›\ntwo"),
    ("spoiler", "Then ‹she leaves›.", "Then ||‹she leaves›||."),
    ("spoiler", "Then ||‹she leaves›||.", "Then ‹she leaves›."),
    ("spoiler", "‹终于走了›", "||‹终于走了›||"),
    (
        "spoiler",
        "a\n\n‹b\n\nc›\n\nd",
        "a\n\n::: spoiler ‹What it gives away›\nb\n\nc\n:::\n\nd",
    ),
    ("spoiler", "::: spoiler The end\n‹b\n\nc›\n:::", "‹b\n\nc›"),
    ("dialogue", "a\n\n‹›", "a\n\n::: dialogue\n‹Name›: “”\n:::"),
    ("dialogue", "‹Aunt: Eat.\nJun: No.›", "::: dialogue\n‹Aunt: Eat.\nJun: No.›\n:::"),
    ("dialogue", "::: dialogue\n‹Aunt: Eat.›\n:::\nb", "‹Aunt: Eat.›\nb"),
    ("pull", "a\n‹line›\nb", "a\n\n::: pull\n‹line›\n:::\n\nb"),
    ("pull", "a\n\n::: pull\n‹line›\n:::\n\nb", "a\n\n‹line›\n\nb"),
    ("picture", "a‹›b", "a\n\n![‹›](address)\n\nb"),
    ("pair", "‹›", "![‹›](address)\n![](address)"),
]

APPLY = """async ([mark, text, start, end]) => {
  const { MARKS } = await import("/static/js/editor/writing/marks.js");
  const edit = MARKS[mark](text, start, end);
  const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end) + (edit.tail ?? "");
  const [from, to] = edit.select;
  return `${changed.slice(0, from)}‹${changed.slice(from, to)}›${changed.slice(to)}`;
}"""


@pytest.fixture(scope="module")
def table(chrome: Browser, study: Blog) -> Iterator[Page]:
    """A page that the modules can be asked on."""
    context = chrome.new_context()
    page = context.new_page()
    page.goto(f"{study.url}/login")
    yield page
    context.close()


@pytest.mark.parametrize(("mark", "before", "after"), TABLE)
def test_a_mark_is_put_and_taken_away(table: Page, mark: str, before: str, after: str) -> None:
    assert table.evaluate(APPLY, [mark, *selection(before)]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A‹› b.", "A[^1] b.\n\n[^1]: ‹›"),
        ("A[^1] b‹›.\n\n[^1]: Note.", "A[^1] b[^2].\n\n[^1]: Note.\n[^2]: ‹›"),
        ("‹›A\n", "[^1]A\n\n[^1]: ‹›"),
    ],
)
def test_a_footnote_waits_at_the_end(table: Page, before: str, after: str) -> None:
    text, start, end = selection(before)
    edit = table.evaluate(
        """async ([text, start, end]) => {
          const { MARKS } = await import("/static/js/editor/writing/marks.js");
          return MARKS.footnote(text, start, end);
        }""",
        [text, start, end],
    )
    changed = text[: edit["start"]] + edit["text"] + text[edit["end"] :] + edit["tail"]
    assert (changed, edit["select"]) == (after.replace("‹›", ""), [after.index("‹›")] * 2)
