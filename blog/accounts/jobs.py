"""What a worker does for the owner's account. Each may be run twice."""

from datetime import datetime

from blog import site
from blog.accounts import queries
from blog.db import session
from blog.mail import letters, outgoing
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
    to = queries.the_owner().email
    by = sender(settings.current(), site_url=mailroom.site_url)
    session().rollback()
    outgoing.send_or_raise(mailroom, letter, sender=by, to=to, at=at)
