"""Whatever a browser brings, it is verified or refused, and never an error of ours."""

import json

import cbor2
from hypothesis import given, settings
from hypothesis import strategies as st
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from blog.accounts import authenticators
from blog.accounts.relying import RelyingParty
from blog.errors import Refused
from tests.authenticator import Authenticator

SITE = RelyingParty(id="blog.example", origin="https://blog.example")
CHALLENGE = b"c" * 32
ASKED = {
    "challenge": bytes_to_base64url(CHALLENGE),
    "user": {"id": bytes_to_base64url(b"h" * 32)},
}
DEVICE = Authenticator(origin=SITE.origin, rp_id=SITE.id)
MADE = DEVICE.make(ASKED)
USED = DEVICE.use(ASKED)
KEY = authenticators.made(MADE, site=SITE, challenge=CHALLENGE).public_key

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary().map(bytes_to_base64url),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
# Where to change which byte, into what.
change = st.tuples(st.integers(0), st.binary(max_size=4))


def changed(content: bytes, where: int, into: bytes) -> bytes:
    at = where % len(content)
    return content[:at] + into + content[at + len(into) + 1 :]


def made(credential: str) -> bool:
    try:
        authenticators.made(credential, site=SITE, challenge=CHALLENGE)
    except Refused:
        return False
    return True


def used(credential: str) -> bool:
    try:
        authenticators.says_to_be(credential)
        authenticators.used(credential, site=SITE, challenge=CHALLENGE, public_key=KEY)
    except Refused:
        return False
    return True


def test_what_was_not_changed_is_taken() -> None:
    assert made(MADE)
    assert used(USED)


@given(anything)
def test_any_json(brought: object) -> None:
    assert not made(json.dumps(brought))
    assert not used(json.dumps(brought))


@given(st.sampled_from(["id", "rawId", "type", "response"]), anything)
def test_any_part_changed_into_anything(part: str, into: object) -> None:
    for credential, take in ((MADE, made), (USED, used)):
        brought = json.loads(credential)
        if brought[part] != into:
            assert not take(json.dumps(brought | {part: into}))


@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]), change)
def test_no_byte_of_a_signature_can_be_changed(part: str, change: tuple[int, bytes]) -> None:
    brought = json.loads(USED)
    content = base64url_to_bytes(brought["response"][part])
    if (other := changed(content, *change)) != content:
        brought["response"][part] = bytes_to_base64url(other)
        assert not used(json.dumps(brought))


@settings(max_examples=200)
@given(change, st.sampled_from(["none", "packed", "tpm", "fido-u2f", "apple", "android-key", 1]))
def test_any_byte_of_a_new_key_may_be_wrong(change: tuple[int, bytes], kind: object) -> None:
    """Nothing is signed with it yet: some bytes, such as those of its name, may be any."""
    brought = json.loads(MADE)
    attestation = cbor2.loads(base64url_to_bytes(brought["response"]["attestationObject"]))
    attestation |= {"authData": changed(attestation["authData"], *change), "fmt": kind}
    brought["response"]["attestationObject"] = bytes_to_base64url(cbor2.dumps(attestation))
    made(json.dumps(brought))
