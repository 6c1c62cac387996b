"""A cover hides the same words in every channel but the page, whatever stands around it."""

import re

import pytest

from tests.markdown.pieces import feed, made, page

HIDDEN = "wolframite"  # a word that no template of ours holds


@pytest.mark.parametrize(
    "source",
    [
        f"A ||{HIDDEN}|| b.",
        f"A || {HIDDEN} || b.",
        f"||{HIDDEN} || and more.",
        f"在||{HIDDEN}||之后",
        f"||*a* **{HIDDEN}** [b](/c)||",
        f"*a ||b* {HIDDEN}||",
        f"||*a|| b {HIDDEN}* and ||{HIDDEN}||".replace(f" b {HIDDEN}*", "*"),
        f"a || b, then ||{HIDDEN}||",
        f"x||y, then ||{HIDDEN}||, or p||q",
        f"[a ||{HIDDEN}|| b](/c)",
        f"![a ||{HIDDEN}||](b.jpg)",
        f'![a](b.jpg "c ||{HIDDEN}||")',
        f'![a](https://other.example/b.jpg "||{HIDDEN}||")',
        f'[a](/b "c ||{HIDDEN}||")',
        f"## A ||{HIDDEN}|| heading",
        f"- [ ] ||{HIDDEN}||",
        f"> a\n> — ||{HIDDEN}||",
        f"| a | b |\n|---|---|\n| ||{HIDDEN}|| | c |",
        f"| a ||{HIDDEN}|| |\n|---|\n| c |",
        f"| a |\n|---|\n| \\|\\|{HIDDEN}\\|\\| |",
        f"::: dialogue\nAunt: ||{HIDDEN}||\n||{HIDDEN}||: hello\n-- ||{HIDDEN}||\n:::",
        f"::: pull\n||{HIDDEN}||\n:::",
        f"::: spoiler The end\n{HIDDEN}\n\n## {HIDDEN}\n\n- {HIDDEN}\n\n> {HIDDEN}\n:::",
        f"::: spoiler The ||{HIDDEN}||\na\n:::",
        f"::: spoiler\n{HIDDEN}, never closed",
        f"::: spoiler A\n::: pull\n{HIDDEN}\n:::\n{HIDDEN}\n:::\nafter",
        f"::: spoiler A\n```\n:::\n```\n{HIDDEN}\n:::",
        f"::: spoiler A\n```\n{HIDDEN}\n```\n:::",
        f"::: spoiler A\n![{HIDDEN}]({HIDDEN}.jpg)\n:::",
        f"::: spoiler A\n<div>{HIDDEN}</div></div></details>\n\n{HIDDEN}\n:::",
        f"- ::: spoiler A\n  {HIDDEN}\n  :::\n- after",
        f"> ::: spoiler A\n> {HIDDEN}\n> :::",
        f"a||b[^1]||\n\n[^1]: {HIDDEN}",
        f"::: spoiler A\nb[^1]\n\n[^1]: {HIDDEN}[^2]\n\n[^2]: {HIDDEN}\n:::",
        f"<div>||{HIDDEN}||</div>",
        f'<img src="a.jpg" alt="||{HIDDEN}||">',
        f"<b>||{HIDDEN}</b>||",
        f"||{{漢字|{HIDDEN}}}||",
        f"||`{HIDDEN}`||",
        f"||https://{HIDDEN}.example/||",
    ],
)
def test_hidden_words_stay_on_the_page(source: str) -> None:
    rendered = made(source)
    beside = (rendered.feed_html, rendered.text, rendered.excerpt, str(rendered.headings))
    assert [text for text in beside if HIDDEN in text] == []
    assert HIDDEN not in covers_removed(rendered.page_html)


def covers_removed(html: str) -> str:
    """What a reader of the page sees who opens nothing; covers are nested at most once here."""
    html = re.sub(r'<label class="spoiler".*?</label>', "", html, flags=re.DOTALL)
    return re.sub(r'<details class="hidden-part".*?</details>', "", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    "source",
    [
        "a || b",
        "a || b and c",
        "`a ||b|| c`",
        "||||",
        "a |||| b",
        r"\||a||",
        "||",
        "||a",
        "a||",
        "```\n||a||\n```",
        "    ||a||",
        "::: spoilers\na\n:::",
        "| a | b |\n|---|---|\n| c || d |",
    ],
)
def test_what_is_no_cover(source: str) -> None:
    rendered = made(source)
    assert rendered.spoiler_count == 0
    assert "spoiler-" not in rendered.page_html


def test_bars_stay_as_typed() -> None:
    assert page("a || b, `||`, ||||") == "<p>a || b, <code>||</code>, ||||</p>\n"


def test_numbers_and_links() -> None:
    rendered = made("a ||b||\n\n::: spoiler The end\nc ||d||\n:::\n\n||e||")
    assert rendered.spoiler_count == 4
    assert re.findall(r'id="(spoiler-\d)"', rendered.page_html) == [
        "spoiler-1",
        "spoiler-2",
        "spoiler-3",
        "spoiler-4",
    ]
    links = re.findall(r'href="https://blog.example/posts/slow-train/#(.+?)"', rendered.feed_html)
    assert links == ["spoiler-1", "spoiler-2", "spoiler-4"]
    assert "Spoiler: The end (covered on the page)" in rendered.feed_html


def test_a_note_that_is_open_elsewhere_is_open() -> None:
    rendered = made("||a[^1]|| and b[^1]\n\n[^1]: note of both")
    assert "note of both" in rendered.feed_html
    assert "hidden-part" not in rendered.page_html


def test_numbers_of_notes_in_the_feed_are_those_of_the_page() -> None:
    assert '<li value="2">open</li>' in feed("||a[^1]|| b[^2]\n\n[^1]: shut\n\n[^2]: open")


def test_counts_take_in_what_is_hidden() -> None:
    assert made("one ||two three||").word_count == 3
    assert made("一||二三||").character_count == 3


def test_closing_tags_do_not_open_a_cover() -> None:
    html = page("::: spoiler A\n</div></details>\n\nstill covered\n:::\n\nafter")
    assert "after" in covers_removed(html)
    assert "still covered" not in covers_removed(html)
