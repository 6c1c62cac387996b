"""Lists of followers as CSV: what other programs write is read, and our own comes back whole."""

import csv
from io import StringIO

import pytest

from blog.errors import NotFound, Refused
from blog.following import lists
from blog.following.lists import Entry, meant, read, told, written
from blog.subjects.terms import Terms, parse


def emails(text: str) -> list[str]:
    return [entry.email for entry in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.org\nhui@example.org\n",
        "email\nanna@example.org\nhui@example.org",
        "Name,E-Mail,created\nAnna,anna@example.org,2024\nHui,hui@example.org,2025\n",
        "Name;Email Address\nAnna;anna@example.org\nHui;hui@example.org\n",
        "name\temail\nAnna\tanna@example.org\nHui\thui@example.org\n",
        "Anna,anna@example.org\nHui,hui@example.org\n",
        "Anna <anna@example.org>\n\n,,\nHui <hui@example.org>\n",
        'name,email\n"Winter, Anna",anna@example.org\n"Qiu\nHui",hui@example.org\n',
    ],
)
def test_what_other_programs_write(text: str) -> None:
    assert emails(text) == ["anna@example.org", "hui@example.org"]


def test_our_own_columns() -> None:
    text = "email,follows,rhythm\nanna@example.org,film!kind:book,At once\n"
    assert read(text) == [
        Entry(number=2, email="anna@example.org", follows="film!kind:book", rhythm="at_once")
    ]


def test_a_line_that_is_short_or_long() -> None:
    assert read("follows,email\nfilm\nfilm,anna@example.org,more\n") == [
        Entry(number=2, email="", follows="film"),
        Entry(number=3, email="anna@example.org", follows="film"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a file with a list, or paste one"),
        ("\n , \n", "Choose a file with a list, or paste one"),
        ("a@b.example\n" * (lists.MOST_LINES + 2), "These are 2,002 lines."),
        (f'email\n"{"x" * 200_000}"', "Line 2 cannot be read: field larger than field limit"),
    ],
)
def test_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert sentence in refused.value.message
    assert refused.value.details == {"field": "lines"}


@pytest.mark.parametrize("address", ["=1+1@example.org", "+anna@example.org", "-a@example.org"])
def test_no_cell_is_a_formula(address: str) -> None:
    text = written([(address, "film", "weekly", "2026-11-14", "form")])
    _, row = csv.reader(StringIO(text))
    assert row[0][0] == "'"
    assert emails(text) == [address]


def test_a_plus_within_an_address_stays() -> None:
    text = written([("anna+films@example.org", "film+winter", "weekly", "", "form")])
    (entry,) = read(text)
    assert (entry.email, entry.follows) == ("anna+films@example.org", "film+winter")


@pytest.mark.parametrize(
    ("text", "is_everything"),
    [
        ("(everything)", True),
        ("(everything)!kind:book!theme:love", True),
        ("film", False),
        ("everything", False),
        ("film,theme:love!kind:book", False),
        ("a,b,c,d,e,f,g,h", False),
    ],
)
def test_choices_come_back(text: str, is_everything: bool) -> None:
    assert bool(meant(text).included) is not is_everything
    assert meant(told(meant(text), is_everything=is_everything)) == meant(text)


@pytest.mark.parametrize("text", ["film+winter,", "!", "film,,winter", "director:ang-lee"])
def test_unreadable_choices(text: str) -> None:
    with pytest.raises(NotFound):
        meant(text)


def test_all_of_them() -> None:
    assert meant("winter+film") == parse("film+winter")


def test_who_chose_what_is_gone_does_not_come_back_with_everything() -> None:
    text = told(Terms(), is_everything=False)
    assert meant(text).included != ()
