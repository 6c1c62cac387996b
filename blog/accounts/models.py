"""The owner's account. There is one owner; the tables would hold more, the rules would not."""

import secrets
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import NEVER_TWICE, UNSEEN, Model, UtcDateTime


def _new_handle() -> bytes:
    return secrets.token_bytes(32)


class Owner(Model):
    """`handle` is what passkeys know the owner by: random, it says nothing, and it never changes
    (WebAuthn, section 14.6.1).
    """

    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    password_hash: Mapped[str] = mapped_column(String(255))
    handle: Mapped[bytes] = mapped_column(LargeBinary(64), default=_new_handle)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignIn(Model):
    """One browser in which the owner is signed in. Deleting the row signs it out.

    `confirmed_at` is when its user last showed to be the owner: a browser left open is no proof.
    """

    __tablename__ = "sign_ins"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(400))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KnownBrowser(Model):
    """A browser in which the owner has been signed in before. It carries the token for longer than
    it stays signed in; knowing it opens nothing.
    """

    __tablename__ = "known_browsers"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FailedAttempt(Model):
    """A wrong password, counted by address and by name; `subject` is a keyed hash of either."""

    __tablename__ = "failed_attempts"
    __table_args__ = (Index("ix_failed_attempts_subject", "subject", "failed_at"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Passkey(Model):
    """A key that signs the owner in; its private half never leaves the owner's device.

    `sign_count` is what the key last said of itself; most keys always say 0. `transports` tells a
    browser where to look for it.
    """

    __tablename__ = "passkeys"
    __table_args__ = NEVER_TWICE | UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2000))
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(80))
    transports: Mapped[list[str]] = mapped_column(JSON)
    is_backed_up: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Ceremony(Model):
    """Something that one browser has begun, to be finished once and soon.

    The browser carries a token, of which only the hash is here. `subject` is a keyed hash of who
    began it, so that nobody fills the table; `owner_id` says whose it is, where that is known.
    """

    __tablename__ = "ceremonies"
    __table_args__ = (Index("ix_ceremonies_subject", "subject", "id"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64))
    challenge: Mapped[bytes] = mapped_column(LargeBinary(64))
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("owners.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CodeSecret(Model):
    """What the blog and the owner's app make one-time codes from; sealed with the blog's secret.

    Codes are asked for from `proved_at` on. `last_step` is the time step of the last code that was
    taken: neither it nor an earlier one is taken again (RFC 6238, section 5.2).
    """

    __tablename__ = "code_secrets"
    __table_args__ = UNSEEN

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    sealed: Mapped[str] = mapped_column(String(400))
    last_step: Mapped[int] = mapped_column(BigInteger)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(Model):
    """One of the codes on paper that stand in for the app, once each: used ones are deleted."""

    __tablename__ = "recovery_codes"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
