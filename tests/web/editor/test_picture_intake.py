"""Pictures that the editor's script sends: taken one by one, or refused with a reason."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import blog
from blog.media import checking
from blog.web import limits
from tests.media import samples
from tests.web.editor.library import send, status, url_of


def test_a_script_sends_one_picture(app: Flask, author: FlaskClient) -> None:
    answer = send(author, samples.png(60, 40), "snow [1].png")
    assert answer.status_code == 201
    url = url_of(app, 1)
    assert answer.json == {
        "id": 1,
        "url": url,
        "name": "snow [1].png",
        "alt": "",
        "width": 60,
        "height": 40,
        "markdown": f"![]({url})",
    }
    assert status(author, url) == 200
    again = send(author, samples.png(60, 40), "other.png")
    assert (again.status_code, again.json) == (201, answer.json)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "not_a_picture"),
        (b"\0\0\0\x18ftypheic" + bytes(64), "door.heic", "not_a_picture"),
        (samples.png(64, 48)[:-40], "torn.png", "picture_broken"),
    ],
)
def test_a_script_is_told_why_not(author: FlaskClient, data: bytes, name: str, code: str) -> None:
    answer = send(author, data, name)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert name in answer.json["message"]


def test_a_script_sends_a_large_file(author: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_BYTES", 100)
    answer = send(author, samples.png(60, 40), "huge.png")
    assert (answer.status_code, answer.json["code"]) == (422, "picture_too_large")


def test_the_editor_says_it_before_it_sends_one() -> None:
    script = (Path(blog.__file__).parent / "static/js/pictures/sending.js").read_text(
        encoding="utf-8"
    )
    assert f"MOST_BYTES = {checking.MOST_BYTES // 1024**2} * 1024 * 1024;" in script


def test_a_script_sends_too_much_or_nothing(author: FlaskClient) -> None:
    huge = author.post(
        "/desk/pictures/",
        data=bytes(limits.MOST_BYTES + 1),
        content_type="multipart/form-data; boundary=between",
        headers={"Accept": "application/json"},
    )
    assert huge.status_code == 413
    assert "32 megabytes" in huge.json["message"]
    nothing = author.post("/desk/pictures/", headers={"Accept": "application/json"})
    assert (nothing.status_code, nothing.json["code"]) == (422, "no_file")
