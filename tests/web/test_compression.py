"""Text is sent in fewer bytes to whoever can read them so, and only where no secret is in it."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from blog.pagecache.codings import best
from tests.makers import make_post
from tests.web.reading import open_page

STYLE = "/static/css/site.css"
TEXTS = ("/", "/posts/a-piece/", "/feed.atom", "/feed.json", STYLE)
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture(autouse=True)
def piece(app: Flask) -> None:
    make_post(app, source="Some words, many times over. " * 100)


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("path", TEXTS)
def test_text_is_packed_for_whoever_takes_it(client: FlaskClient, path: str, coding: str) -> None:
    with client.get(path) as plain:
        assert "Content-Encoding" not in plain.headers
        assert plain.headers["Vary"] == "Accept-Encoding"
        whole = plain.data
    with client.get(path, headers={"Accept-Encoding": coding}) as packed:
        assert packed.headers["Content-Encoding"] == coding
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert packed.content_length == len(packed.data) < len(whole)
        assert UNPACK[coding](packed.data) == whole


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("br, gzip", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*, br;q=0, gzip;q=0", None),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("br;q=0", None),
        ("br;q=nonsense, gzip", "gzip"),
    ],
)
def test_the_caller_chooses(accepted: str, coding: str | None) -> None:
    assert best(accepted) == coding


@given(st.text())
def test_any_wish_is_answered(accepted: str) -> None:
    assert best(accepted) in {"br", "gzip", None}


@pytest.mark.parametrize("path", TEXTS)
def test_each_coding_has_a_strong_tag_of_its_own(client: FlaskClient, path: str) -> None:
    tags = set()
    for coding in ("identity", *UNPACK):
        with client.get(path, headers={"Accept-Encoding": coding}) as first:
            tag = first.headers["ETag"]
        assert tag.startswith('"')
        tags.add(tag)
        asked = {"Accept-Encoding": coding, "If-None-Match": tag}
        with client.get(path, headers=asked) as again:
            assert again.status_code == 304
            assert again.data == b""
            assert again.headers["ETag"] == tag
            assert again.headers["Vary"] == "Accept-Encoding"
            assert "Content-Encoding" not in again.headers
            assert "Content-Length" not in again.headers
    assert len(tags) == 3


def test_another_coding_s_tag_is_not_taken_for_this_one(client: FlaskClient) -> None:
    packed = client.get("/", headers={"Accept-Encoding": "br"}).headers["ETag"]
    asked = {"Accept-Encoding": "gzip", "If-None-Match": packed}
    assert client.get("/", headers=asked).status_code == 200


def test_a_tag_that_cannot_be_read_outweighs_a_date(client: FlaskClient) -> None:
    late = "Tue, 01 Jan 2036 00:00:00 GMT"
    asked = {"Accept-Encoding": "br", "If-None-Match": "not a tag", "If-Modified-Since": late}
    assert client.get("/feed.json", headers=asked).status_code == 200


@pytest.mark.parametrize("path", ["/", "/feed.atom", STYLE])
def test_head_says_the_same_without_the_body(client: FlaskClient, path: str) -> None:
    asked = {"Accept-Encoding": "br"}
    with client.get(path, headers=asked) as get, client.head(path, headers=asked) as head:
        assert head.data == b""
        for name in ("ETag", "Content-Encoding", "Content-Length", "Content-Type", "Vary"):
            assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("path", ["/desk/", "/desk/posts/new", "/desk/settings/", "/login"])
def test_what_holds_a_token_is_never_packed(author: FlaskClient, path: str) -> None:
    """Its length would tell of the token, letter by letter, to whoever can have a word put in."""
    with author.get(path, headers={"Accept-Encoding": "br, gzip"}) as answer:
        assert answer.status_code in {200, 303}
        assert "Content-Encoding" not in answer.headers


def test_what_is_packed_holds_no_token(author: FlaskClient) -> None:
    for path in ("/", "/posts/a-piece/"):
        assert open_page(author, path).xpath("//*[contains(@name, 'csrf')]") == []


@pytest.mark.parametrize(
    "path", ["/static/fonts/newsreader-roman.woff2", "/static/icons/favicon.ico"]
)
def test_what_is_packed_already_is_sent_as_it_is(client: FlaskClient, path: str) -> None:
    with client.get(path, headers={"Accept-Encoding": "br"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert "Vary" not in answer.headers


def test_a_part_of_a_file_is_sent_as_it_is(client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "br", "Range": "bytes=0-99"}
    with client.get(STYLE, headers=asked) as answer:
        assert answer.status_code == 206
        assert len(answer.data) == 100
        assert "Content-Encoding" not in answer.headers


def test_a_few_bytes_are_not_worth_it(client: FlaskClient) -> None:
    answer = client.get("/robots.txt", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
