"""Passkeys over HTTP. A ceremony is two forms that a script sends: what to sign is the answer to
the first, what was signed is in the second. With that it is over, whatever it holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, jsonify, request

from blog import events
from blog.accounts import authenticators, ceremonies, passkeys
from blog.accounts.authenticators import Options
from blog.accounts.ceremonies import Begun
from blog.accounts.events import PasskeyCopied
from blog.accounts.models import Owner
from blog.accounts.relying import RelyingParty, relying_party
from blog.accounts.throttle import Attempt
from blog.db import transaction
from blog.errors import NotFound, Refused
from blog.web import attempts
from blog.web.context import at, installation


def are_possible() -> bool:
    """Whether browsers have passkeys for the address of this blog."""
    return relying_party(installation().url) is not None


def are_offered() -> bool:
    """Whether the owner may sign in so: the page says no more of it to strangers."""
    return are_possible() and passkeys.are_there()


def site() -> RelyingParty:
    """:raises NotFound: "no_passkeys_here"."""
    found = relying_party(installation().url)
    if found is None:
        raise NotFound(
            "no_passkeys_here", "Browsers have no passkeys for the address of this blog."
        )
    return found


def begin(purpose: str, *, owner_id: int | None = None) -> Begun:
    """A challenge for this browser; `owner_id` is who alone may answer it, where that is known."""
    sender = Attempt(name="", address=request.remote_addr or "", secret=installation().secret)
    with transaction():
        return ceremonies.begin(purpose, subject=sender.from_address, owner_id=owner_id, at=at())


def begin_use(purpose: str, *, owner_id: int | None = None) -> Response:
    begun = begin(purpose, owner_id=owner_id)
    return tell(begun, authenticators.options_to_use(site=site(), challenge=begun.challenge))


def tell(begun: Begun, options: Options) -> Response:
    return jsonify(ceremony=begun.token, options=options)


def finish(purpose: str, *, owner_id: int | None = None) -> bytes:
    """The challenge that was given to this browser, for the only time.

    :raises Refused: "ceremony_over".
    """
    with transaction():
        begun = ceremonies.finish(purpose, request.form.get("ceremony", ""), at=at())
    if begun is None or begun.owner_id != owner_id:
        raise Refused("ceremony_over", "That took longer than five minutes. Try again.")
    return begun.challenge


def recognise(purpose: str, *, owner_id: int | None = None) -> Owner:
    """The owner, by what this request says was signed; what is wrong is counted.

    :raises TooMany: after too many wrong tries.
    :raises Refused: for the reasons of `finish` and `passkeys.recognise`.
    """
    challenge = finish(purpose, owner_id=owner_id)
    with attempts.counted(), _noting_copies(), transaction():
        return passkeys.recognise(
            request.form.get("credential", ""), challenge=challenge, site=site(), at=at()
        )


@contextmanager
def _noting_copies() -> Iterator[None]:
    """Outside the transaction that the refusal ends, which would take the note along."""
    try:
        yield
    except Refused as refusal:
        if refusal.code == "passkey_copied":
            with transaction():
                events.emit(PasskeyCopied(name=refusal.details["passkey"], at=at()))
        raise
