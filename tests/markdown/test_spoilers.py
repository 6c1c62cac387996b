"""A cover hides the same words in every channel but the page, whatever stands around it."""

import re

import pytest

from blog.markdown import render
from blog.markdown.spoilers import without_hidden_words
from tests.markdown.pieces import PERMALINK, feed, made, page

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
        f'![a](b.jpg "c || {HIDDEN} || d")',
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
        f"<div>|| {HIDDEN} ||</div>",
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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a ||b|| c", "a […] c"),
        ("||se*cr*et||", "[…]"),
        ("在||结局||之后", "在[…]之后"),
        ("a || b || c", "a […] c"),
        ("||b || c", "[…] c"),
        ("a || b, then ||c||", "a || b, then […]"),
        ("a || b", "a || b"),
        ("|| ||||", "|| ||||"),
        ("||", "||"),
    ],
)
def test_plain_words_are_covered_as_those_of_a_text_are(typed: str, shown: str) -> None:
    assert without_hidden_words(typed) == shown


def test_covers_and_headings_of_a_part_do_not_have_the_ids_of_the_piece() -> None:
    source = "||a||\n\n## b\n\n::: spoiler c\nd\n:::"
    part = render(source, doc_id="12w5", permalink=PERMALINK, is_part=True)
    assert re.findall(r' id="(.+?)"', part.page_html) == [
        "spoiler-12w5-1",
        "s-12w5-b",
        "spoiler-12w5-2",
    ]
    assert re.findall(r"#(spoiler.+?)\"", str(part.feed_html)) == [
        "spoiler-12w5-1",
        "spoiler-12w5-2",
    ]


def test_an_anchor_does_not_tell_what_a_covered_heading_says() -> None:
    html = page("## Open\n\n::: spoiler A\n## Tomas dies\n\n## Tomas lives\n:::")
    assert re.findall(r'<h2 id="(.+?)"', html) == ["s-open", "s-covered", "s-covered-2"]


def test_pictures_that_stand_under_covers_only() -> None:
    rendered = made(
        "![a](open.jpg)\n\n||![b](line.jpg)|| and [^1] and ||[^2]||\n\n"
        "::: spoiler\n![c](block.jpg)\n![d](open.jpg)\n:::\n\n"
        "[^1]: ![e](note.jpg)\n\n[^2]: ![f](covered-note.jpg)"
    )
    assert rendered.covered_pictures == {"line.jpg", "block.jpg", "covered-note.jpg"}
