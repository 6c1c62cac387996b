"""What a worker does for the owner's account. Each may be run twice."""

from datetime import datetime

from blog import site
from blog.accounts import queries
from blog.db import session
from blog.mail import letters, outgoing
from blog.mail.letters import Letter
from blog.mail.outgoing import Mailroom
from blog.settings import queries as settings
from blog.settings.sender import sender


def tell_of_new_browser(
    browser: str, address: str, signed_in_at: str, *, mailroom: Mailroom, at: datetime
) -> None:
    """Write to the owner that a browser was let in which was never seen before.

    What the letter says came with the job: whoever is in could sign that place out, and have
    nothing said of it.
    """
    letter = letters.write(
        mailroom.render,
        "new_browser",
        browser=browser,
        address=address,
        signed_in_at=datetime.fromisoformat(signed_in_at),
        account_url=site.absolute(mailroom.site_url, "/desk/account/#s-places"),
    )
    _send(mailroom, letter, to=queries.the_owner().email, at=at)


def tell_of_other_email(to: str, changed_at: str, *, mailroom: Mailroom, at: datetime) -> None:
    """Write to the address that the owner had until then: whoever took the account over would be
    the only one to hear of it at the new one.
    """
    letter = letters.write(
        mailroom.render,
        "other_email",
        changed_at=datetime.fromisoformat(changed_at),
        account_url=site.absolute(mailroom.site_url, "/desk/account/"),
    )
    _send(mailroom, letter, to=to, at=at)


def _send(mailroom: Mailroom, letter: Letter, *, to: str, at: datetime) -> None:
    by = sender(settings.current(), site_url=mailroom.site_url)
    session().rollback()
    outgoing.send_or_raise(mailroom, letter, sender=by, to=to, at=at)
