"""Combinations as they stand in addresses: read, written, and brought into one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import site
from blog.errors import NotFound
from blog.subjects.terms import Term, Terms, canonical, parse

TERMS = st.builds(
    Term,
    st.sampled_from(("tag", "theme", "kind")),
    st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1, max_size=8).filter(
        lambda slug: parse(slug).included[0].slug == slug
    ),
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("film", Terms(included=(Term("tag", "film"),))),
        ("冬天", Terms(included=(Term("tag", "冬天"),))),
        (
            "film,theme:love!kind:book",
            Terms(
                included=(Term("tag", "film"), Term("theme", "love")),
                excluded=(Term("kind", "book"),),
            ),
        ),
        (
            "film+theme:love!kind:book!snow",
            Terms(
                included=(Term("tag", "film"), Term("theme", "love")),
                is_all=True,
                excluded=(Term("kind", "book"), Term("tag", "snow")),
            ),
        ),
        ("!kind:book", Terms(excluded=(Term("kind", "book"),))),
        (
            "Ｆilm,e\N{COMBINING ACUTE ACCENT}",
            Terms(included=(Term("tag", "film"), Term("tag", "é"))),
        ),
    ],
)
def test_an_address_is_read(text: str, terms: Terms) -> None:
    assert parse(text) == terms


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This address names nothing to follow."),
        ("film,snow+love", "the two do not go together"),
        ("a,b,c,d,e,f,g", "These are 7 subjects; one address holds 6."),
        ("a,b,c,d!e!f!g", "These are 7 subjects; one address holds 6."),
        ("film,,love", "Each subject stands by itself"),
        ("film!", "Each subject stands by itself"),
        ("film!a,b", "Each subject stands by itself"),
        ("theme:", "Each subject stands by itself"),
        ("author:ada", "“author:ada” is unknown"),
        ("theme:love:more", "“theme:love:more” is unknown"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, sentence: str) -> None:
    with pytest.raises(NotFound) as caught:
        parse(text)
    assert caught.value.code == "unreadable_terms"
    assert sentence in caught.value.message


@pytest.mark.parametrize(
    ("text", "one_form"),
    [
        ("snow,film", "film,snow"),
        ("theme:love+kind:book+film", "film+theme:love+kind:book"),
        ("film,film", "film"),
        ("film+film", "film"),
        ("film!snow!book!snow", "film!book!snow"),
    ],
)
def test_all_that_mean_the_same_have_one_form(text: str, one_form: str) -> None:
    assert str(canonical(parse(text))) == one_form


@given(
    included=st.lists(TERMS, max_size=3),
    excluded=st.lists(TERMS, max_size=3),
    is_all=st.booleans(),
)
def test_what_is_written_is_read_again(
    included: list[Term], excluded: list[Term], is_all: bool
) -> None:
    wanted = canonical(Terms(included=tuple(included), is_all=is_all, excluded=tuple(excluded)))
    if str(wanted):
        assert parse(str(wanted)) == wanted
        path = site.combination_path(str(wanted))
        assert path.isascii()
        assert site.decoded(path) == f"/feeds/{wanted}"


def test_the_builder_is_asked_the_same() -> None:
    terms = parse("film+theme:love!kind:book")
    assert site.follow_path(terms.query) == "/follow/?tag=film&theme=love&not=kind:book&match=all"
    assert site.follow_path() == "/follow/"
    everything = parse("!kind:book")
    assert site.follow_path(everything.query) == "/follow/?what=all&not=kind:book"
    assert site.follow_path(parse("冬天").query) == "/follow/?tag=%E5%86%AC%E5%A4%A9"
