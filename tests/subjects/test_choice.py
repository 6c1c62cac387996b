"""What terms mean now: by number, so that no name has to stay as it is."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.subjects.choice import (
    EVERYTHING,
    Choice,
    Moved,
    Subject,
    Unknown,
    resolve,
    terms_of,
)
from blog.subjects.names import named, said
from blog.subjects.terms import Term, Terms, parse
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme
from tests.conftest import CountQueries, FrozenClock
from tests.makers import LONG_AGO, installation, make_post, make_theme


@pytest.fixture
def shelf(app: Flask) -> Theme:
    theme = make_theme(app, title="Love, Mostly Unsaid", slug="love")
    make_post(app, tags=("film", "冬天", "cold"), themes=(theme.id,))
    return theme


def _tag(name: str) -> Tag:
    return session().scalars(select(Tag).where(Tag.name == name)).one()


@pytest.mark.usefixtures("shelf")
def test_it_goes_by_numbers(app: Flask, clock: FrozenClock, shelf: Theme) -> None:
    with app.app_context():
        film = Subject("tag", _tag("film").id)
        love, books = Subject("theme", shelf.id), Subject("kind", "book")
        wanted = Choice(subjects=frozenset({film, love}), excluded=frozenset({books}))
        text = "film,theme:love!kind:book"
        assert resolve(parse(text), at=clock.now) == wanted
        assert str(terms_of(wanted)) == text
        assert resolve(parse("!kind:book"), at=clock.now) == Choice(
            is_everything=True, excluded=frozenset({books})
        )
        assert terms_of(EVERYTHING) == Terms()


@pytest.mark.usefixtures("shelf")
def test_another_order_and_former_names_lead_on(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        tags.rename(_tag("film"), "Films", at=LONG_AGO)
        tags.merge(_tag("cold"), into=_tag("冬天"), at=LONG_AGO)
        love = session().scalars(select(Theme)).one()
        fields = themes.ThemeFields(title="Love", slug="unsaid")
        url = installation(app).url
        version = love.version
        themes.change(love, fields, based_on=version, site_url=url, lang="en", at=LONG_AGO)
    with app.app_context():
        for text, now in {
            "冬天,films": "films,冬天",
            "theme:love,film": "films,theme:unsaid",
            "cold+冬天": "冬天",
            "films!cold": "films!冬天",
        }.items():
            found = resolve(parse(text), at=clock.now)
            assert isinstance(found, Moved)
            assert str(found.terms) == now
            assert resolve(found.terms, at=clock.now) == found.choice


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "term", "sentence"),
    [
        ("film,nix", Term("tag", "nix"), "There is no tag “nix”."),
        ("film!theme:nix", Term("theme", "nix"), "There is no theme “nix”."),
        ("kind:opera", Term("kind", "opera"), "“opera” is no kind of work. There are film,"),
    ],
)
def test_the_unknown_is_said(
    app: Flask, clock: FrozenClock, text: str, term: Term, sentence: str
) -> None:
    with app.app_context():
        found = resolve(parse(text), at=clock.now)
        assert isinstance(found, Unknown)
        assert found.term == term
        assert found.sentence.startswith(sentence)


def test_a_tag_of_drafts_is_known_to_its_author_only(app: Flask, clock: FrozenClock) -> None:
    make_post(app, tags=("secret",), published_at=None)
    make_post(app, tags=("secret",), kind="page")
    make_post(app, tags=("secret",), published_at=clock.now + timedelta(days=1))
    with app.app_context():
        assert isinstance(resolve(parse("secret"), at=clock.now), Unknown)
        assert isinstance(resolve(parse("secret"), at=clock.now + timedelta(days=1)), Choice)


def test_it_is_said_in_words(app: Flask, shelf: Theme, count_queries: CountQueries) -> None:
    with app.app_context():
        film, winter = (Subject("tag", _tag(name).id) for name in ("film", "冬天"))
        love, books = Subject("theme", shelf.id), Subject("kind", "book")
        with count_queries() as queries:
            names = named({film, winter, love, books, Subject("tag", 99)})
        assert len(queries) == 2

        def words(*subjects: Subject, **how: object) -> str:
            return said(Choice(subjects=frozenset(subjects), **how), names)  # type: ignore[arg-type]

        assert words(film) == "film"
        assert words(love, film, winter) == "film, 冬天 or Love, Mostly Unsaid"
        assert words(love, film, is_all=True) == "film and Love, Mostly Unsaid"
        without = frozenset({books, film})
        assert words(winter, excluded=without) == "冬天, without film or books"
        assert words(is_everything=True) == "everything"
        assert words(is_everything=True, excluded=without) == "everything, without film or books"
        assert words(Subject("tag", 99)) == "nothing"
        assert names[love].path == "/themes/love/"
        assert names[books].path == "/works/kinds/book/"
