"""Whatever is typed into the search, the answer is a page: never an error."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import furnished
from tests.makers import make_post

HOSTILE = (
    *('" \' \'\' """" * a* ^a ( ) () +a % _ \\ ¶ ½ ⅷ ก็ \u0e47 ー ﹅ 𝕤𝕟𝕠𝕨 🚂 ﷺ - --'.split()),
    *('tag: tag:: tag:tag: -tag: tag:" theme:% year: year:9999999999 year:0000 year:2024-'.split()),
    *("year:9001 year:2021-2019 kind: kind:none title:a 1=1".split()),
    *("a AND", "NOT a", "NEAR(a b, 2)", "a OR b", "{title} : a", "- -", "a ¶ b", "a -a"),
    *("a\0b", "\0", "\ufffe", "\ud800", "\u3000", "\n\n", "\u200f", "\u202esnow", "e\u0301" * 60),
    *("'; DROP TABLE posts; --", "<script>alert(1)</script>", "-" * 1000, "- " * 1000),
    *("x" * 10_000, "慢" * 10_000, "ab " * 5000, '"' * 5000, "tag:" * 2500),
    " ".join(f"w{number}" for number in range(100)),
    " ".join(f"-w{number}" for number in range(100)),
)


@pytest.fixture
@furnished.once
def blog(app: Flask) -> None:
    make_post(app, title="Slow train (慢车)", source="At the station.", tags=("winter",))


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: ascii(asked[:20]))
def test_nothing_breaks_it(blog: Flask, client: FlaskClient, asked: str) -> None:
    answer = client.get("/search/", query_string={"q": asked.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@given(asked=st.text(max_size=250))
@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_at_all_breaks_it(blog: Flask, client: FlaskClient, asked: str) -> None:
    assert client.get("/search/", query_string={"q": asked}).status_code == 200
