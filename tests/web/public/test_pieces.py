"""A post or page at its address: live, not live, moved, taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.posts import addresses, commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from tests.conftest import URL, FrozenClock
from tests.makers import make_post, make_theme
from tests.web.reading import open_page, words

PATH = "/posts/a-piece/"


def rename(app: Flask, post: Post, slug: str) -> None:
    with app.app_context(), transaction():
        stored = session().merge(post)
        fields = Fields(title=stored.title, source="Some words.", slug=slug)
        commands.save(
            stored,
            fields,
            based_on=stored.version,
            site_url=URL,
            at=datetime(2026, 11, 1, tzinfo=UTC),
        )


def change(app: Flask, post: Post, what: str, *, at: datetime) -> None:
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        getattr(commands, what)(stored, at=at)


def test_live_post_in_full(app: Flask, client: FlaskClient) -> None:
    make_post(
        app,
        title="Movie Review: Slow Train (慢车) — A Love Story",
        slug="slow-train",
        summary="Two people, one platform.",
        source="The train stops.\n\n## One\n\n## Two\n\n## Three\n",
        tags=("winter", "华语片"),
    )
    page = open_page(client, "/posts/slow-train/")
    assert words(page, "//h1") == ["Movie Review: Slow Train (慢车) — A Love Story"]
    assert words(page, '//h1/span[@class="sub"]') == ["A Love Story"]
    assert words(page, '//*[contains(@class, "post-head")]//p[contains(@class, "dek")]') == [
        "Two people, one platform."
    ]
    assert words(page, '//nav[@class="contents"]//a') == ["One", "Two", "Three"]
    assert words(page, '//ul[@class="tags plain"]//a') == ["winter", "华语片"]
    assert words(page, "//title") == [
        "Movie Review: Slow Train (慢车) — A Love Story · The Ninth Lamp"
    ]


def test_page_stands_at_the_root_and_in_the_navigation(app: Flask, client: FlaskClient) -> None:
    page = make_post(app, kind="page", title="About", slug="about")
    with app.app_context(), transaction():
        session().merge(page).navigation_position = 1
    found = open_page(client, "/about/")
    assert words(found, '//nav[@aria-label="Main"]//a[@aria-current="page"]') == ["About"]
    assert client.get("/posts/about/").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "/posts/été-慢车",
        "/posts/ÉTÉ-慢车/",
        "/posts/e\u0301te\u0301-慢车/",
        "/posts/%C3%A9t%C3%A9-%E6%85%A2%E8%BD%A6",
    ],
)
def test_other_forms_of_an_address_lead_to_the_one(
    app: Flask, client: FlaskClient, asked: str
) -> None:
    make_post(app, slug="été-慢车")
    answer = client.get(asked)
    assert answer.status_code == 301
    assert answer.location == "/posts/%C3%A9t%C3%A9-%E6%85%A2%E8%BD%A6/"
    assert client.get(answer.location).status_code == 200


def test_former_slug_leads_to_the_new_one_and_a_live_slug_wins(
    app: Flask, client: FlaskClient
) -> None:
    post = make_post(app)
    rename(app, post, "another-name")
    answer = client.get(PATH)
    assert (answer.status_code, answer.location) == (301, "/posts/another-name/")
    make_post(app, slug="a-piece", title="The newcomer")
    assert words(open_page(client, PATH), "//h1") == ["The newcomer"]


def test_draft_at_a_former_address_does_not_block_it(app: Flask, client: FlaskClient) -> None:
    rename(app, make_post(app), "another-name")
    make_post(app, slug="a-piece", published_at=None)
    assert client.get(PATH).location == "/posts/another-name/"


@pytest.mark.parametrize(
    ("alias", "asked"),
    [
        ("/2019/03/old.html", "/2019/03/old.html"),
        ("/2019/03/old/", "/2019/03/old"),
        ("/2019/03/old", "/2019/03/old/"),
        ("/old.html", "/old.html"),
        ("/чай/", "/%D1%87%D0%B0%D0%B9/"),
    ],
)
def test_alias_of_any_shape_leads_to_the_post(
    app: Flask, client: FlaskClient, alias: str, asked: str
) -> None:
    post = make_post(app)
    with app.app_context(), transaction():
        addresses.remember(post, alias)
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (301, PATH)


def test_status_by_time(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    post = make_post(app, published_at=clock.now + timedelta(hours=1))
    assert client.get(PATH).status_code == 404
    clock.move(minutes=59, seconds=59)
    assert client.get(PATH).status_code == 404
    clock.move(seconds=1)
    assert client.get(PATH).status_code == 200
    change(app, post, "withdraw", at=clock.now)
    assert client.get(PATH).status_code == 410
    change(app, post, "trash", at=clock.now)
    assert client.get(PATH).status_code == 410
    change(app, post, "restore", at=clock.now)
    assert client.get(PATH).status_code == 410


def test_trashed_draft_was_never_here(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    post = make_post(app, published_at=None)
    assert client.get(PATH).status_code == 404
    change(app, post, "trash", at=clock.now)
    assert client.get(PATH).status_code == 404


def test_former_address_of_a_withdrawn_post_is_gone(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    post = make_post(app)
    rename(app, post, "another-name")
    change(app, post, "withdraw", at=clock.now)
    assert client.get(PATH).status_code == 410


@pytest.mark.parametrize("kind", ["post", "page"])
def test_owner_previews_what_strangers_cannot_see(
    app: Flask, client: FlaskClient, author: FlaskClient, kind: str
) -> None:
    theme = make_theme(app)
    make_post(app, kind=kind, published_at=None, tags=("winter",), themes=(theme.id,))
    path = PATH if kind == "post" else "/a-piece/"
    answer = author.get(path)
    assert answer.status_code == 200
    assert "Only you see this. It is a draft." in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in answer.headers
    assert client.get(path).status_code == 404


def test_spoiler_notice(app: Flask, client: FlaskClient) -> None:
    make_post(app, slug="two", source="||One|| and ||two||.")
    make_post(app, slug="one", source="||One||.")
    make_post(app, slug="own", source="||One||.", spoiler_notice="The last scene.")
    make_post(app, slug="open", source="He dies.", spoiler_notice="The last scene.")
    make_post(app, slug="none")
    said = {
        slug: " ".join(words(open_page(client, f"/posts/{slug}/"), '//aside[@class="notice"]'))
        for slug in ("two", "one", "own", "open", "none")
    }
    assert said == {
        "two": "Spoilers are covered. Two passages give something away. Open them one at a time,"
        " or: Uncover everything on this page",
        "one": "Spoilers are covered. One passage gives something away. Open it in its place, or:"
        " Uncover everything on this page",
        "own": "Spoilers are covered. The last scene. Open it in its place, or:"
        " Uncover everything on this page",
        "open": "This piece gives something away. The last scene.",
        "none": "",
    }


def test_large_initial_needs_a_long_first_paragraph_in_latin_letters(
    app: Flask, client: FlaskClient
) -> None:
    sources = {
        "long": "Long words. " * 30,
        "short": "Short.\n\n" + "Long words. " * 30,
        "picture": "![alt](a.jpg)\n\n" + "Long words. " * 30,
    }
    for slug, source in sources.items():
        make_post(app, slug=slug, source=source)
    make_post(app, slug="chinese", source="长长的一段。" * 60, lang="zh-Hans")
    opens = {
        slug: bool(open_page(client, f"/posts/{slug}/").xpath('//*[contains(@class, " opens")]'))
        for slug in (*sources, "chinese")
    }
    assert opens == {"long": True, "short": False, "picture": False, "chinese": False}


def test_strands_neighbours_and_related(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Love")
    for number in range(1, 5):
        make_post(
            app,
            title=f"Number {number}",
            themes=(theme.id,),
            published_at=datetime(2026, number, 1, tzinfo=UTC),
        )
    page = open_page(client, "/posts/number-2/")
    assert words(page, '//div[@class="strand"]/p') == ["Love piece 2 of 4, in my order"]
    assert words(page, '//nav[@aria-label="In Love"]/a') == [
        "Before this Number 1",
        "After this Number 3",
    ]
    assert words(page, '//nav[@aria-label="By date"]/a') == [
        "Written before Number 1",
        "Written after Number 3",
    ]
    assert words(page, '//ul[@class="related plain"]//h3') == ["Number 4", "Number 3", "Number 1"]
