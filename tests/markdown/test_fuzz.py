"""Whatever is typed: no surprise, nothing left to clean, and nothing uncovered."""

from hypothesis import given
from hypothesis import strategies as st

from blog.markdown import RenderRefused
from blog.markdown.policy import FEED, PAGE
from blog.markdown.sanitize import clean
from tests.fuzz.rounds import fuzzed
from tests.markdown.pieces import PERMALINK, made
from tests.markdown.test_attacks import complaints

HIDDEN = "wolframite"
PIECES = st.sampled_from(
    [
        *"|| * ** _ ` `` ~~ [ ] ( ) ![ ]( [^1] | {漢| } < > & \" ' \\ :".split(),
        *"漢字 かな 한글 مرحبا 《 》 。".split(),
        *"<b> </b> <div> </div> <p> <!-- --> <script> </script> <svg> </details> </label>".split(),
        *"</span> <table> <td> &lt; &#106; javascript: https:// www.a.b a@b.co word x.jpg".split(),
        *("\n", "\n\n", "\r\n", "\t", " ", "\0", "\u202e", "\ufffe", "\n|-|-|\n", "\n[^1]: "),
        *(
            "\n> ",
            "\n- ",
            "\n1. ",
            "\n- [ ] ",
            "\n    ",
            "\n# ",
            "\n```",
            "\n---\n",
            "\n— ",
            "\n-- ",
        ),
        *("\n::: spoiler ", "\n::: spoiler\n", "\n::: pull\n", "\n::: dialogue\n", "\n:::\n", ": "),
        *("<img src=x onerror=y>", '<a href="'),
    ]
)
SOURCES = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)

bounded = fuzzed(150)


@bounded
@given(SOURCES, st.sampled_from(["en", "zh-Hans", "ja", "ar"]))
def test_nothing_surprising(source: str, lang: str) -> None:
    try:
        rendered = made(source, lang=lang)
    except RenderRefused:
        return
    for html, policy in ((rendered.page_html, PAGE), (rendered.feed_html, FEED)):
        assert clean(html, policy=policy, permalink=PERMALINK) == html
        assert complaints(html, policy) == []
    assert rendered.reading_minutes >= 1


@bounded
@given(SOURCES, SOURCES)
def test_block_covers_hold(before: str, after: str) -> None:
    """Between two rules nothing that stands before can take the cover for its own."""
    source = f"{before}\n\n```\n```\n\n</script>\n-->\n\n::: spoiler A\n{HIDDEN}\n:::\n\n{after}"
    try:
        rendered = made(source)
    except RenderRefused:
        return
    if rendered.page_html.count("hidden-part") == 0:
        return  # the cover stood in code, in HTML or in a block that swallowed it
    beside = f"{rendered.feed_html}{rendered.text}{rendered.excerpt}{rendered.headings}"
    assert HIDDEN not in beside or "::: spoiler A" in beside


@bounded
@given(st.lists(PIECES.filter(lambda piece: "|" not in piece), max_size=12).map("".join))
def test_inline_covers_hold(inside: str) -> None:
    """A pair of bars hides its words, or stands there for the author to see."""
    line = " ".join(f"{inside} {HIDDEN}".split())
    try:
        rendered = made(f"Before ||{line}|| after.")
    except RenderRefused:
        return
    beside = f"{rendered.feed_html}{rendered.text}{rendered.excerpt}"
    assert HIDDEN not in beside or "||" in beside
