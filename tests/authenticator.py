"""A device that holds passkeys, in a few lines: it makes one and signs with it, as a browser would
hand it on, and lies where a test tells it to. In the browser tests Chromium's own takes its place.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, CAN_BE_BACKED_UP, IS_BACKED_UP, HAS_KEY = 0x01, 0x04, 0x08, 0x10, 0x40


@dataclass(kw_only=True)
class Authenticator:
    """`counts` is whether it counts its signatures; most that live in a cloud do not."""

    origin: str
    rp_id: str
    counts: bool = True
    is_verifying: bool = True
    is_backed_up: bool = False
    aaguid: bytes = bytes(16)
    sign_count: int = 0
    handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create()` brings back, as JSON."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        public_key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        length = len(self.credential_id).to_bytes(2, "big")
        attested = self.aaguid + length + self.credential_id + public_key
        data = self._data(HAS_KEY) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=attestation,
            transports=["internal", "hybrid", "smoke signals"],
        )

    def use(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get()` brings back, as JSON."""
        self.sign_count += self.counts
        data = self._data()
        client_data = self._client_data("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(client_data).digest()
        return self._credential(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.handle,
        )

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.is_verifying else 0)
        flags |= CAN_BE_BACKED_UP | IS_BACKED_UP if self.is_backed_up else 0
        told = bytes([flags]) + self.sign_count.to_bytes(4, "big")
        return hashlib.sha256(self.rp_id.encode()).digest() + told

    def _client_data(self, type_: str, challenge: str) -> bytes:
        told = {"type": type_, "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def _credential(self, **response: bytes | list[str]) -> str:
        encoded = {
            name: bytes_to_base64url(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        own_id = bytes_to_base64url(self.credential_id)
        return json.dumps(
            {"id": own_id, "rawId": own_id, "type": "public-key", "response": encoded}
        )
