"""Redirects as they are made: one for an address, and never from door to door."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import session, transaction
from blog.errors import Refused
from blog.redirects import commands, queries
from blog.redirects.commands import GONE
from blog.redirects.models import Miss, Redirect

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def writing(app: Flask) -> Iterator[None]:
    with app.app_context(), transaction():
        yield


def code(path: str, target: str) -> str:
    with pytest.raises(Refused) as refused:
        commands.keep(path, target, at=AT)
    return refused.value.code


def test_the_last_word_counts_in_any_spelling() -> None:
    commands.keep("/Old", "/new/", at=AT)
    commands.keep("/Old/", "/newer/", at=AT)
    assert session().scalar(select(func.count(Redirect.path))) == 1
    for asked in ("/Old", "/Old/"):
        found = queries.kept_at(asked)
        assert found is not None
        assert found.target == "/newer/"


def test_a_query_is_part_of_the_address() -> None:
    commands.keep("/?p=12", "/new/", at=AT)
    assert queries.kept_at("/?p=12") is not None
    assert queries.kept_at("/") is queries.kept_at("/?p=1") is None


def test_what_has_an_answer_is_no_miss() -> None:
    session().add(Miss(path="/old/", count=3, first_at=AT, last_at=AT))
    session().flush()
    commands.keep("/old", GONE, at=AT)
    assert queries.misses(limit=9) == []


def test_no_circles_and_no_detours() -> None:
    assert code("/a/", "/a") == code("/a/", "/a/#b") == "leads_to_itself"
    commands.keep("/b/", "/c/", at=AT)
    assert code("/a/", "/b") == "leads_on"
    assert code("/c/", "/b/") == "leads_on"
    assert code("/c/", "/d/") == "led_to"
    assert code("/c", "https://elsewhere.example/c/") == "led_to"
    assert code("/c/", GONE) == "led_to"
    commands.keep("/gone/", GONE, at=AT)
    assert code("/a/", "/gone/") == "leads_on"
    commands.keep("/a/", "https://elsewhere.example/a/", at=AT)


def test_a_part_of_a_page_is_on_that_page() -> None:
    commands.keep("/a/", "/posts/%E6%85%A2/#notes", at=AT)
    assert code("/posts/慢/", "/b/") == "led_to"


def test_what_is_changed_is_not_in_its_own_way() -> None:
    commands.keep("/a/", "/b/", at=AT)
    commands.keep("/a/", "/c/", at=AT)
    assert code("/b/", "/a/") == "leads_on"


def test_a_miss_of_no_interest_is_not_shown_again() -> None:
    session().add_all(
        Miss(path=path, count=count, first_at=AT, last_at=AT)
        for path, count in (("/often/", 9), ("/once/", 1))
    )
    session().flush()
    assert [miss.path for miss in queries.misses(limit=9)] == ["/often/", "/once/"]
    commands.dismiss("/often/")
    commands.dismiss("/unknown/")
    assert [miss.path for miss in queries.misses(limit=9)] == ["/once/"]
