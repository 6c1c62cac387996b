"""Titles in their parts, with the marks the writer chose and the language of each part."""

import pytest
from flask import Flask, render_template_string


@pytest.mark.parametrize(
    ("typed", "lang", "expected"),
    [
        ("Half Inside a Language", "en-GB", "Half Inside a Language"),
        (
            "Movie Review: Slow Train (慢车) — A Love & Story",
            "en-GB",
            '<span class="kind">Movie Review:</span> Slow Train '
            '<span class="gloss">(<span lang="zh-Hans">慢车</span>)</span>'
            '<span class="dash">\u00a0— </span><span class="sub">A Love &amp; Story</span>',
        ),
        (
            "影评：慢车（Slow Train）——爱情",
            "zh-Hans",
            '<span class="kind">影评：</span>慢车'
            '<span class="gloss">（<span lang="en">Slow Train</span>）</span>'
            '<span class="dash">——</span><span class="sub">爱情</span>',
        ),
        (
            "Rain (a gloss that is too long to stay on a line)",
            "en-GB",
            'Rain <span class="gloss long">(a gloss that is too long to stay on a line)</span>',
        ),
        ("<script>", "en-GB", "&lt;script&gt;"),
    ],
)
def test_title(app: Flask, typed: str, lang: str, expected: str) -> None:
    template = '{% from "components/title.html" import title %}{{ title(typed, lang) }}'
    with app.test_request_context():
        assert render_template_string(template, typed=typed, lang=lang).strip() == expected
