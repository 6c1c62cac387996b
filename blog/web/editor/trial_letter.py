"""A letter to the owner, sent at once: whether the mail server takes what the settings say."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.queries import owner
from blog.db import session
from blog.errors import NotFound
from blog.mail import letters, outgoing, transports
from blog.mail.outcomes import Accepted, Outcome, Postponed, Refused, Unknown, Unreachable
from blog.mail.outgoing import Mailroom
from blog.settings import queries
from blog.settings.sender import sender
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint
from blog.web.editor.settings import as_kept, page
from blog.web.forms import put


@blueprint.post("/settings/letters/try")
def send_test_letter() -> ResponseReturnValue:
    found = owner()
    if found is None:
        raise NotFound("no_owner", "Nobody keeps this blog yet.")
    outcome = _sent(found.email)
    if isinstance(outcome, Accepted):
        flash(f"Handed over for {found.email}: “{outcome.answer}”")
        return redirect(url_for("editor.settings", _anchor="s-letters"), HTTPStatus.SEE_OTHER)
    stored = queries.current()
    form = as_kept(stored)
    put(form, f"{_why(outcome)} It said: “{outcome.answer}”", field=None)
    return page(form, stored)


def _sent(email: str) -> Outcome:
    letter = letters.write(render_template, "trial")
    from_ = sender(blog(), site_url=installation().url)
    # A server may take half a minute to answer, and nothing is read meanwhile.
    session().rollback()
    with transports.opened(installation()) as transport:
        mailroom = Mailroom(
            render=render_template, transport=transport, site_url=installation().url
        )
        return outgoing.send(mailroom, letter, sender=from_, to=email, at=at())


def _why(outcome: Refused | Postponed | Unreachable | Unknown) -> str:
    match outcome:
        case Refused():
            return "The mail server does not take the test letter."
        case Postponed():
            return "The mail server does not take the test letter now; it may later."
        case Unreachable():
            return "The mail server takes no letters from here, or nobody answers there."
        case Unknown():
            return "The test letter was handed over and no answer came: look whether it arrived."
