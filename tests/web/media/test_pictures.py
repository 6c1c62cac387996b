"""Pictures over HTTP: immutable, harmless, resumable, and nothing else below the data folder."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import clock
from blog.config import Settings
from blog.db import transaction
from blog.media import commands
from blog.media.models import Picture
from tests.media import samples


@pytest.fixture
def picture(app: Flask, installation: Settings) -> Picture:
    with app.app_context(), transaction():
        return commands.store(
            samples.png(), name="lamp.png", at=clock.now(), folder=installation.media
        )


def test_served_for_a_year_and_to_anyone(client: FlaskClient, picture: Picture) -> None:
    response = client.get(picture.url, buffered=True)
    assert response.status_code == 200
    assert samples.decode(response.data).size == (64, 48)
    assert response.content_type == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_asked_again_with_its_etag(client: FlaskClient, picture: Picture) -> None:
    etag = client.get(picture.url, buffered=True).headers["ETag"]
    assert etag == f'"{picture.digest[:24]}"'
    again = client.get(picture.url, buffered=True, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_part_of_it(client: FlaskClient, picture: Picture) -> None:
    whole = client.get(picture.url, buffered=True).data
    part = client.get(picture.url, buffered=True, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole[10:20])
    assert (
        client.get(picture.url, buffered=True, headers={"Range": "bytes=999999-"}).status_code
        == 416
    )


@pytest.mark.parametrize(
    "path",
    [
        "../blog.sqlite3",
        "..%2fblog.sqlite3",
        "%2e%2e/secret",
        "%2fetc/passwd",
        "ab/../../secret",
        "note.txt",
        "ab/" + "0" * 24 + ".png",
        "ab/" + "0" * 24 + ".html",
        "",
    ],
)
def test_nothing_else_is_served(
    client: FlaskClient, installation: Settings, picture: Picture, path: str
) -> None:
    (installation.data / "secret").write_text("a secret")
    (installation.media / "note.txt").write_text("a note")
    response = client.get(f"/media/{path}")
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_a_file_being_written_is_not_served(
    client: FlaskClient, installation: Settings, picture: Picture
) -> None:
    file = installation.media / Path(picture.path)
    file.with_name(f".{file.name}.ab12").write_bytes(b"half")
    draft = f"/media/{file.parent.name}/.{file.name}.ab12"
    assert client.get(draft).status_code == 404
