"""The set-up link, and what the set-up makes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from itsdangerous import TimestampSigner

from blog import signing
from blog.accounts.models import Owner
from blog.accounts.setup import SetUpFields, check_token, set_up, setup_link
from blog.config import Settings
from blog.db import session, transaction
from blog.errors import BlogError, Gone, NotFound, Refused
from blog.settings import commands as settings
from blog.settings import queries
from blog.settings.commands import BlogFields
from tests.conftest import URL, FrozenClock

ADA = SetUpFields(
    name="Ada Winter",
    username="ada",
    email="ada@blog.example",
    password="nine lamps in the snow",
    blog_name="The Ninth Lamp",
    language="en-GB",
    time_zone="Europe/London",
)


@pytest.fixture(autouse=True)
def _context(empty_app: Flask) -> Iterator[None]:
    with empty_app.app_context():
        yield


def token_of(link: str) -> str:
    return link.partition("?token=")[2]


def test_the_link_opens_the_set_up(installation: Settings) -> None:
    link = setup_link(installation)
    assert link.startswith(f"{URL}/setup?token=")
    check_token(token_of(link), installation=installation)


@pytest.mark.parametrize("token", ["", "made-up", "IjEi.aaaa.bbbb"])
def test_a_made_up_link_opens_nothing(installation: Settings, token: str) -> None:
    with pytest.raises(NotFound) as refused:
        check_token(token, installation=installation)
    assert "“blog serve” prints" in refused.value.message


def test_the_link_lasts_a_day(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    now = TimestampSigner("any").get_timestamp()
    made = {}
    for age in (24 * 60 * 60 - 60, 24 * 60 * 60 + 60):
        with monkeypatch.context() as earlier:
            earlier.setattr(TimestampSigner, "get_timestamp", lambda _, age=age: now - age)
            made[age] = token_of(setup_link(installation))
    young, old = made.values()
    check_token(young, installation=installation)
    with pytest.raises(Gone) as gone:
        check_token(old, installation=installation)
    assert "start the blog again for a new one" in gone.value.message


def test_links_of_another_blog_or_another_purpose_open_nothing(installation: Settings) -> None:
    elsewhere = replace(installation, secret="the secret of another installation, long")
    foreign = token_of(setup_link(elsewhere))
    other = signing.sign("unsubscribe", "the first owner", secret=installation.secret)
    for token in (foreign, other):
        with pytest.raises(NotFound):
            check_token(token, installation=installation)


def test_the_link_dies_with_the_first_owner(installation: Settings, clock: FrozenClock) -> None:
    token = token_of(setup_link(installation))
    with transaction():
        set_up(ADA, at=clock.now)
    with pytest.raises(Gone) as gone:
        check_token(token, installation=installation)
    assert gone.value.code == "owner_exists"


def test_it_makes_the_owner_and_the_settings(clock: FrozenClock) -> None:
    with transaction():
        owner = set_up(ADA, at=clock.now)
    blog = queries.current()
    assert (owner.username, owner.name, owner.email) == ("ada", "Ada Winter", "ada@blog.example")
    assert owner.password_hash.startswith("$argon2id$")
    assert (blog.name, blog.author) == ("The Ninth Lamp", "Ada Winter")
    assert (blog.language, blog.time_zone) == ("en-GB", "Europe/London")


def test_what_came_with_an_import_is_kept(clock: FrozenClock) -> None:
    with transaction():
        settings.begin(
            BlogFields(name="Imported", author="Somebody", tagline="A line.", language="ja"),
            at=clock.now,
        )
    with transaction():
        set_up(replace(ADA, blog_name=None, language=None, time_zone=None), at=clock.now)
    blog = queries.current()
    assert (blog.name, blog.author, blog.tagline) == ("Imported", "Ada Winter", "A line.")
    assert (blog.language, blog.time_zone) == ("ja", "UTC")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"blog_name": " "}, "blog_name"),
        ({"blog_name": "n" * 201}, "blog_name"),
        ({"name": ""}, "name"),
        ({"username": ""}, "username"),
        ({"email": "ada"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "the ninth lamp"}, "password"),
        ({"language": "tlh"}, "language"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(
    clock: FrozenClock, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused, transaction():
        set_up(replace(ADA, **given), at=clock.now)
    assert refused.value.details["field"] == field
    assert session().scalars(sa.select(Owner)).all() == []
    assert queries.current() not in session()


def test_the_second_to_finish_is_told_so(clock: FrozenClock) -> None:
    with transaction():
        set_up(ADA, at=clock.now)
    with pytest.raises(BlogError) as gone, transaction():
        set_up(replace(ADA, username="eve", blog_name="Hers"), at=clock.now)
    assert gone.value.code == "owner_exists"
    assert queries.current().name == "The Ninth Lamp"
