"""All feeds in one file."""

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from tests.makers import make_post, make_theme


def test_every_feed_is_in_it_and_is_there(app: Flask, client: FlaskClient) -> None:
    theme = make_theme(app, title="雪 & Snow")
    make_theme(app, title="Empty")
    make_post(app, tags=("winter", "冬天"), themes=(theme.id,))
    make_post(app, tags=("secret",), published_at=None)
    response = client.get("/feeds.opml")
    assert response.headers["Content-Type"] == "text/x-opml; charset=utf-8"
    root = etree.fromstring(response.data)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "The Ninth Lamp"
    feeds = {each.get("text"): each.get("xmlUrl") for each in root.findall("body/outline/outline")}
    assert list(feeds) == ["The Ninth Lamp", "雪 & Snow", "winter", "冬天"]
    for url in feeds.values():
        assert client.get(url.removeprefix("https://blog.example")).status_code == 200
    held = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/feeds.opml", headers=held).status_code == 304


def test_a_blog_with_nothing_has_one_feed(client: FlaskClient) -> None:
    root = etree.fromstring(client.get("/feeds.opml").data)
    assert [each.get("text") for each in root.findall("body/outline")] == ["All pieces"]
