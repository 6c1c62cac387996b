"""What is written from right to left is set so, and what stands beside it is not."""

from flask import Flask
from flask.testing import FlaskClient

from blog.db import session, transaction
from blog.settings.models import BlogSettings
from blog.works.fields import ReviewText
from tests.makers import make_post
from tests.web.reading import open_page

ARABIC = {"lang": "ar", "title": "قطار الليل", "summary": "عن محطة صغيرة.", "slug": "train"}


def make_review(app: Flask) -> None:
    make_post(
        app, **ARABIC, source="محطة. ||نهاية||", reviews=(ReviewText(work="Tides", rating="3"),)
    )


def test_a_piece_turns_and_our_words_in_it_do_not(app: Flask, client: FlaskClient) -> None:
    make_review(app)
    page = open_page(client, "/posts/train/")
    assert page.xpath("/html/@dir") == []
    [article] = page.xpath("//article")
    assert article.attrib["dir"] == "rtl"
    ours = article.xpath('.//*[@class="notice" or @id="verdict" or @class="after"]')
    assert [each.get("dir") for each in ours] == ["ltr"] * 3


def test_in_a_list_each_text_runs_its_own_way(app: Flask, client: FlaskClient) -> None:
    make_review(app)
    make_post(app, slug="plain")
    page = open_page(client, "/archive/")
    directions = {a.get("href"): a.get("dir") for a in page.xpath('//a[contains(@class, "title")]')}
    assert directions == {"/posts/train/": "rtl", "/posts/plain/": None}


def test_a_blog_from_right_to_left(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        session().get_one(BlogSettings, 1).language = "ar"
    make_review(app)
    page = open_page(client, "/posts/train/")
    assert page.xpath("/html/@dir") == ["rtl"]
    assert "dir" not in page.xpath("//article")[0].attrib
    assert page.xpath('//nav[@aria-label="Main"]/@dir') == ["ltr"]
