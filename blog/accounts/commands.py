"""How the account changes: the first owner, names, passwords, signing in and out."""

import secrets
import unicodedata
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, update

from blog.accounts import passwords, queries
from blog.accounts.models import Owner, SignIn
from blog.accounts.queries import SignedIn
from blog.db import session
from blog.errors import Gone, NotFound, Refused

STAYS_SIGNED_IN = timedelta(days=30)
MOST_USERNAME, MOST_NAME = 80, 200
MOST_ADDRESS, MOST_USER_AGENT = 45, 400


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
    change_details(owner, username=username, name=name, email=email)
    passwords.check(password, not_like=(*_names(owner), blog_name))
    owner.password_hash = passwords.hash_(password)
    session().add(owner)
    session().flush()
    return owner


def refuse_another_owner() -> None:
    """:raises Gone: "owner_exists" when there is one already."""
    if queries.has_owner():
        raise Gone("owner_exists", "This blog has its owner already. Nobody else can set it up.")


def change_details(owner: Owner, *, username: str, name: str, email: str) -> None:
    """:raises Refused: when a field cannot be as it is; `details["field"]` names it."""
    owner.username = _line(username, field="username", what="user name", most=MOST_USERNAME)
    owner.name = _line(name, field="name", what="name", most=MOST_NAME)
    owner.email = _email(email)


def set_password(
    owner: Owner, new: str, *, blog_name: str, field: str = "password", keep: str | None = None
) -> None:
    """A new password; every place but the one that carries the token `keep` is signed out.

    :raises Refused: for the reasons of `passwords.check`, with the field.
    """
    passwords.check(new, not_like=(*_names(owner), blog_name), field=field)
    owner.password_hash = passwords.hash_(new)
    sign_out_others(owner.id, keep=keep)


def recognise(username: str, password: str) -> Owner:
    """The owner, if this is the name and the password. Writes nothing.

    :raises Refused: "wrong_password", with the same words and the same work for a wrong name.
    """
    found = queries.owner_called(username)
    if passwords.is_right(password, found.password_hash if found else None) and found:
        return found
    raise Refused("wrong_password", "That isn’t the password kept here for this name.")


def sign_in(
    owner: Owner, *, password: str, address: str, user_agent: str, at: datetime
) -> SignedIn:
    """Sign one browser in. It is to carry the token; nobody can read it from the database."""
    if passwords.is_outdated(owner.password_hash):
        owner.password_hash = passwords.hash_(password)
    session().execute(delete(SignIn).where(SignIn.expires_at <= at))
    token = secrets.token_urlsafe(32)
    place = SignIn(
        owner_id=owner.id,
        token_hash=queries.hashed(token),
        address=address[:MOST_ADDRESS],
        user_agent=user_agent[:MOST_USER_AGENT],
        created_at=at,
        seen_at=at,
        confirmed_at=at,
        expires_at=at + STAYS_SIGNED_IN,
    )
    session().add(place)
    session().flush()
    return SignedIn(
        owner_id=owner.id,
        username=owner.username,
        name=owner.name,
        email=owner.email,
        sign_in_id=place.id,
        seen_at=at,
        confirmed_at=at,
        token=token,
    )


def note_seen(sign_in_id: int, *, at: datetime) -> None:
    session().execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def sign_out(token: str) -> None:
    session().execute(delete(SignIn).where(SignIn.token_hash == queries.hashed(token)))


def sign_out_place(owner_id: int, sign_in_id: int) -> None:
    """:raises NotFound: "no_such_place", also when it was signed out in between."""
    where = (SignIn.id == sign_in_id, SignIn.owner_id == owner_id)
    found = session().execute(delete(SignIn).where(*where).returning(SignIn.id)).first()
    if found is None:
        raise NotFound("no_such_place", "That place is signed out already.")


def sign_out_others(owner_id: int, *, keep: str | None) -> None:
    """Sign out everywhere, except where the token `keep` is carried."""
    where = [SignIn.owner_id == owner_id]
    if keep is not None:
        where.append(SignIn.token_hash != queries.hashed(keep))
    session().execute(delete(SignIn).where(*where))


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
