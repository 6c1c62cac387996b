"""The themes as a contents page, and the page of each."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.posts.models import Post
from blog.topics import themes
from blog.topics.models import Theme
from blog.topics.themes import Place, ThemeFields
from tests.conftest import URL, FrozenClock
from tests.makers import LONG_AGO, make_post, make_theme
from tests.web.reading import open_page, words


def arranged(app: Flask, *places: tuple[str, str, bool]) -> Theme:
    """A theme with posts in this order: (title, note, is_start)."""
    theme = make_theme(app, title="Love", slug="love", cloth="rose", source="An essay.")
    posts = [make_post(app, title=title) for title, _, _ in places]
    with app.app_context(), transaction():
        themes.arrange(
            session().merge(theme),
            [
                Place(post_id=post.id, note=note, is_start=is_start)
                for post, (_, note, is_start) in zip(posts, places, strict=True)
            ],
            at=LONG_AGO,
        )
    return theme


def test_contents_page(app: Flask, client: FlaskClient) -> None:
    arranged(app, ("First", "", False), ("Second", "Because.", True))
    make_theme(app, title="Nothing under it")
    page = open_page(client, "/themes/")
    assert words(page, "//main//h2") == ["Love"]
    assert words(page, '//p[@class="ui"]') == ["Start with Second"]
    assert words(page, '//p[@class="cap in-head"]') == ["2 pieces"]


def test_empty_contents_page(client: FlaskClient) -> None:
    assert words(open_page(client, "/themes/"), '//div[@class="blank"]/p')[0] == "No themes yet."


def test_theme_page_in_the_order_of_the_blogger(app: Flask, client: FlaskClient) -> None:
    arranged(
        app,
        ("Before", "A note.", False),
        ("Begin", "Read this.", True),
        ("Between", "", False),
        ("Behind", "Another note.", False),
        ("Added", "", False),
    )
    page = open_page(client, "/themes/love/")
    assert page.xpath("//main/@data-cloth") == ["rose"]
    assert words(page, '//article[contains(@class, "start")]//h3') == ["Begin"]
    assert words(page, '//ol//*[self::h3 or @class="why"]') == [
        "Before",
        "A note.",
        "Between",
        "Behind",
        "Another note.",
    ]
    assert page.xpath("//ol/@start") == ["2"]
    assert words(page, "//details/summary") == ["And one more"]
    assert words(page, "//details//a") == ["Added"]
    assert "5 pieces since 2026" in words(page, '//header[contains(@class, "page-head")]//p')[-1]


def test_theme_without_notes_hides_nothing(app: Flask, client: FlaskClient) -> None:
    arranged(app, ("One", "", False), ("Two", "", False))
    page = open_page(client, "/themes/love/")
    assert words(page, "//ol//h3") == ["One", "Two"]
    assert page.xpath("//ol/@start | //details") == []


def test_theme_page_shows_what_is_live(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    theme = make_theme(app, title="Love", slug="love", source="An essay.")
    tomorrow = clock.now + timedelta(days=1)
    make_post(app, title="Live", themes=(theme.id,))
    make_post(app, title="Scheduled", themes=(theme.id,), published_at=tomorrow)
    make_post(app, title="A draft", themes=(theme.id,), published_at=None)
    withdrawn = make_post(app, title="Withdrawn", themes=(theme.id,))
    with app.app_context(), transaction():
        session().get_one(Post, withdrawn.id).withdrawn_at = clock.now
    assert words(open_page(client, "/themes/love/"), "//ol//h3") == ["Live"]


def test_theme_before_its_first_piece(app: Flask, client: FlaskClient) -> None:
    make_theme(app, title="Love", slug="love", source="An essay.")
    page = open_page(client, "/themes/love/")
    assert words(page, '//div[contains(@class, "prose")]') == ["An essay."]
    assert words(page, '//div[@class="blank"]/p')[0] == "Nothing is kept under this theme yet."


def test_former_slug_leads_to_the_theme(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="Love", slug="love")
    with app.app_context(), transaction():
        themes.change(
            session().merge(theme),
            ThemeFields(title="Love", slug="affection"),
            based_on=1,
            site_url=URL,
            lang="en-GB",
            at=LONG_AGO,
        )
    answer = client.get("/themes/love/")
    assert (answer.status_code, answer.location) == (301, "/themes/affection/")
    assert client.get("/themes/Affection/").location == "/themes/affection/"
    assert client.get("/themes/nothing/").status_code == 404
