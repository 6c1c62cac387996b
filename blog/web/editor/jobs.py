"""Work in the background: what waits, and what was given up, to be tried again or forgotten."""

from http import HTTPStatus
from typing import Any, Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.jobs import on_desk
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.editor.paging import page_of

A_PAGE: Final = 50
_MOST_NEXT: Final = 20

# What each job does, for people. A test holds it to the names in blog/wiring/jobs.py.
WORDS: Final = {
    "media.make_sizes": "Make the widths of a picture",
    "posts.show_picture": "Show a new picture in its pieces",
    "topics.show_picture": "Show a new picture in its themes",
    "posts.purge_trash": "Empty the trash of what has lain there for thirty days",
    "following.write": "Write to somebody who wants to follow",
    "following.purge_requests": "Forget the forms of followers that nobody confirmed",
    "deliveries.plan": "Write down whom a piece goes to, at the end of its countdown",
    "deliveries.send": "Send the letters that are due",
    "feeds.ping": "Tell the hub which feeds have changed",
    "feeds.come_out": "Tell the hub of a piece at the time it comes out",
    "feeds.forget": "Forget what was taken back half a year ago",
    "audit.forget": "Forget what the log has kept for a year",
    "search.put": "Find pieces by the new name of a tag or theme",
    "cards.make": "Draw the card of a piece",
    "cards.check": "Look whether cards need drawing anew",
    "accounts.tell_of_new_browser": "Write to you of a browser that was never seen before",
    "accounts.tell_of_other_email": "Write to the address before that your email has changed",
    "backups.by_night": "Back everything up, and prove that it can be restored",
    "backups.make": "Make the backup that you asked for, and prove it",
}


@blueprint.get("/jobs/")
def jobs() -> ResponseReturnValue:
    queue = on_desk.queue(at())
    page = page_of(queue.given_up_count, size=A_PAGE)
    return render_template(
        "editor/jobs.html",
        queue=queue,
        coming=on_desk.next_due(limit=_MOST_NEXT),
        given_up=on_desk.given_up(limit=page.size, offset=page.offset),
        page=page,
        words=said,
        about=about,
        now=at(),
    )


@blueprint.post("/jobs/<int:job_id>/again")
def try_job_again(job_id: int) -> ResponseReturnValue:
    with transaction():
        name = on_desk.try_again(job_id, at=at())
    flash(f"“{said(name)}” is tried again.")
    return redirect(url_for("editor.jobs"), HTTPStatus.SEE_OTHER)


@blueprint.post("/jobs/<int:job_id>/forget")
def forget_job(job_id: int) -> ResponseReturnValue:
    with transaction():
        name = on_desk.forget(job_id)
    flash(f"“{said(name)}” is forgotten.")
    return redirect(url_for("editor.jobs"), HTTPStatus.SEE_OTHER)


def said(name: str) -> str:
    return WORDS.get(name, name)


def about(payload: dict[str, Any]) -> str:
    """`picture 12, width 640`: numbers and short words only, since a payload may name a person."""
    return ", ".join(
        f"{name.removesuffix('_id').replace('_', ' ')} {value}"
        for name, value in payload.items()
        if isinstance(value, int)
    )
