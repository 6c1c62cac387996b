"""Error pages, which have to come out whatever has happened."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from blog.db import db, session
from tests.web.reading import words


def test_an_error_says_what_to_do_next(client: FlaskClient) -> None:
    answer = client.get("/nothing-here/")
    page = html.document_fromstring(answer.get_data(as_text=True))
    assert answer.status_code == 404
    assert words(page, "//h1") == ["Nothing kept here"]
    assert words(page, '//p[contains(@class, "request")]') == [
        f"Request {answer.headers['X-Request-Id']}"
    ]
    for path in page.xpath("//section//a/@href"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "may_have_moved"),
    [
        ("/posts/renamed/", True),
        ("/renamed/", True),
        ("/2019/05/renamed.html", True),
        ("/tags/renamed/", True),
        ("/themes/renamed/", True),
        ("/archive/1905/", False),
        ("/media/ab/renamed.jpg", False),
    ],
)
def test_only_what_may_have_moved_is_said_to_have(
    client: FlaskClient, path: str, may_have_moved: bool
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert ("It may have moved" in answer.text) is may_have_moved


def test_whoever_did_not_look_for_a_page_is_not_offered_others(client: FlaskClient) -> None:
    answer = client.put("/")
    assert answer.status_code == 405
    assert "It may have moved" not in answer.text
    assert "Or read somewhere else" not in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("path", ["/desk/posts/77/", "/desk/posts/77/trash/", "/desk/nothing/"])
def test_the_desk_speaks_to_its_owner(client: FlaskClient, author: FlaskClient, path: str) -> None:
    answer = author.post(path) if "trash" in path else author.get(path)
    page = html.document_fromstring(answer.get_data(as_text=True))
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "It may have moved" not in answer.text
    assert words(page, '//main//a[@class="btn"]') == ["Back to the desk"]
    assert answer.headers["X-Request-Id"] in page.text_content()
    assert "Back to the desk" not in client.get("/desk/nothing/").text


def test_the_page_comes_out_when_the_database_does_not_answer(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        session().close()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE blog_settings")
    answer = app.test_client().get("/")
    page = html.document_fromstring(answer.get_data(as_text=True))
    assert answer.status_code == 500
    assert words(page, "//h1") == ["Something broke"]
    assert answer.headers["X-Request-Id"] in page.text_content()
