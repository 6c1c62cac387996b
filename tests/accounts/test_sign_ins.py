"""The places where the owner is signed in: made, listed, ended."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from blog.accounts import commands, queries, sign_ins
from blog.accounts.models import Owner, SignIn
from blog.accounts.queries import SignedIn
from blog.db import session, transaction
from blog.errors import NotFound
from tests.conftest import FrozenClock


def sign_in(
    owner: Owner, clock: FrozenClock, *, user_agent: str = "", stays: bool = True
) -> SignedIn:
    with transaction():
        return sign_ins.sign_in(
            owner,
            way="with a password",
            stays=stays,
            address="192.0.2.7",
            user_agent=user_agent,
            at=clock.now,
        )


def is_in(signed_in: SignedIn, clock: FrozenClock) -> bool:
    return queries.signed_in(signed_in.token, at=clock.now) is not None


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


def test_a_visit_ends_with_the_day(owner: Owner, clock: FrozenClock) -> None:
    visit = sign_in(owner, clock, stays=False)
    clock.move(hours=23)
    assert is_in(visit, clock)
    clock.move(hours=1)
    assert not is_in(visit, clock)


def test_expired_places_are_swept_when_somebody_signs_in(owner: Owner, clock: FrozenClock) -> None:
    old = sign_in(owner, clock)
    clock.move(days=30)
    assert not is_in(old, clock)
    sign_in(owner, clock)
    assert len(session().scalars(sa.select(SignIn)).all()) == 1


def test_a_new_password_signs_the_other_places_out(owner: Owner, clock: FrozenClock) -> None:
    here, there = sign_in(owner, clock), sign_in(owner, clock)
    with transaction():
        commands.set_password(
            owner, "ten lamps, no snow", blog_name="", keep=here.token, at=clock.now
        )
    assert is_in(here, clock)
    assert not is_in(there, clock)


def test_one_place_can_be_signed_out(owner: Owner, clock: FrozenClock) -> None:
    here, there = sign_in(owner, clock), sign_in(owner, clock)
    with transaction():
        sign_ins.sign_out_place(owner.id, there.sign_in_id, at=clock.now)
    assert is_in(here, clock)
    assert not is_in(there, clock)
    with pytest.raises(NotFound), transaction():
        sign_ins.sign_out_place(owner.id, there.sign_in_id, at=clock.now)


def test_places_are_listed_with_the_last_used_first(owner: Owner, clock: FrozenClock) -> None:
    first, second = sign_in(owner, clock), sign_in(owner, clock)
    later = clock.move(hours=1)
    with transaction():
        sign_ins.note_seen(first.sign_in_id, at=later)
    listed = [place.id for place in queries.places(owner.id, at=clock.now)]
    assert listed == [first.sign_in_id, second.sign_in_id]
