"""`/-/health` asks nobody."""

from flask import Flask
from flask.testing import FlaskClient

from tests import makers
from tests.conftest import CountQueries


def test_without_a_database(app: Flask, client: FlaskClient, count_queries: CountQueries) -> None:
    (makers.installation(app).data / "blog.sqlite3").write_bytes(b"no database at all")
    with count_queries() as queries:
        answer = client.get("/-/health")
    assert (answer.status_code, answer.text) == (200, "I answer.\n")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert queries == []
