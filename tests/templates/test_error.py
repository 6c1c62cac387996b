"""Error pages, which have to come out whatever has happened."""

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
