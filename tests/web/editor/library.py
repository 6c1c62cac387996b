"""The library of pictures: a picture sent to it, its address, and what that answers."""

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.db import session
from blog.media.models import Picture


def send(browser: FlaskClient, data: bytes, name: str) -> TestResponse:
    """As the editor's script does."""
    return browser.post(
        "/desk/pictures/",
        data={"pictures": (BytesIO(data), name)},
        headers={"Accept": "application/json"},
    )


def status(browser: FlaskClient, address: str) -> int:
    with browser.get(address) as answer:
        return answer.status_code


def url_of(app: Flask, picture_id: int) -> str:
    with app.app_context():
        return session().get_one(Picture, picture_id).url
