"""Addresses as people type them: one is kept as it was meant, what is none is told why."""

import pytest

from blog.errors import Refused
from blog.following import addresses


@pytest.mark.parametrize(
    ("typed", "text", "key"),
    [
        (" ada@blog.example ", "ada@blog.example", "ada@blog.example"),
        ("Ada@Blog.Example", "Ada@blog.example", "ada@blog.example"),
        ("ada+films@blog.example", "ada+films@blog.example", "ada+films@blog.example"),
        ("ada@bücher.example", "ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@XN--BCHER-KVA.example", "ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@例え.jp", "ada@例え.jp", "ada@xn--r8jz45g.jp"),
        ("o'hara@blog.example", "o'hara@blog.example", "o'hara@blog.example"),
    ],
)
def test_an_address_is_kept_as_it_was_meant(typed: str, text: str, key: str) -> None:
    address = addresses.read(typed)
    assert (address.text, address.key) == (text, key)
    assert address.wire.isascii()
    assert address.wire.lower() == key


def test_the_name_keeps_its_capitals_on_the_wire() -> None:
    assert addresses.read("Ada@bücher.example").wire == "Ada@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the address"),
        ("   ", "Write the address"),
        ("ada", "This needs an @"),
        ("ada@", "something after the @"),
        ("@blog.example", "something before the @"),
        ("ada@harbourlane", r"something after the dot: ada@harbourlane\.\?"),
        ("ada@harbourlane.", r"something after the dot: ada@harbourlane\.\?"),
        ("ádá@blog.example", "“ádá” has letters"),
        ("ada byron@blog.example", "no address that mail can reach"),
        ("ada@blog..example", "no address that mail can reach"),
        ("ada@[127.0.0.1]", "no address that mail can reach"),
        ("Ada <ada@blog.example>", "no address that mail can reach"),
        ("ada@blog.example, bo@blog.example", "no address that mail can reach"),
        ('"ada byron"@blog.example', "no address that mail can reach"),
        (f"{'a' * 65}@blog.example", "no address that mail can reach"),
        (f"a@{'b' * 260}.example", "at most 254"),
        (f"a@{'bb.' * 82}example", "at most 254"),
    ],
)
def test_what_is_no_address_is_told_why(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        addresses.read(typed)
    assert refused.value.details == {"field": "email"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x00", "\x0b", "\x85", "\u2028", "%0a", " "])
def test_no_second_header_gets_in(end: str) -> None:
    for typed in (
        f"ada@blog.example{end}Bcc: bo@blog.example",
        f"ada{end}Bcc: x@blog.example",
        f"ada@blog{end}.example",
    ):
        with pytest.raises(Refused):
            addresses.read(typed)


def test_shown_in_short() -> None:
    assert addresses.veiled("ada@harbourlane.example") == "a…@harbourlane.example"
    assert addresses.veiled("a@harbourlane.example") == "a…@harbourlane.example"
