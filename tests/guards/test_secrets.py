"""Whoever reads the database, or a copy of it, can open nothing with what stands there."""

import re

import sqlalchemy as sa

from blog.db import Base

_SUSPICIOUS = re.compile(r"token|secret|code|challenge|password|hash|sealed")
# What each holds that may stand in the clear, and why.
KNOWN = {
    "owners.password_hash": "argon2id",
    "sign_ins.token_hash": "SHA-256 of 32 random bytes",
    "known_browsers.token_hash": "the same",
    "ceremonies.token_hash": "the same",
    "ceremonies.challenge": "to be signed once, within minutes, by a key that is not here",
    "code_secrets.sealed": "sealed with the blog's secret, which is not in the database",
    "recovery_codes.code_hash": "SHA-256 of 80 random bits",
}


def suspicious() -> set[str]:
    columns = (column for table in Base.metadata.tables.values() for column in table.columns)
    return {
        f"{column.table.name}.{column.name}"
        for column in columns
        if _SUSPICIOUS.search(column.name) and not isinstance(column.type, sa.Integer)
    }


def test_every_column_that_sounds_like_a_secret_is_hashed_sealed_or_none() -> None:
    """A link in a letter, of a preview or of the set-up has no column: it is a signed number."""
    assert suspicious() == set(KNOWN)
