"""The card that the writer sees before others do."""

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.makers import make_post
from tests.web.editor import page


def test_a_draft_shows_the_card_that_it_will_have(app: Flask, author: FlaskClient) -> None:
    post = make_post(app, title="Snow", published_at=None)
    address = f"/desk/posts/{post.id}/card"
    assert f'src="{address}"' in author.get(f"/desk/posts/{post.id}/").text
    answer = author.get(address)
    assert Image.open(BytesIO(answer.data)).size == (1200, 630)
    assert answer.headers["Cache-Control"] == "no-store"
    assert app.test_client().get(address).status_code == 303


def test_no_piece_no_card(author: FlaskClient) -> None:
    answer = author.get("/desk/posts/7/card")
    assert answer.status_code == 404
    assert "no piece of that number" in page.words(answer)
