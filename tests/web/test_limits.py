"""What is too much for one request is said before it costs anything."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web import limits
from tests.makers import make_post
from tests.web.editor import page

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("address", ["/login", "/desk/posts/1/", "/desk/themes/new"])
def test_a_form_of_too_many_fields(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data=b"a&" * limits.MOST_FIELDS, content_type=FORM)
    assert answer.status_code == 413
    assert (
        "That was more than can be taken in at once: 32 megabytes of pictures, or 16 of text."
        in page.words(answer)
    )


def test_a_form_of_too_many_bytes(client: FlaskClient) -> None:
    answer = client.post("/login", data=b"a" * (limits.MOST_FORM_BYTES + 1), content_type=FORM)
    assert answer.status_code == 413


def test_a_request_of_too_many_bytes(author: FlaskClient) -> None:
    """The files of one form together; a single one is measured by the rules for pictures."""
    files = b"a" * (limits.MOST_BYTES + 1)
    content_type = "multipart/form-data; boundary=between"
    answer = author.post("/desk/pictures/", data=files, content_type=content_type)
    assert answer.status_code == 413


def test_the_longest_text_that_is_rendered_comes_in(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    sent = page.typed_over(page.form(author.get("/desk/posts/1/")), source="𠀀" * 1_000_001)
    answer = author.post("/desk/posts/1/", data=sent)
    assert answer.status_code == 422
    assert "This piece is 1,000,001 characters long" in page.words(answer)


def test_a_form_of_many_fields_comes_in(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    many = {f"note-{number}": "" for number in range(limits.MOST_FIELDS - 50)}
    sent = page.form(author.get("/desk/posts/1/")) | many
    assert author.post("/desk/posts/1/", data=sent).status_code == 303
