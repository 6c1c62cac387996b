"""The plain words of a letter: every feed text of the renderer's corpus, as text."""

from pathlib import Path

import pytest

from blog.mail.plain import from_html
from tests.conftest import Golden

GOLDEN = Path(__file__).parents[1] / "golden"
TEXTS = sorted((GOLDEN / "markdown").glob("*.feed.html"))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name.removesuffix(".feed.html"))
def test_as_it_was(file: Path, golden: Golden) -> None:
    name = file.name.removesuffix(".feed.html")
    words = from_html(file.read_text(encoding="utf-8"))
    golden.check(GOLDEN / "letters" / "plain" / f"{name}.txt", f"{words}\n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("Loose <b>words</b><p>and a block</p>after", "Loose *words*\n\nand a block\n\nafter"),
        ("<p>a <s>fine</s> <del>good</del> film</p>", "a ~fine~ ~good~ film"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>a  b\n c</p>", "a b c"),
        ('<p><a href="https://a.example">https://a.example</a></p>', "https://a.example"),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', "a@b.example"),
        ("<ul><li>one<ul><li>in it</li></ul></li></ul>", "- one\n\n  - in it"),
        ('<ol start="3"><li>c</li><li value="9">i</li></ol>', "3. c\n9. i"),
        ("<blockquote><blockquote><p>deep</p></blockquote></blockquote>", "> > deep"),
        ("<p>&lt;not a tag&gt; &amp; more</p>", "<not a tag> & more"),
        ('<p><img src="x" alt=""></p>', "[Picture]"),
    ],
)
def test_small_things(html: str, expected: str) -> None:
    assert from_html(html) == expected
