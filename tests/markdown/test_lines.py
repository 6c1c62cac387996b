"""Every block of a page knows the line of the source it came from."""

from pathlib import Path

import pytest
from lxml import html

from blog.markdown import Rendered, RenderRefused, render

HERE = Path(__file__).parents[1]
SOURCES = sorted(
    [
        *(HERE / "golden" / "markdown").rglob("*.md"),
        *(HERE / "corpus" / "attacks").glob("*.md"),
        *(HERE.parent / "blog" / "demo" / "posts").glob("*.md"),
    ]
)


def rendered(source: str) -> Rendered:
    return render(source, doc_id="1", permalink="https://blog.example/posts/a/")


def outermost(piece: Rendered) -> list[html.HtmlElement]:
    return [
        node for node in html.fragments_fromstring(piece.page_html) if not isinstance(node, str)
    ]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", ()),
        ("One.\n\n## Two\n\nThree\nof three.", (0, 2, 4)),
        ("\n\n![a](a.jpg)\n![b](b.jpg)\n\nText.", (2, 5)),
        ("- one\n\n  more\n- two\n\n> said\n> — by whom", (0, 5)),
        ("```\ncode\n\n```\n\n---\n\n    more", (0, 5, 7)),
        ("::: spoiler The end\nIt ends.\n\nSo.\n:::\n\n::: pull\nA line\n:::", (0, 6)),
        ("Text.\n\n::: dialogue\nAunt: Eat.\n:::\n\nText.", (0, 2, 6)),
        ("<div>\n\nin it\n\n</div>\n\nafter", (0, 6)),
        ("before\n\nwords <b>of</b> it\n<p>one</p><p>two</p>\n\nafter", (0, 2, 3, 3, 5)),
        ("Text.[^1]\n\n[^1]: The note.\n\nMore.", (0, 4, 4)),
        ("[a]: https://a.example\n\n| a |\n|---|\n| 1 |", (2,)),
    ],
)
def test_blocks_begin_at_their_lines(source: str, lines: tuple[int, ...]) -> None:
    assert rendered(source).block_lines == lines


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_there_is_a_line_for_every_element(file: Path) -> None:
    try:
        piece = rendered(file.read_text(encoding="utf-8"))
    except RenderRefused:
        return
    assert len(piece.block_lines) == len(outermost(piece))
    assert list(piece.block_lines) == sorted(piece.block_lines)
