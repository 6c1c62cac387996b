import re
from collections.abc import Callable

import pytest

from blog.errors import Refused
from blog.works import ids, ratings
from blog.works.fields import LinkText


@pytest.mark.parametrize(
    ("read", "typed", "kept"),
    [
        (ids.wikidata, "Q42", "Q42"),
        (ids.wikidata, " q42 ", "Q42"),
        (ids.wikidata, "https://www.wikidata.org/wiki/Q42", "Q42"),
        (ids.imdb, "tt0081846", "tt0081846"),
        (ids.imdb, "https://www.imdb.com/title/tt0081846/?ref_=fn", "tt0081846"),
        (ids.tmdb, "movie/843", "movie/843"),
        (ids.tmdb, "https://www.themoviedb.org/movie/843-in-the-mood", "movie/843"),
        (ids.isbn, "978-0-306-40615-7", "9780306406157"),
        (ids.isbn, "ISBN 0-306-40615-2", "0306406152"),
        (ids.isbn, "080442957x", "080442957X"),
        (ids.isbn, "", ""),
        (ids.imdb, "  ", ""),
    ],
)
def test_what_is_taken(read: Callable[[str], str], typed: str, kept: str) -> None:
    assert read(typed) == kept


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (ids.wikidata, "42"),
        (ids.wikidata, "Q0"),
        (ids.imdb, "nm0000001"),
        (ids.imdb, "tt12"),
        (ids.tmdb, "843"),
        (ids.tmdb, "person/843"),
        (ids.isbn, "978-0-306-40615-8"),
        (ids.isbn, "0-306-40615-3"),
        (ids.isbn, "12345"),
    ],
)
def test_what_is_none_is_said_by_its_field(read: Callable[[str], str], typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read(typed)
    assert refused.value.code == "bad_id"
    assert refused.value.details["field"] == read.__name__


def test_links_lead_to_the_web() -> None:
    typed = (LinkText(url=" https://example.org/a ", label=" The  makers "), LinkText(url=" "))
    assert ids.links(typed) == [{"url": "https://example.org/a", "label": "The makers"}]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "example.org", "https://", "https://a b/"]
)
def test_nothing_else_is_a_link(url: str) -> None:
    with pytest.raises(Refused) as refused:
        ids.links((LinkText(url=url),))
    assert refused.value.code == "bad_link"


@pytest.mark.parametrize(
    ("typed", "half_stars", "spoken"),
    [("½", 1, "½"), (".5", 1, "½"), ("4.5", 9, "4½"), ("4,5", 9, "4½"), ("3.0/5", 6, "3")],
)
def test_ratings(typed: str, half_stars: int, spoken: str) -> None:
    assert ratings.parse(typed) == half_stars
    assert ratings.spoken(half_stars) == spoken
    assert ratings.parse(ratings.typed(half_stars)) == half_stars


@pytest.mark.parametrize("typed", ["0", "5.5", "5½", "6", "4.3", "four", "-1", "/5", "４"])
def test_what_is_no_rating(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        ratings.parse(typed)
