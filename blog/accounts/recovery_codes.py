"""Ten codes on paper, each of which stands in for the app once.

They are long and random, so a plain hash cannot be turned back; and it needs no secret of the blog,
so that they work when that one is lost.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select

from blog import events
from blog.accounts.events import RecoveryCodesMade, RecoveryCodeUsed
from blog.accounts.models import RecoveryCode
from blog.accounts.queries import hashed
from blog.db import session
from blog.errors import Refused

COUNT: Final = 10
# Without those that are read for one another: 32 letters, 5 bits each, 80 bits a code.
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH, _GROUP = 16, 4
_READ_AS: Final = str.maketrans("oil", "011")


def make(owner_id: int, *, at: datetime) -> list[str]:
    """New ones, to be shown once; those of before are worth nothing any more."""
    forget(owner_id)
    made = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(COUNT)]
    session().add_all(
        RecoveryCode(owner_id=owner_id, code_hash=hashed(code), made_at=at) for code in made
    )
    session().flush()
    events.emit(RecoveryCodesMade(at=at))
    return [in_groups(code) for code in made]


def take(owner_id: int, typed: str, *, at: datetime) -> None:
    """Use one up.

    :raises Refused: "wrong_code".
    """
    used = session().execute(
        delete(RecoveryCode)
        .where(RecoveryCode.owner_id == owner_id, RecoveryCode.code_hash == hashed(_plain(typed)))
        .returning(RecoveryCode.id)
    )
    if used.first() is None:
        raise Refused(
            "wrong_code",
            "That is none of the recovery codes, or it has been used: each works once.",
            {"field": "code"},
        )
    events.emit(RecoveryCodeUsed(left_count=left_count(owner_id), at=at))


def forget(owner_id: int) -> None:
    session().execute(delete(RecoveryCode).where(RecoveryCode.owner_id == owner_id))


def left_count(owner_id: int) -> int:
    of_owner = select(func.count(RecoveryCode.id)).where(RecoveryCode.owner_id == owner_id)
    return session().scalar(of_owner) or 0


def still_good(owner_id: int, codes: Sequence[str]) -> list[str]:
    """Those of the codes that can still be used, in their order."""
    hashes = session().scalars(
        select(RecoveryCode.code_hash).where(RecoveryCode.owner_id == owner_id)
    )
    kept = set(hashes)
    return [code for code in codes if hashed(_plain(code)) in kept]


def in_groups(letters: str) -> str:
    """`abcd efgh …`, as people read and type them."""
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _plain(typed: str) -> str:
    bare = re.sub(r"[\s\-–]", "", unicodedata.normalize("NFKC", typed[:100]))
    return bare.lower().translate(_READ_AS)
