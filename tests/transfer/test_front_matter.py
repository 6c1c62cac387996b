"""The header: YAML without its surprises, and the text as it stands."""

import pytest

from blog.errors import Refused
from blog.transfer import front_matter
from blog.transfer.header import Header


def values(header: str) -> dict[str, object]:
    return front_matter.read(f"---\n{header}\n---\nText.\n".encode())[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".nan", ".nan"),
        ("2026-02-30", "2026-02-30"),
        ("2026-11-06T19:30:00+00:00", "2026-11-06T19:30:00+00:00"),
        ("12", 12),
        ("-3", -3),
        ("4.5", 4.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("[a, 1]", ["a", 1]),
        ("慢车", "慢车"),
        ('"true"', "true"),
    ],
)
def test_words_stay_words(written: str, read: object) -> None:
    assert values(f"key: {written}") == {"key": read}


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"Only text.\n", "Only text."),
        (b"\xef\xbb\xbf---\ntitle: A\n---\nText.", "Text."),
        (b"---\r\ntitle: A\r\n---\r\n\r\nOne\r\ntwo\r\n", "One\ntwo"),
        (b"---\ntitle: A\n...\nText.", "Text."),
        (b"---\ntitle: A\n---", ""),
        (b"---\ntitle: A\n---\n\n    code\n\n---\n\nmore\n", "    code\n\n---\n\nmore"),
        (b"---\n\nA line above, and no header.\n", "---\n\nA line above, and no header."),
        (b"", ""),
    ],
)
def test_the_text_under_it(data: bytes, source: str) -> None:
    assert front_matter.read(data)[1] == source


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("title: [unclosed", "cannot be read in line"),
        ("a: 1\nb: 'two\nc: 3", "cannot be read in line"),
        ("a: &x [1]\nb: *x", "uses an alias"),
        ("a: " + "[" * 40 + "]" * 40, "nested too deep"),
        ("a: " + "[" * 5000, "nested too deep"),
        ("just a sentence", "is not a list of keys and values"),
        ("- a\n- b", "is not a list of keys and values"),
        ("a: !!python/object/apply:os.system ['true']", "uses a type"),
        ("a: !!timestamp never", "uses a type"),
    ],
)
def test_what_cannot_be_read_says_where(header: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        values(header)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("---\ntitle: Schnee\n---\nSchön".encode("latin-1"), "Line 4 is not UTF-8"),
        (b"---\ntitle: A\n---\n\0", "NUL"),
    ],
)
def test_what_is_no_text(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        front_matter.read(data)


def test_what_no_page_can_carry_is_left_out() -> None:
    values, source = front_matter.read(b'---\ntitle: "a\\x01b"\n---\nc\x0bd\x7f')
    assert (Header(values).text("title"), source) == ("ab", "cd")
