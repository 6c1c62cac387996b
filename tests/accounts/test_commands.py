"""The owner: made once, renamed, given passwords; signed in and out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from blog.accounts import commands, passwords, queries
from blog.accounts.models import Owner, SignIn
from blog.accounts.queries import SignedIn
from blog.db import session, transaction
from blog.errors import Gone, NotFound, Refused
from tests import makers
from tests.conftest import FrozenClock


@pytest.fixture
def owner(app: Flask) -> Iterator[Owner]:
    with app.app_context():
        found = queries.owner()
        assert found is not None
        yield found


def sign_in(owner: Owner, clock: FrozenClock, *, user_agent: str = "") -> SignedIn:
    with transaction():
        return commands.sign_in(
            owner,
            password=makers.PASSWORD,
            address="192.0.2.7",
            user_agent=user_agent,
            at=clock.now,
        )


def is_in(signed_in: SignedIn, clock: FrozenClock) -> bool:
    return queries.signed_in(signed_in.token, at=clock.now) is not None


def test_there_is_one_owner(owner: Owner, clock: FrozenClock) -> None:
    with pytest.raises(Gone), transaction():
        commands.create_owner(
            username="eve",
            name="Eve",
            email="eve@blog.example",
            password="a password long enough",
            blog_name="Hers",
            at=clock.now,
        )
    assert session().scalars(sa.select(Owner.username)).all() == ["ada"]


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"username": "  "}, "username", "Write a user name."),
        ({"username": "a" * 81}, "username", "This user name is 81 characters long; at most 80"),
        ({"username": "a\x07b"}, "username", "a character nobody can see"),
        ({"name": ""}, "name", "Write a name."),
        ({"name": "a" * 201}, "name", "This name is 201 characters long; at most 200"),
        ({"email": ""}, "email", "“” is not an email address."),
        ({"email": "ada"}, "email", "“ada” is not an email address."),
        ({"email": "ada@"}, "email", "is not an email address."),
        ({"email": "a da@blog.example"}, "email", "is not an email address."),
    ],
)
def test_details_that_cannot_be_are_refused(
    owner: Owner, given: dict[str, str], field: str, sentence: str
) -> None:
    details = {"username": "ada", "name": "Ada", "email": "ada@blog.example"} | given
    with pytest.raises(Refused) as refused, transaction():
        commands.change_details(owner, **details)
    assert refused.value.details == {"field": field}
    assert sentence in refused.value.message
    assert (owner.username, owner.name) == ("ada", "Ada Winter")


def test_details_are_kept_without_the_spaces_around_them(owner: Owner) -> None:
    with transaction():
        commands.change_details(
            owner, username=" 艾达 ", name="Ada  Winter\n", email=" ada@BLOG.example "
        )
    assert (owner.username, owner.name, owner.email) == ("艾达", "Ada Winter", "ada@blog.example")
    assert queries.owner_called("艾达") is owner


def test_a_password_that_is_a_name_of_the_owner_is_refused(owner: Owner) -> None:
    for password in ("ada@blog.example", "The Ninth Lamp"):
        with pytest.raises(Refused) as refused, transaction():
            commands.set_password(owner, password, blog_name="The Ninth Lamp")
        assert refused.value.code == "password_is_a_name"


def test_the_owner_is_recognised_by_name_and_password_together(owner: Owner) -> None:
    assert commands.recognise("Ada", makers.PASSWORD) is owner
    messages = set()
    for name, password in (("ada", "wrong"), ("eve", makers.PASSWORD), ("", "")):
        with pytest.raises(Refused) as refused:
            commands.recognise(name, password)
        messages.add(refused.value.message)
    assert len(messages) == 1, "the answer must not tell which of the two was wrong"


def test_a_browser_carries_what_the_database_cannot_give_away(
    owner: Owner, clock: FrozenClock
) -> None:
    signed_in = sign_in(owner, clock, user_agent="x" * 1000)
    row = session().scalars(sa.select(SignIn)).one()
    assert row.token_hash == queries.hashed(signed_in.token) != signed_in.token
    assert len(signed_in.token) >= 43
    assert signed_in.token not in repr(signed_in)
    assert len(row.user_agent) == 400
    assert row.expires_at == clock.now + timedelta(days=30)
    assert queries.signed_in(signed_in.token, at=clock.now) == signed_in


def test_an_old_hash_is_renewed_when_its_owner_comes_by(owner: Owner, clock: FrozenClock) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with transaction():
        owner.password_hash = weak.hash(makers.PASSWORD)
    sign_in(owner, clock)
    assert not passwords.is_outdated(owner.password_hash)
    assert commands.recognise("ada", makers.PASSWORD) is owner


def test_expired_places_are_swept_when_somebody_signs_in(owner: Owner, clock: FrozenClock) -> None:
    old = sign_in(owner, clock)
    clock.move(days=30)
    assert not is_in(old, clock)
    sign_in(owner, clock)
    assert len(session().scalars(sa.select(SignIn)).all()) == 1


def test_a_new_password_signs_the_other_places_out(owner: Owner, clock: FrozenClock) -> None:
    here, there = sign_in(owner, clock), sign_in(owner, clock)
    with transaction():
        commands.set_password(owner, "ten lamps, no snow", blog_name="", keep=here.token)
    assert is_in(here, clock)
    assert not is_in(there, clock)


def test_one_place_can_be_signed_out(owner: Owner, clock: FrozenClock) -> None:
    here, there = sign_in(owner, clock), sign_in(owner, clock)
    with transaction():
        commands.sign_out_place(owner.id, there.sign_in_id)
    assert is_in(here, clock)
    assert not is_in(there, clock)
    with pytest.raises(NotFound), transaction():
        commands.sign_out_place(owner.id, there.sign_in_id)


def test_places_are_listed_with_the_last_used_first(owner: Owner, clock: FrozenClock) -> None:
    first, second = sign_in(owner, clock), sign_in(owner, clock)
    later = clock.move(hours=1)
    with transaction():
        commands.note_seen(first.sign_in_id, at=later)
    listed = [place.id for place in queries.places(owner.id, at=clock.now)]
    assert listed == [first.sign_in_id, second.sign_in_id]
