"""Lists of followers in and out: downloaded as CSV; brought along after a look at whom it asks."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, StringField, TextAreaField

from blog.characters import legal
from blog.db import session, transaction
from blog.following import bringing, choices, lists
from blog.following.bringing import Looked
from blog.following.events import FollowersDownloaded
from blog.following.models import RHYTHMS, Follower
from blog.subjects.choice import terms_of_each
from blog.web.confirmation import confirmation_required
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, downloads
from blog.web.forms import Form, refusals_beside, with_plain_newlines
from blog.web.presentation import local

_FILE: Final = "file"
# As many numbers as every database takes in one question.
_AT_ONCE: Final = 1000


class ListForm(Form):
    """`seen` names the people whom the blogger was shown, once they were."""

    lines = TextAreaField("Addresses, one a line", filters=[with_plain_newlines])
    rhythm = StringField("How often")
    seen = HiddenField()


@blueprint.get("/followers/download")
@confirmation_required
def download_followers() -> ResponseReturnValue:
    found = session().scalars(select(Follower).order_by(Follower.since, Follower.id))
    rows = [row for part in found.partitions(_AT_ONCE) for row in _rows(part)]
    downloads.note(FollowersDownloaded(len(rows), at()))
    # Spreadsheets know UTF-8 by its mark only.
    answer = Response(lists.written(rows).encode("utf-8-sig"), mimetype="text/csv")
    name = f"followers-{local(at()):%Y-%m-%d}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/followers/bring/")
def bring_followers() -> ResponseReturnValue:
    return _page(ListForm(formdata=None, data={"rhythm": "weekly"}))


@blueprint.post("/followers/bring/")
def look_at_list() -> ResponseReturnValue:
    """First the count is shown; the second time, with the same people, they are asked."""
    form = ListForm()
    form.lines.data = _uploaded() or form.lines.data or ""
    if not form.validate():
        return _page(form)
    with refusals_beside(form):
        entries = lists.read(form.lines.data)
        looked = bringing.looked_over(entries, rhythm=form.rhythm.data or "weekly", at=at())
        if request.form.get("action") == "ask" and form.seen.data == looked.seen:
            return _ask(looked)
        return _page(form, looked)
    return _page(form)


def _rows(followers: Sequence[Follower]) -> list[tuple[str, ...]]:
    """The cells of some of the list."""
    chosen = choices.of_all([each.id for each in followers])
    terms = terms_of_each([chosen[each.id] for each in followers])
    return [
        (
            each.address,
            lists.told(what, is_everything=each.is_everything),
            each.rhythm,
            local(each.since).date().isoformat(),
            each.origin,
        )
        for each, what in zip(followers, terms, strict=True)
    ]


def _ask(looked: Looked) -> ResponseReturnValue:
    with transaction():
        bringing.invite(looked.invited, letters_per_minute=blog().letters_per_minute, at=at())
    count = len(looked.invited)
    flash(f"{count:,} letter{' goes' if count == 1 else 's go'} out, each with a question.")
    return redirect(url_for("editor.followers", show="waiting"), HTTPStatus.SEE_OTHER)


def _uploaded() -> str:
    """The text of the file that was chosen. Old spreadsheets write no UTF-8."""
    file = request.files.get(_FILE)
    data = file.read() if file else b""
    try:
        return legal(with_plain_newlines(data.decode("utf-8-sig")) or "")
    except UnicodeDecodeError:
        return legal(with_plain_newlines(data.decode("cp1252", errors="replace")) or "")


def _page(form: ListForm, looked: Looked | None = None) -> ResponseReturnValue:
    form.seen.data = looked.seen if looked else ""
    minutes = -(-len(looked.invited) // blog().letters_per_minute) if looked else 0
    page = render_template(
        "editor/followers_bring.html",
        form=form,
        looked=looked,
        rhythms=RHYTHMS,
        minutes=minutes,
        most=lists.MOST_LINES,
        has_smtp=bool(installation().smtp),
    )
    return page, form.status
