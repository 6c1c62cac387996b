"""What readers type is taken apart, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.query import MOST_CHARACTERS, MOST_TERMS, Filter, Query, parse


def shape(query: Query) -> list[str]:
    """Each part in short: `-` for what is excluded, `|` between forms, `+` between terms."""
    return [
        ("-" if part.is_excluded else "")
        + (
            f"{part.filter.key}={part.filter.value}"
            if part.filter
            else " + ".join("|".join(term.phrases) for term in part.terms)
        )
        for part in query.parts
    ]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("snow", ["snow|snows"]),
        ("Snow TRAINS", ["snow|snows", "trains|train"]),
        ('"slow train"', ["slow train"]),
        ("“Slow  train”", ["slow train"]),
        ("「慢车」", ["慢 车"]),
        ("„Bahn“ «gare» ＂wide＂", ["bahn", "gare", "wide"]),
        ('"never closed', ["never closed"]),
        ('closed" open', ["closed|closeds", "open"]),
        ('""', []),
        ("慢车", ["慢 车"]),
        ("慢车，雪岭", ["慢 车", "雪 岭"]),
        ("慢车　雪岭", ["慢 车", "雪 岭"]),
        ("《雪》与《火车》", ["雪 + 与 + 火 车"]),
        ("ＦＩＬＭ", ["film|films"]),
        ("well-known", ["well known"]),
        ("l’amour", ["l amour"]),
        ("tag:winter", ["tag=winter"]),
        ("TAG: winter", ["tag=winter"]),
        ("tag：“slow cinema” x", ["tag=slow cinema", "x"]),
        ("theme:雪", ["theme=雪"]),
        ("year:2019-2021", ["year=2019-2021"]),
        ("kind:book", ["kind=book"]),
        ("tag:", ["tag="]),
        ("tag: ", ["tag="]),
        ("tags:winter", ["tags winter"]),
        ("http://x.example/a", ["http x example a"]),
        ("-snow", ["-snow|snows"]),
        ('－snow −"slow train"', ["-snow|snows", "-slow train"]),
        ("-tag:winter", ["-tag=winter"]),
        ("---snow", ["-snow|snows"]),
        ("-", []),
        ("- snow", ["snow|snows"]),
        ("-" * 1000, []),
        ("snow snow SNOW", ["snow|snows"]),
        ("AND OR NOT NEAR(a b)", ["and", "or", "not", "near a", "b"]),
        ("🚂 \u202e", []),
    ],
)
def test_it_is_taken_apart(typed: str, parts: list[str]) -> None:
    assert shape(parse(typed)) == parts


def test_the_end_of_too_much_is_left_out() -> None:
    query = parse(" ".join(f"w{number}" for number in range(30)))
    assert query.is_cut
    assert len(query.parts) == MOST_TERMS
    long = parse("慢" * 10_000)
    assert long.is_cut
    assert len(long.typed) == MOST_CHARACTERS
    assert not parse("snow " * 12).is_cut


def test_words_that_begin_so() -> None:
    snow, han, short = (parse(text).terms[0].begun() for text in ("snow", "慢车", "sn"))
    assert (snow.phrases, snow.is_beginning) == (("snow",), True)
    assert not han.is_beginning
    assert not short.is_beginning


def test_a_part_can_be_left_out() -> None:
    query = parse("snow tag:winter -rain")
    assert query.said == "snow"
    [(part, asked)] = query.filters
    assert asked == Filter(key="tag", value="winter")
    assert query.without(part) == "snow -rain"


@given(st.text(max_size=300))
def test_nothing_is_wrong(text: str) -> None:
    query = parse(text)
    assert parse(query.typed).parts == query.parts
    assert len(query.parts) <= MOST_TERMS
    for term in (term for part in query.parts for term in part.terms):
        assert all(phrase and '"' not in phrase for phrase in term.phrases)
