"""Which addresses of a blog can have passkeys, and what they are called to a browser."""

import pytest

from blog.accounts.relying import RelyingParty, relying_party


@pytest.mark.parametrize(
    ("url", "id_", "origin"),
    [
        ("https://blog.example", "blog.example", "https://blog.example"),
        ("https://Blog.Example:443", "blog.example", "https://blog.example"),
        ("https://blog.example:8443", "blog.example", "https://blog.example:8443"),
        ("https://bücher.example", "xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://localhost", "localhost", "http://localhost"),
        ("http://blog.localhost:80", "blog.localhost", "http://blog.localhost"),
    ],
)
def test_domains_have_passkeys(url: str, id_: str, origin: str) -> None:
    assert relying_party(url) == RelyingParty(id=id_, origin=origin)


@pytest.mark.parametrize(
    "url",
    [
        "http://blog.example",
        "http://127.0.0.1:8000",
        "https://203.0.113.9",
        "https://[2001:db8::1]",
        "http://[::1]:8000",
        "http://notlocalhost",
        "https://blog..example",
    ],
)
def test_addresses_and_what_travels_in_the_clear_have_none(url: str) -> None:
    assert relying_party(url) is None
