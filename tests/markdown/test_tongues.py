"""`lang` on blocks and runs, and never over the author's own."""

import pytest

from tests.markdown.pieces import feed, page


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("慢车", '<p lang="zh-Hans">慢车</p>'),
        ("a 慢车", '<p>a <span lang="zh-Hans">慢车</span></p>'),
        ("## 慢车", '<h2 id="s-慢车" lang="zh-Hans">'),
        ("- 慢车", '<li lang="zh-Hans">慢车</li>'),
        ("- 慢车\n\n  b", '<p lang="zh-Hans">慢车</p>'),
        ("> 慢车", '<p lang="zh-Hans">慢车</p>'),
        ("שלום", '<p lang="he" dir="rtl">שלום</p>'),
        ("a שלום", '<span lang="he" dir="rtl">שלום</span>'),
        ("`慢车`", "<p><code>慢车</code></p>"),
        ('<i lang="ja">慢车</i>', '<p><i lang="ja">慢车</i></p>'),
        ('<i lang="ja">a <b>慢车</b></i> 慢', '</i> <span lang="zh-Hans">慢</span>'),
        ("::: spoiler 慢车\na\n:::", '<summary><span lang="zh-Hans">慢车</span></summary>'),
        ("::: dialogue\n林: a\n:::", '<p class="speaker" lang="zh-Hans">林</p>'),
        ("{東京|とうきょう} a", '<ruby lang="ja">'),
    ],
)
def test_on_an_english_page(source: str, expected: str) -> None:
    assert expected in page(source)


def test_on_a_page_from_right_to_left() -> None:
    assert page("شلام", lang="ar") == "<p>شلام</p>\n"
    assert page("The end.", lang="ar") == '<p lang="en" dir="ltr">The end.</p>\n'
    assert '<span lang="en" dir="ltr">DVD</span>' in page("شلام DVD", lang="ar")


def test_on_a_chinese_page() -> None:
    assert page("慢车", lang="zh-Hans") == "<p>慢车</p>\n"
    assert page("看DVD吧", lang="zh-Hans") == '<p>看<span lang="en">DVD</span>吧</p>\n'
    assert page("Don’t", lang="zh-Hans") == '<p lang="en">Don’t</p>\n'


def test_our_words_in_a_feed_go_their_own_way() -> None:
    source = "||שלום||\n\n::: spoiler שלום\nסוף\n:::"
    assert ' lang="en" dir="ltr">[spoiler, covered on the page]</a>' in feed(source, lang="he")
    assert '<span lang="en" dir="ltr">(covered on the page)</span>' in feed(source, lang="he")
    assert ' lang="en">[spoiler, covered on the page]</a>' in feed(source, lang="fr")
