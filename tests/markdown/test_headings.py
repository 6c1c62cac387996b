"""Anchors in any script, and a page's one h1."""

import re

import pytest

from tests.markdown.pieces import made, page


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Nine Minutes", "s-nine-minutes"),
        ("慢车到雪岭", "s-慢车到雪岭"),
        ("ในน้ำ", "s-ในน้ำ".replace("ำ", "ํา")),
        ("हिन्दी में", "s-हिन्दी-में"),
        ("Ｆｕｌｌ Ｗｉｄｔｈ", "s-full-width"),
        ("Straße & `code`", "s-strasse-code"),
        ("!!!", "s-section"),
        ("location", "s-location"),
    ],
)
def test_anchors(heading: str, anchor: str) -> None:
    (found,) = made(f"## {heading}").headings
    assert found.anchor == anchor
    assert f'<h2 id="{anchor}"' in page(f"## {heading}")


def test_levels_start_below_the_title() -> None:
    assert [each.level for each in made("# a\n\n## b\n\n###### c").headings] == [2, 3, 6]
    assert [each.level for each in made("## a\n\n### b").headings] == [2, 3]


def test_equal_headings_get_numbers() -> None:
    html = page("## a\n" * 3_000 + "## a-2\n")
    anchors = re.findall(r'<h2 id="(.+?)"', html)
    assert len(set(anchors)) == 3_001
    assert anchors[:3] == ["s-a", "s-a-2", "s-a-3"]


def test_links_find_their_heading() -> None:
    assert '<a href="#s-慢车">x</a>' in page("[x](#慢车)\n\n## 慢车")
    assert '<a href="#elsewhere">x</a>' in page("[x](#elsewhere)\n\n## 慢车")
