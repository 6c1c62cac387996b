"""How the account changes: the first owner, names, passwords."""

import unicodedata
from datetime import datetime
from typing import Final

from email_validator import EmailNotValidError, validate_email

from blog import events
from blog.accounts import ceremonies, passwords, queries, sign_ins
from blog.accounts.events import OwnerChanged, PasswordChanged
from blog.accounts.models import Owner
from blog.db import session
from blog.errors import Gone, Refused
from blog.jobs import queue

MOST_USERNAME, MOST_NAME = 80, 200
# The job that writes to the email address that the owner had before.
TELL_BEFORE: Final = "accounts.tell_of_other_email"


def create_owner(
    *, username: str, name: str, email: str, password: str, blog_name: str, at: datetime
) -> Owner:
    """The one owner of this blog.

    :raises Gone: "owner_exists" when there is one already.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    refuse_another_owner()
    # The number is fixed: where two set-ups could run at once, the second finds it taken.
    owner = Owner(id=1, username="", name="", email="", password_hash="", created_at=at)
    _put_details(owner, username=username, name=name, email=email)
    passwords.check(password, not_like=(*_names(owner), blog_name))
    owner.password_hash = passwords.hash_(password)
    session().add(owner)
    session().flush()
    return owner


def refuse_another_owner() -> None:
    """:raises Gone: "owner_exists" when there is one already."""
    if queries.has_owner():
        raise Gone("owner_exists", "This blog has its owner already. Nobody else can set it up.")


def change_details(owner: Owner, *, username: str, name: str, email: str, at: datetime) -> None:
    """Where the email changes, the address before is told so by a letter.

    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    before = owner.email
    _put_details(owner, username=username, name=name, email=email)
    events.emit(OwnerChanged(at=at))
    if owner.email != before:
        queue.later(TELL_BEFORE, {"to": before, "changed_at": at.isoformat()}, due_at=at)


def set_password(
    owner: Owner,
    new: str,
    *,
    blog_name: str,
    at: datetime,
    field: str = "password",
    keep: str | None = None,
) -> None:
    """A new password; every place but the one that carries the token `keep` is signed out, and no
    sign-in that was begun with the old one is finished.

    :raises Refused: for the reasons of `passwords.check`, with the field.
    """
    passwords.check(new, not_like=(*_names(owner), blog_name), field=field)
    owner.password_hash = passwords.hash_(new)
    ceremonies.end_all(owner.id)
    sign_ins.sign_out_others(owner.id, keep=keep, at=at)
    events.emit(PasswordChanged(at=at))


def recognise(username: str, password: str) -> Owner:
    """The owner, if this is the name and the password. Writes nothing.

    :raises Refused: "wrong_password", with the same words and the same work for a wrong name.
    """
    found = queries.owner_called(username)
    if passwords.is_right(password, found.password_hash if found else None) and found:
        return found
    raise Refused("wrong_password", "That isn’t the password kept here for this name.")


def renew_hash(owner: Owner, password: str) -> None:
    """Keep a password that was right just now with the parameters of today."""
    if passwords.is_outdated(owner.password_hash):
        owner.password_hash = passwords.hash_(password)


def _put_details(owner: Owner, *, username: str, name: str, email: str) -> None:
    owner.username = _line(username, field="username", what="user name", most=MOST_USERNAME)
    owner.name = _line(name, field="name", what="name", most=MOST_NAME)
    owner.email = _email(email)


def _names(owner: Owner) -> tuple[str, ...]:
    return owner.username, owner.name, owner.email


def _line(text: str, *, field: str, what: str, most: int) -> str:
    """One line of text, without the spaces around it."""
    kept = " ".join(text.split())
    if not kept:
        raise Refused(f"{field}_empty", f"Write a {what}.", {"field": field})
    if len(kept) > most:
        raise Refused(
            f"{field}_long",
            f"This {what} is {len(kept)} characters long; at most {most} fit.",
            {"field": field},
        )
    if any(unicodedata.category(character) == "Cc" for character in kept):
        raise Refused(
            f"{field}_unreadable",
            f"This {what} holds a character nobody can see.",
            {"field": field},
        )
    return kept


def _email(text: str) -> str:
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused(
            "not_an_email",
            f"“{text.strip()[:80]}” is not an email address. Write it like name@example.org.",
            {"field": "email"},
        ) from error
