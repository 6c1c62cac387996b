"""The rule for emphasis beside CJK breaks no example of CommonMark."""

import json
from typing import Any

import pytest
from markdown_it import MarkdownIt

from blog.markdown.cjk import CjkParserInline
from tests.markdown.pieces import CORPUS

EXAMPLES: list[dict[str, Any]] = json.loads(
    (CORPUS / "commonmark" / "spec.json").read_text(encoding="utf-8")
)


def with_our_rule() -> MarkdownIt:
    md = MarkdownIt("commonmark")
    md.inline = CjkParserInline()
    return md.configure("commonmark")


def passing(md: MarkdownIt) -> set[int]:
    return {each["example"] for each in EXAMPLES if md.render(each["markdown"]) == each["html"]}


def test_every_example_that_passed_still_passes() -> None:
    assert len(EXAMPLES) == 652
    ours = passing(with_our_rule())
    assert ours == passing(MarkdownIt("commonmark"))
    assert len(ours) >= 649


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**《寄生虫》**的", "<strong>《寄生虫》</strong>的"),
        ("**「引用」**です", "<strong>「引用」</strong>です"),
        ("これは**「引用」**です", "これは<strong>「引用」</strong>です"),
        ("他说**“慢一点”**就走", "他说<strong>“慢一点”</strong>就走"),
        ("**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"),
        ("**终点。**然后", "<strong>终点。</strong>然后"),
        ("*《慢车》*和*《寄生虫》*", "<em>《慢车》</em>和<em>《寄生虫》</em>"),
        ("太**Slow!**了", "太<strong>Slow!</strong>了"),
        ("变量_名字_不变", "变量_名字_不变"),
        ("a**“b”**c", "a**“b”**c"),
    ],
)
def test_beside_cjk(source: str, expected: str) -> None:
    assert with_our_rule().renderInline(source) == expected
