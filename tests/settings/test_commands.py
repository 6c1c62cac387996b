"""What the blogger decides about the blog, and what cannot be decided."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.db import session, transaction
from blog.errors import Conflict, Refused
from blog.settings import commands, queries
from blog.settings.commands import BlogFields

FIELDS = BlogFields(name="The Ninth Lamp", author="Ada Winter")
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_begin_and_read(empty_app: Flask) -> None:
    with empty_app.app_context():
        with transaction():
            commands.begin(replace(FIELDS, language="zh-Hans", time_zone="Asia/Taipei"), at=AT)
        session().expire_all()
        stored = queries.current()
        assert (stored.language, stored.time_zone, stored.version) == ("zh-Hans", "Asia/Taipei", 1)


@pytest.mark.parametrize("handle", ["", "@ada@films.example", "@a.da-1@xn--bcher-kva.example"])
def test_a_handle_in_the_fediverse(app: Flask, handle: str) -> None:
    with app.app_context(), transaction():
        stored = queries.current()
        commands.change(stored, replace(FIELDS, fediverse=handle), based_on=1, at=AT)
        assert stored.fediverse == handle


def test_change_is_a_new_version(app: Flask) -> None:
    with app.app_context(), transaction():
        stored = queries.current()
        commands.change(stored, replace(FIELDS, tagline="New"), based_on=1, at=AT)
        assert (stored.tagline, stored.version) == ("New", 2)
        with pytest.raises(Conflict) as stale:
            commands.change(stored, FIELDS, based_on=1, at=AT)
        assert stale.value.details == {"version": 2}
        assert stored.tagline == "New"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", " ", "empty"),
        ("author", "", "empty"),
        ("tagline", "t" * 301, "too_long"),
        ("tagline", "She ||leaves||", "cannot_cover"),
        ("language", "english", "no_such_language"),
        ("language", "en_GB", "no_such_language"),
        ("language", "qq", "no_such_language"),
        ("language", "../en", "no_such_language"),
        ("time_zone", "London", "no_such_time_zone"),
        ("time_zone", "", "no_such_time_zone"),
        ("fediverse", "ada", "no_such_handle"),
        ("fediverse", "ada@films.example", "no_such_handle"),
        ("fediverse", "@ada@films", "no_such_handle"),
        ("fediverse", "@ada@films.example/about", "no_such_handle"),
        ("fediverse", "https://films.example/@ada", "no_such_handle"),
        ("fediverse", '@ada@films.example">', "no_such_handle"),
        ("fediverse", "@ada@" + "a." * 100 + "example", "too_long"),
    ],
)
def test_refused_by_its_field(app: Flask, field: str, value: str, code: str) -> None:
    with app.app_context():
        stored = queries.current()
        with pytest.raises(Refused) as refused:
            commands.change(stored, replace(FIELDS, **{field: value}), based_on=1, at=AT)
        assert (refused.value.code, refused.value.details["field"]) == (code, field)


@pytest.mark.parametrize("language", ["en-GB", "zh-Hant-TW", "ja", "pt-BR", "sr-Latn"])
def test_languages_that_dates_can_be_written_in(app: Flask, language: str) -> None:
    with app.app_context(), transaction():
        stored = queries.current()
        commands.change(stored, replace(FIELDS, language=language), based_on=1, at=AT)
        assert stored.language == language
