"""The talk with authenticators, the devices and programs that hold passkeys: what they are asked,
and whether what they answer holds. The `webauthn` library does the verifying; here stands what it
is held to. Pure, no database.

A person must have been recognised by the device (“user verification”), so that a passkey is two
factors by itself. Where it was made is not asked (attestation “none”).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from blog.accounts.relying import RelyingParty
from blog.errors import Refused
from blog.late import late

if TYPE_CHECKING:
    import webauthn
    from webauthn import helpers
    from webauthn.helpers import exceptions, structs
else:
    webauthn, helpers = late("webauthn"), late("webauthn.helpers")
    exceptions, structs = late("webauthn.helpers.exceptions"), late("webauthn.helpers.structs")

# What goes to a browser and comes from it (WebAuthn, section 5.1.8), as JSON.
Options: TypeAlias = dict[str, Any]

# WebAuthn, section 4, “credential ID”; the longest public key in use, of RSA, takes 600.
MOST_ID, MOST_KEY = 1023, 2000
# A credential takes 1 to 3 kB; one whose device says who made it up to 10.
_MOST_CREDENTIAL: Final = 40_000
_WAITS_MS: Final = 5 * 60 * 1000


@dataclass(frozen=True, kw_only=True)
class Known:
    """A passkey that is not to be made a second time on the same device."""

    credential_id: bytes
    transports: Iterable[str]


@dataclass(frozen=True, kw_only=True)
class Made:
    credential_id: bytes
    public_key: bytes
    sign_count: int
    aaguid: str
    transports: list[str]
    is_backed_up: bool


@dataclass(frozen=True, kw_only=True)
class Used:
    sign_count: int
    is_backed_up: bool


def options_to_make(
    *,
    site: RelyingParty,
    site_name: str,
    handle: bytes,
    username: str,
    name: str,
    challenge: bytes,
    known: Iterable[Known],
) -> Options:
    """One that is found without a name being typed (“discoverable”)."""
    return helpers.options_to_json_dict(
        webauthn.generate_registration_options(
            rp_id=site.id,
            rp_name=site_name,
            user_id=handle,
            user_name=username,
            user_display_name=name,
            challenge=challenge,
            timeout=_WAITS_MS,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(
                    id=one.credential_id,
                    transports=[structs.AuthenticatorTransport(way) for way in one.transports],
                )
                for one in known
            ],
        )
    )


def options_to_use(*, site: RelyingParty, challenge: bytes) -> Options:
    """It names no passkey, so that a stranger learns of none."""
    return helpers.options_to_json_dict(
        webauthn.generate_authentication_options(
            rp_id=site.id,
            challenge=challenge,
            timeout=_WAITS_MS,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        )
    )


def made(credential: str, *, site: RelyingParty, challenge: bytes) -> Made:
    """The passkey that was made for this challenge.

    :raises Refused: "passkey_unreadable".
    """
    brought = _parsed(credential)
    try:
        verified = webauthn.verify_registration_response(
            credential=brought,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        # Whether it can be used later: nothing was signed with it yet.
        key = verified.credential_public_key
        helpers.decoded_public_key_to_cryptography(helpers.decode_credential_public_key(key))
        told = brought["response"].get("transports") or []
        ways = {way.value for way in structs.AuthenticatorTransport}
        transports = sorted(ways.intersection(told))
    except _malformed() as error:
        raise _unreadable() from error
    if len(verified.credential_id) > MOST_ID or len(key) > MOST_KEY:
        raise _unreadable()
    return Made(
        credential_id=verified.credential_id,
        public_key=key,
        sign_count=verified.sign_count,
        aaguid=verified.aaguid,
        transports=transports,
        is_backed_up=verified.credential_backed_up,
    )


def says_to_be(credential: str) -> tuple[bytes, bytes | None]:
    """Which passkey this says to be, and whose: nothing of it is proved yet.

    :raises Refused: "passkey_unreadable".
    """
    try:
        said = helpers.parse_authentication_credential_json(_parsed(credential))
    except _malformed() as error:
        raise _unreadable() from error
    return said.raw_id, said.response.user_handle


def used(credential: str, *, site: RelyingParty, challenge: bytes, public_key: bytes) -> Used:
    """That this challenge was signed with the private half of the key.

    :raises Refused: "passkey_unreadable".
    """
    try:
        verified = webauthn.verify_authentication_response(
            credential=_parsed(credential),
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,  # it is compared where it is kept, and noted
            require_user_verification=True,
        )
    except _malformed() as error:
        raise _unreadable() from error
    return Used(sign_count=verified.new_sign_count, is_backed_up=verified.credential_backed_up)


def _malformed() -> tuple[type[Exception], ...]:
    """The library has errors of its own for most that can be wrong, and Python's for the rest."""
    return exceptions.WebAuthnException, ValueError, LookupError, TypeError, AttributeError


def _parsed(credential: str) -> dict[str, Any]:
    """:raises Refused: "passkey_unreadable"."""
    try:
        brought = json.loads(credential[:_MOST_CREDENTIAL])
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(brought, dict):
        raise _unreadable()
    return brought


def _unreadable() -> Refused:
    return Refused(
        "passkey_unreadable",
        "What the passkey said could not be verified. Try again, or use the password.",
    )
