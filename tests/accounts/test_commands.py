"""The owner: made once, renamed, given passwords."""

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from blog.accounts import commands, passwords, queries
from blog.accounts.models import Owner
from blog.db import session, transaction
from blog.errors import Gone, Refused
from tests import makers
from tests.conftest import FrozenClock


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
    owner: Owner, clock: FrozenClock, given: dict[str, str], field: str, sentence: str
) -> None:
    details = {"username": "ada", "name": "Ada", "email": "ada@blog.example"} | given
    with pytest.raises(Refused) as refused, transaction():
        commands.change_details(owner, **details, at=clock.now)
    assert refused.value.details == {"field": field}
    assert sentence in refused.value.message
    assert (owner.username, owner.name) == ("ada", "Ada Winter")


def test_details_are_kept_without_the_spaces_around_them(owner: Owner, clock: FrozenClock) -> None:
    with transaction():
        commands.change_details(
            owner,
            username=" 艾达 ",
            name="Ada  Winter\n",
            email=" ada@BLOG.example ",
            at=clock.now,
        )
    assert (owner.username, owner.name, owner.email) == ("艾达", "Ada Winter", "ada@blog.example")
    assert queries.owner_called("艾达") is owner


def test_a_password_that_is_a_name_of_the_owner_is_refused(
    owner: Owner, clock: FrozenClock
) -> None:
    for password in ("ada@blog.example", "The Ninth Lamp"):
        with pytest.raises(Refused) as refused, transaction():
            commands.set_password(owner, password, blog_name="The Ninth Lamp", at=clock.now)
        assert refused.value.code == "password_is_a_name"


def test_the_owner_is_recognised_by_name_and_password_together(owner: Owner) -> None:
    assert commands.recognise("Ada", makers.PASSWORD) is owner
    messages = set()
    for name, password in (("ada", "wrong"), ("eve", makers.PASSWORD), ("", "")):
        with pytest.raises(Refused) as refused:
            commands.recognise(name, password)
        messages.add(refused.value.message)
    assert len(messages) == 1, "the answer must not tell which of the two was wrong"


def test_an_old_hash_is_renewed_when_the_password_was_right(owner: Owner) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with transaction():
        owner.password_hash = weak.hash(makers.PASSWORD)
        commands.renew_hash(owner, makers.PASSWORD)
    assert not passwords.is_outdated(owner.password_hash)
    assert commands.recognise("ada", makers.PASSWORD) is owner
