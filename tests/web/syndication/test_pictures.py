"""Pictures in feeds keep their place while they load, and say what they show."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from PIL import Image

from blog.db import session, transaction
from blog.media import commands as media
from tests.conftest import FrozenClock
from tests.makers import installation, make_post
from tests.web.syndication.subscribed import FORMS

CONTENT = {
    "atom": ".//{http://www.w3.org/2005/Atom}content",
    "rss": ".//{http://purl.org/rss/1.0/modules/content/}encoded",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_has_its_size_and_its_words(
    app: Flask, client: FlaskClient, clock: FrozenClock, form: str
) -> None:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(data, "PNG")
    with app.app_context(), transaction():
        folder = installation(app).media
        stored = media.store(data.getvalue(), name="lamp.png", at=clock.now, folder=folder)
        session().flush()
        address = stored.url
    make_post(app, source=f'Words.\n\n![A lamp & snow]({address} "The lamp")')
    body = client.get(f"/feed.{form}")
    if form == "json":
        content = body.get_json()["items"][0]["content_html"]
    else:
        content = etree.fromstring(body.data).findtext(CONTENT[form])
    [picture] = html.fromstring(f"<div>{content}</div>").iter("img")
    assert picture.get("src") == f"https://blog.example{address}"
    assert (picture.get("width"), picture.get("height")) == ("64", "48")
    assert picture.get("alt") == "A lamp & snow"
