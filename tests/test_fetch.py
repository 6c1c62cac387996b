"""Nobody sends this blog into its own network."""

import pytest

from blog import fetch
from blog.fetch import Unreachable


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_the_internet_s(address: str, is_public: bool) -> None:
    assert fetch.is_public(address) is is_public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://0177.0.0.1:9/",
        "http://[::1]:9/",
        "http://[::ffff:7f00:1]:9/",
        "http://user@127.0.0.1:9/",
    ],
)
def test_a_stranger_s_address_never_leads_home(url: str) -> None:
    with pytest.raises(Unreachable, match="own network"):
        fetch.post_form(url, [], is_owners=False)


@pytest.mark.parametrize("url", ["ftp://hub.example/", "hub.example", "file:///etc/passwd", ""])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(Unreachable, match="no address on the web"):
        fetch.post_form(url, [], is_owners=True)


def test_the_owner_may_mean_a_machine_beside_this_one() -> None:
    with pytest.raises(Unreachable, match="did not answer"):
        fetch.post_form("http://127.0.0.1:9/", [], is_owners=True)
    with pytest.raises(Unreachable, match="own network"):
        fetch.post_form("http://0x7f.1:9/", [], is_owners=True)
