"""Whatever the blog and a piece are written in, every text on a page tells its language."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from blog.db import session, transaction
from blog.posts.models import Change, Post
from blog.settings.models import BlogSettings
from blog.topics import themes
from blog.topics.themes import Place
from tests.makers import LONG_AGO, make_post, make_theme

CHINESE, ENGLISH = "这是一部关于雪的电影，慢慢地看。", "A film about snow, watched slowly."
COVERED = f"""{CHINESE}[^1]

{"".join(f"## 第{number}节" + chr(10) * 2 for number in "一二三")}
||{CHINESE}||

::: spoiler
||{CHINESE}||[^2]
:::

[^1]: {CHINESE}

[^2]: {CHINESE}
"""
PAGES = (
    *("/", "/archive/", "/archive/2025/", "/archive/2026/", "/nothing-here/"),
    *("/chinese-page/", "/posts/chinese/", "/posts/english/", "/posts/told/", "/posts/late/"),
    *("/tags/", "/tags/snow/", "/tags/snow/page/2/", "/themes/", "/themes/love/", "/themes/snow/"),
)
EMPTY_PAGES = ("/", "/archive/", "/tags/", "/themes/", "/themes/love/")
LATIN, HAN = re.compile("[A-Za-z]{2}"), re.compile("[\u4e00-\u9fff]")


def write_in(app: Flask, language: str, **settings: str) -> None:
    with app.app_context(), transaction():
        blog = session().get_one(BlogSettings, 1)
        for name, value in {"language": language, **settings}.items():
            setattr(blog, name, value)


def fill(app: Flask) -> None:
    """Pieces in both languages on every kind of page, under themes and tags named in both."""
    love, snow = (
        make_theme(app, title="Love", slug="love"),
        make_theme(app, title="雪", slug="snow"),
    )
    kept = {"themes": (love.id, snow.id), "tags": ("snow", "灯")}
    chinese = {"lang": "zh-Hans", "source": COVERED}
    posts = [
        make_post(app, published_at=datetime(2025, month, 1, tzinfo=UTC), **kept, **given)
        for month, given in (
            (1, {"slug": "chinese", "title": "慢车", **chinese}),
            (
                2,
                {
                    "slug": "english",
                    "title": "Slow",
                    "summary": ENGLISH,
                    "source": f"||{ENGLISH}||",
                },
            ),
            (3, {"slug": "told", "title": "晚灯", **chinese, "spoiler_notice": "说到了结局。"}),
            (4, {"slug": "late", "title": "Late", "spoiler_notice": "The end is told."}),
        )
    ]
    with app.app_context(), transaction():
        session().get_one(Post, posts[0].id).updated_at = LONG_AGO
        session().add(Change(post_id=posts[0].id, note="结局重写了。", made_at=LONG_AGO))
        places = [Place(post_id=post.id) for post in posts]
        places[0] = replace(places[0], is_start=True)
        places[1] = replace(places[1], note="雪")
        places[2] = replace(places[2], note="Snow.")
        themes.arrange(session().merge(love), places, at=LONG_AGO)
    for day in range(1, 23):
        at = datetime(2026, 1, day, tzinfo=UTC)
        make_post(app, title=f"第{day}夜", lang="zh-Hans", tags=("snow",), published_at=at)
    make_post(app, kind="page", slug="chinese-page", title="关于", **chinese)


def texts(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Every text that is shown, and the language that a browser takes it to be in."""
    found = []
    for text in page.xpath("//body//text()[normalize-space()]"):
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        found.append((element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0], str(text).strip()))
    return found


def read(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == (404 if path == "/nothing-here/" else 200), path
    return html.document_fromstring(answer.get_data(as_text=True))


def untold(client: FlaskClient, path: str) -> list[tuple[str, str]]:
    """The texts that are marked as being in another language than they are in."""
    return [
        (lang, text)
        for lang, text in texts(read(client, path))
        if (LATIN.search(text) and not lang.startswith("en"))
        or (HAN.search(text) and not lang.startswith("zh"))
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {"language": "zh-Hans", "name": "第九盏灯", "author": "冬雪", "tagline": CHINESE},
        {"language": "zh-Hans"},
        {"language": "en-GB"},
        {"language": "en-GB", "name": "第九盏灯", "author": "冬雪", "tagline": CHINESE},
    ],
)
def test_every_text_is_in_the_language_it_says(
    app: Flask, client: FlaskClient, settings: dict[str, str]
) -> None:
    write_in(app, **settings)
    fill(app)
    assert {path: found for path in PAGES if (found := untold(client, path))} == {}


def test_words_for_nothing_yet(app: Flask, client: FlaskClient) -> None:
    write_in(app, "ja")
    make_theme(app, title="Love", slug="love")
    assert {path: found for path in EMPTY_PAGES if (found := untold(client, path))} == {}


def test_notice_of_the_owner_alone(app: Flask, author: FlaskClient) -> None:
    write_in(app, "zh-Hans")
    soon = datetime(2026, 12, 1, tzinfo=UTC)
    for lang, title in (("zh-Hans", "慢车"), ("en-GB", "Slow")):
        make_post(app, slug=lang.lower(), title=title, lang=lang, source="1", published_at=soon)
        assert untold(author, f"/posts/{lang.lower()}/") == []


def test_nothing_is_said_twice_where_all_is_english(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Love", slug="love")
    make_post(app, slug="english", source=ENGLISH, themes=(theme.id,), tags=("snow",))
    for path in ("/", "/archive/", "/tags/", "/tags/snow/", "/themes/", "/themes/love/"):
        assert read(client, path).xpath("//@lang") == ["en-GB"], path
    assert read(client, "/posts/english/").xpath("//@lang") == ["en-GB", "en-GB"]


def test_the_second_title_is_in_the_language_its_writer_said(
    app: Flask, client: FlaskClient, author: FlaskClient
) -> None:
    make_post(app, title="A wall (面)", slug="wall", title_lang="ja", published_at=LONG_AGO)
    make_post(app, title="Another", published_at=LONG_AGO)
    for address in ("/", "/archive/", "/posts/wall/", "/posts/another/"):
        page = client.get(address).text
        assert '<span lang="ja">面</span>' in page, address
        assert '<span lang="zh-Hans">面</span>' not in page, address
    assert '<span lang="ja">面</span>' in author.get("/desk/").text
