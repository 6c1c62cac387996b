"""Addresses as people write them, and as they are kept."""

import pytest

from blog.errors import Refused
from blog.redirects import spelling
from tests.conftest import URL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/2019/05/first-snow/", "/2019/05/first-snow/"),
        ("2019/05/first-snow", "/2019/05/first-snow"),
        ("https://old.example/2019/05/first-snow/#top", "/2019/05/first-snow/"),
        ("/?p=12", "/?p=12"),
        ("https://old.example?p=12", "/?p=12"),
        ("/%E6%85%A2%E8%BD%A6/", "/慢车/"),
        ("/慢车/", "/慢车/"),
        ("/?cat=%E9%9B%AA", "/?cat=雪"),
        ("  /a b/\n", "/a b/"),
        ("/a\x00b", "/ab"),
    ],
)
def test_a_path_is_kept_decoded(typed: str, kept: str) -> None:
    assert spelling.path_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "mailto:ada@blog.example", "http://[::1", "/" * 1001])
def test_what_is_no_path(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        spelling.path_of(typed)
    assert refused.value.details == {"field": "path"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/posts/慢车/", "/posts/%E6%85%A2%E8%BD%A6/"),
        ("/posts/%E6%85%A2%E8%BD%A6/", "/posts/%E6%85%A2%E8%BD%A6/"),
        ("/posts/%e6%85%a2/100%25/", "/posts/%E6%85%A2/100%25/"),
        (f"{URL}/posts/snow/#notes", "/posts/snow/#notes"),
        ("/search/?q=snow & ice", "/search/?q=snow%20&%20ice"),
        ("https://elsewhere.example/a?b=c", "https://elsewhere.example/a?b=c"),
    ],
)
def test_a_target_is_kept_as_it_goes_out(typed: str, kept: str) -> None:
    assert spelling.target_of(typed, site_url=URL) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "posts/snow/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://[::1",
        "ftp://elsewhere.example/",
        "/" + "a" * 2000,
    ],
)
def test_what_is_no_target(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        spelling.target_of(typed, site_url=URL)
    assert refused.value.details == {"field": "target"}
