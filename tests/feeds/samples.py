"""A feed with everything in it, made by hand: the builders are pure, and so are their tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from blog.feeds.model import Cover, Entry, Feed, Label, Review

TAGS, THEMES = "https://blog.example/tags/", "https://blog.example/themes/"

FULL = Entry(
    id="tag:blog.example,2026-03-01:4b1d",
    url="https://blog.example/posts/slow-train-%E6%85%A2%E8%BD%A6/",
    title="Film: Slow Train (慢车) — Love & <other> delays",
    lang="en-GB",
    summary="Two people miss a train. It's “late” & < a film.",
    content_html=(
        '<p>Snow. <a href="https://blog.example/posts/slow-train-%E6%85%A2%E8%BD%A6/#spoiler-1">'
        "[spoiler, covered on the page]</a></p>\n"
        '<figure><img src="https://blog.example/media/a/still.jpg" alt="A lamp &amp; snow" '
        'width="640" height="360"><figcaption lang="zh-Hans">慢车</figcaption></figure>\n'
        "<pre><code>if a &lt; b &amp;&amp; c:\n    ]]&gt;\n</code></pre>"
    ),
    published_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    updated_at=datetime(2026, 7, 4, 11, 30, tzinfo=timezone(timedelta(hours=1))),
    labels=(
        Label(name="Winter", scheme=TAGS),
        Label(name="冬天", scheme=TAGS),
        Label(name="Winter", scheme=THEMES),
    ),
    cover=Cover(
        url="https://blog.example/media/a/cover.jpg", media_type="image/jpeg", byte_count=48213
    ),
    reviews=(
        Review(
            work="Slow Train & Snow",
            kind="film",
            year=2024,
            titles=("Slow Train & Snow", "慢车\x0b"),
            rating=4.5,
            url="https://blog.example/works/slow-train-snow/",
        ),
        Review(
            work="Elsewhere",
            kind="place",
            year=None,
            titles=("Elsewhere",),
            rating=None,
            url="https://blog.example/works/elsewhere/",
        ),
    ),
)

# Neither a title nor a summary, in another language, typed by a cat.
BARE = Entry(
    id="https://old.example/?p=17",
    url="https://blog.example/posts/2026-02-28/",
    title="",
    lang="ja",
    summary="",
    content_html="<p>東京の\x0b夜\ud800は\x85長い。😀</p>",
    published_at=datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC),
    updated_at=datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC),
)

FEED = Feed(
    id="tag:blog.example,2026-01-02:tag/7",
    page_url="https://blog.example/tags/winter/",
    home_url="https://blog.example/",
    title="Winter — The Ninth Lamp",
    subtitle="Snow & what it \x00keeps.",
    lang="en-GB",
    author="Ada Winter",
    updated_at=FULL.updated_at,
    changed_at=FULL.updated_at,
    entries=(FULL, BARE),
)

EMPTY = replace(FEED, subtitle="", entries=())
