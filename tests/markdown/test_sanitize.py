"""The gate: SafeHtml comes out of it and cannot be had otherwise."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from jinja2 import Environment
from markupsafe import Markup, escape

from blog.markdown import SafeHtml, SafeHtmlText
from blog.markdown.policy import FEED, PAGE
from blog.markdown.sanitize import clean
from tests.markdown.pieces import PERMALINK, made


def cleaned(html: str) -> SafeHtml:
    return clean(html, policy=PAGE, permalink=PERMALINK)


def test_nobody_builds_it() -> None:
    with pytest.raises(TypeError, match="render"):
        SafeHtml("<b>x</b>")
    with pytest.raises(TypeError):
        SafeHtml.escape("<b>x</b>")


def test_nobody_builds_upon_it() -> None:
    safe = cleaned("<b>x</b>")
    assert type(safe) is SafeHtml
    for work in (
        lambda: safe + "<script>",
        lambda: safe.format("x"),
        lambda: safe % (),
        lambda: safe.replace("b", "script"),
        lambda: safe.join(["<script>"]),
        lambda: safe[1:],
    ):
        with pytest.raises(TypeError):
            work()
    for other in (Markup("<i>") + safe, escape(safe), str(safe), f"{safe}", copy.copy(safe)):
        assert not isinstance(other, SafeHtml)
    assert type(pickle.loads(pickle.dumps(safe))) is str


def test_a_template_prints_it() -> None:
    template = Environment(autoescape=True).from_string("<p>{{ html }}{{ other }}</p>")
    assert template.render(html=cleaned("<b>x</b>"), other="<b>") == "<p><b>x</b>&lt;b&gt;</p>"


def test_the_column_takes_nothing_else() -> None:
    table = sa.Table("pieces", sa.MetaData(), sa.Column("html", SafeHtmlText))
    with sa.create_engine("sqlite://").connect() as connection:
        table.create(connection)
        for refused in ("<b>x</b>", Markup("<b>x</b>")):
            with pytest.raises(sa.exc.StatementError, match="only SafeHtml"):
                connection.execute(table.insert().values(html=refused))
        connection.execute(table.insert(), [{"html": cleaned("<b>x</b>")}, {"html": None}])
        loaded = connection.execute(sa.select(table.c.html)).scalars().all()
    assert [type(html) for html in loaded] == [SafeHtml, type(None)]
    assert loaded[0] == "<b>x</b>"


def test_threads_do_not_mix_up_their_texts() -> None:
    sources = [f"**{number}** ||{number}||" * 50 for number in range(24)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda source: made(source).page_html, sources))
    assert found == [made(source).page_html for source in sources]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<input>", ""),
        ('<input type="text">', ""),
        ('<b id="location">x</b>', "<b>x</b>"),
        ('<b id="s-x">x</b>', '<b id="s-x">x</b>'),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<a href="/\\evil.example">x</a>', "<a>x</a>"),
        ('<img src="https://evil.example/x" alt="y">', '<img alt="y">'),
        ('<img src="/a.jpg" srcset="/a.jpg 1x, //evil.example/b 2x">', '<img src="/a.jpg">'),
        ('<img src="/a.jpg" class="tint-123">', '<img src="/a.jpg" class="tint-123">'),
        ('<img src="/a.jpg" class="tint-124">', '<img src="/a.jpg">'),
        ('<p class="tint-123">x</p>', "<p>x</p>"),
        (
            '<source type="image/webp" srcset="//evil.example/b 2x">',
            '<source type="image/webp">',
        ),
        ('<source type="video/mp4" src="/a.mp4">', "<source>"),
        ('<p class="quote evil">x</p>', "<p>x</p>"),
        ('<p style="color:red">x</p>', "<p>x</p>"),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ("a\x01b\ufffec", "a\ufffdb\ufffdc"),
    ],
)
def test_the_policy_for_pages(html: str, expected: str) -> None:
    assert cleaned(html) == expected


def test_the_policy_for_feeds_is_narrower() -> None:
    html = '<p id="s-x" class="quote" tabindex="0"><label>x</label><input type="checkbox"></p>'
    assert clean(html, policy=FEED, permalink=PERMALINK) == "<p>x</p>"
    assert FEED.tags < PAGE.tags
