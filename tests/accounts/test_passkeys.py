"""Passkeys: kept as they were made, used by their owner only, and nothing else believed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from webauthn.helpers import bytes_to_base64url

from blog.accounts import passkeys
from blog.accounts.models import Owner, Passkey
from blog.accounts.relying import RelyingParty
from blog.db import session, transaction
from blog.errors import NotFound, Refused
from tests.authenticator import Authenticator
from tests.conftest import FrozenClock

SITE = RelyingParty(id="blog.example", origin="https://blog.example")
CHALLENGE, ANOTHER = b"c" * 32, b"d" * 32
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
BITWARDEN = bytes.fromhex("d548826e79b440e3a3d811116f7e8349")


def device(**told: Any) -> Authenticator:
    return Authenticator(**{"origin": SITE.origin, "rp_id": SITE.id} | told)


def add(owner: Owner, one: Authenticator, clock: FrozenClock) -> Passkey:
    options = passkeys.options_to_add(owner, site=SITE, site_name="B", challenge=CHALLENGE)
    with transaction():
        return passkeys.add(
            owner,
            one.make(options),
            challenge=CHALLENGE,
            site=SITE,
            user_agent=CHROME,
            at=clock.now,
        )


def use(one: Authenticator, clock: FrozenClock, *, challenge: bytes = CHALLENGE) -> Owner:
    asked = {"challenge": bytes_to_base64url(challenge)}
    return recognise(one.use(asked), clock)


def recognise(credential: str, clock: FrozenClock) -> Owner:
    with transaction():
        return passkeys.recognise(credential, challenge=CHALLENGE, site=SITE, at=clock.now)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_what_a_browser_is_asked_for(owner: Owner, clock: FrozenClock) -> None:
    one = device()
    add(owner, one, clock)
    asked = passkeys.options_to_add(owner, site=SITE, site_name="B", challenge=CHALLENGE)
    assert asked["rp"] == {"name": "B", "id": "blog.example"}
    assert asked["user"]["id"] == bytes_to_base64url(owner.handle)
    assert asked["attestation"] == "none"
    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    known = {"type": "public-key", "transports": ["hybrid", "internal"]}
    assert asked["excludeCredentials"] == [known | {"id": bytes_to_base64url(one.credential_id)}]


def test_a_passkey_signs_in_and_says_when(owner: Owner, clock: FrozenClock) -> None:
    one = device(is_backed_up=True)
    kept = add(owner, one, clock)
    assert (kept.name, kept.created_at, kept.used_at) == ("Chrome on Linux", clock.now, None)
    assert (kept.is_backed_up, kept.transports) == (True, ["hybrid", "internal"])
    clock.move(hours=1)
    assert use(one, clock) is owner
    assert (kept.used_at, kept.sign_count) == (clock.now, 1)


def test_what_keeps_it_gives_it_its_name(owner: Owner, clock: FrozenClock) -> None:
    assert add(owner, device(aaguid=BITWARDEN), clock).name == "Bitwarden"


def test_a_key_that_never_counts_is_taken_again_and_again(owner: Owner, clock: FrozenClock) -> None:
    one = device(counts=False)
    add(owner, one, clock)
    for _ in range(2):
        assert use(one, clock) is owner


@pytest.mark.parametrize("back", [1, 2])
def test_a_counter_that_goes_back_is_a_copy(owner: Owner, clock: FrozenClock, back: int) -> None:
    one = device(sign_count=5)
    kept = add(owner, one, clock)
    use(one, clock)
    one.sign_count -= back
    assert code_of(lambda: use(one, clock)) == "passkey_copied"
    session().refresh(kept)
    assert kept.sign_count == 6


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://blog.example.evil.example"},
        {"origin": "http://blog.example"},
        {"origin": "https://sub.blog.example"},
        {"rp_id": "example"},
        {"is_verifying": False},
    ],
)
def test_another_site_or_nobody_recognised(
    owner: Owner, clock: FrozenClock, lie: dict[str, Any]
) -> None:
    assert code_of(lambda: add(owner, device(**lie), clock)) == "passkey_unreadable"
    one = device()
    add(owner, one, clock)
    for name, value in lie.items():
        setattr(one, name, value)
    assert code_of(lambda: use(one, clock)) == "passkey_unreadable"


def test_another_challenge(owner: Owner, clock: FrozenClock) -> None:
    one = device()
    add(owner, one, clock)
    assert code_of(lambda: use(one, clock, challenge=ANOTHER)) == "passkey_unreadable"


def test_another_key(owner: Owner, clock: FrozenClock) -> None:
    one = device()
    add(owner, one, clock)
    forged = device(credential_id=one.credential_id, handle=owner.handle)
    assert code_of(lambda: use(forged, clock)) == "passkey_unreadable"


def test_another_owners_handle(owner: Owner, clock: FrozenClock) -> None:
    one = device()
    add(owner, one, clock)
    one.handle = b"somebody else's handle, long enough"
    assert code_of(lambda: use(one, clock)) == "passkey_unknown"


def test_one_that_was_never_kept_or_is_removed(owner: Owner, clock: FrozenClock) -> None:
    one = device(handle=owner.handle)
    assert code_of(lambda: use(one, clock)) == "passkey_unknown"
    kept = add(owner, one, clock)
    with transaction():
        passkeys.remove(owner.id, kept.id, at=clock.now)
    assert code_of(lambda: use(one, clock)) == "passkey_unknown"
    with pytest.raises(NotFound), transaction():
        passkeys.remove(owner.id, kept.id, at=clock.now)


def test_the_same_is_not_kept_twice(owner: Owner, clock: FrozenClock) -> None:
    one = device()
    add(owner, one, clock)
    assert code_of(lambda: add(owner, one, clock)) == "passkey_known"


def test_there_is_a_limit(owner: Owner, clock: FrozenClock) -> None:
    for _ in range(passkeys.MOST):
        add(owner, device(), clock)
    assert code_of(lambda: add(owner, device(), clock)) == "too_many_passkeys"


def test_it_is_called_what_its_owner_calls_it(owner: Owner, clock: FrozenClock) -> None:
    kept = add(owner, device(), clock)
    with transaction():
        passkeys.rename(owner.id, kept.id, "  The  blue key ")
    assert kept.name == "The blue key"
    assert code_of(lambda: passkeys.rename(owner.id, kept.id, " ")) == "name_empty"
    assert code_of(lambda: passkeys.rename(owner.id, kept.id, "k" * 81)) == "too_long"
    with pytest.raises(NotFound):
        passkeys.rename(owner.id + 1, kept.id, "Mine")


@pytest.mark.parametrize(
    "brought",
    [
        "",
        "[]",
        "null",
        "[" * 30_000,
        "{",
        json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
        json.dumps({"id": 1, "rawId": "é", "type": "public-key", "response": "é"}),
        "x" * 100_000,
    ],
)
def test_what_is_no_passkey(owner: Owner, clock: FrozenClock, brought: str) -> None:
    told = {"challenge": CHALLENGE, "site": SITE, "at": clock.now}
    assert code_of(lambda: passkeys.recognise(brought, **told)) == "passkey_unreadable"
    made = {**told, "user_agent": CHROME}
    assert code_of(lambda: passkeys.add(owner, brought, **made)) == "passkey_unreadable"
    assert session().scalar(sa.select(sa.func.count(Passkey.id))) == 0
