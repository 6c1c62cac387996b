"""A draft in the editor, as a person has it under their hands. ‹ and › mark what is selected."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

STATE = """source => {
  const [from, to] = [source.selectionStart, source.selectionEnd];
  const text = source.value;
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}"""


@dataclass(frozen=True)
class Draft:
    page: Page

    @property
    def source(self) -> Locator:
        return self.page.locator("#source")

    @property
    def preview(self) -> Locator:
        return self.page.locator("#preview .prose")

    def put(self, marked: str) -> None:
        """Type the text over all that stands there, and select what is marked, else its end."""
        text, start, end = selection(marked)
        self.source.fill(text)
        self.source.evaluate(
            "(source, [from, to]) => source.setSelectionRange(from, to)", [start, end]
        )

    def shows(self, marked: str) -> None:
        """Wait until this stands there, with this selected."""
        self.page.wait_for_function(
            f"marked => ({STATE})(document.querySelector('#source')) === marked", arg=marked
        )

    def reads(self, words: str) -> None:
        expect(self.preview).to_contain_text(words)

    def undo(self) -> None:
        self.page.keyboard.press("Control+z")

    def compose(self, *steps: str) -> None:
        """Type a word with an input method, and leave it open."""
        method = self.page.context.new_cdp_session(self.page)
        for step in steps:
            method.send(
                "Input.imeSetComposition",
                {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
            )


def selection(marked: str) -> tuple[str, int, int]:
    before, _, rest = marked.partition("‹")
    inside, _, after = rest.partition("›")
    text = before + inside + after
    start = _units(before)
    return text, start, start + _units(inside)


def _units(text: str) -> int:
    """Browsers count UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def open_draft(context: BrowserContext, address: str) -> Draft:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#editor.scripted")).to_be_visible()
    return Draft(page)
