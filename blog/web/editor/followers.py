"""Followers: how many hear what by mail, who they are, and one of them as a whole."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.characters import legal
from blog.db import session, transaction
from blog.deliveries import received
from blog.errors import NotFound
from blog.feeds import readers
from blog.following import choices, on_desk, requests
from blog.following import followers as commands
from blog.following.addresses import veiled
from blog.following.models import RHYTHMS, Follower
from blog.following.on_desk import SHOWN
from blog.subjects.choice import Choice, Subject
from blog.subjects.names import Named, named, said
from blog.topics.on_desk import themes
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.editor.growth import growth
from blog.web.editor.paging import page_of
from blog.web.readers import write_counts

A_PAGE: Final = 50
_MOST_TOPICS: Final = 12


@blueprint.get("/followers/")
def followers() -> ResponseReturnValue:
    write_counts()
    shown = request.args.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    asked = legal(request.args.get("q", "")).strip()
    if shown == "waiting":
        page = page_of(on_desk.request_count(containing=asked), size=A_PAGE)
        waiting = on_desk.requests(containing=asked, limit=page.size, offset=page.offset)
        wanted = choices.all_from_json([each.choice for each in waiting])
        rows, chosen = [], dict(zip((each.id for each in waiting), wanted, strict=True))
    else:
        count = on_desk.follower_count(shown=shown, containing=asked, at=at())
        page = page_of(count, size=A_PAGE)
        cut = {"limit": page.size, "offset": page.offset}
        rows = on_desk.followers(shown=shown, containing=asked, at=at(), **cut)
        waiting, chosen = [], choices.of_all([each.id for each in rows])
    followed = on_desk.followed()
    topics = list(followed.items())[:_MOST_TOPICS]
    return render_template(
        "editor/followers.html",
        counts=on_desk.counts(at()),
        rhythms=RHYTHMS,
        topics=topics,
        other_count=len(followed) - len(topics),
        cloths={Subject("theme", theme.id): theme.cloth for theme in themes()},
        growth=growth(),
        readers=readers.read_by(at()),
        rows=rows,
        requests=waiting,
        chosen=chosen,
        names=_names([*chosen.values(), Choice(subjects=frozenset(dict(topics)))]),
        said=said,
        page=page,
        shown=shown,
        asked=asked,
        are_open="open" in request.args,
    )


@blueprint.get("/followers/<int:follower_id>/")
def follower(follower_id: int) -> ResponseReturnValue:
    found = _find(follower_id)
    count = received.received_count(found.id)
    page = page_of(count, size=A_PAGE)
    choice = choices.of(found)
    return render_template(
        "editor/follower.html",
        follower=found,
        choice=choice,
        names=_names([choice]),
        said=said,
        rows=received.received(found.id, at=at(), limit=page.size, offset=page.offset),
        count=count,
        page=page,
    )


@blueprint.post("/followers/<int:follower_id>/release")
def release_follower(follower_id: int) -> ResponseReturnValue:
    """Write again to somebody whose letters came back too often."""
    with transaction():
        commands.resume(_find(follower_id))
    flash("Letters go to this address again.")
    return redirect(url_for("editor.follower", follower_id=follower_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/followers/<int:follower_id>/remove")
def confirm_follower_removal(follower_id: int) -> ResponseReturnValue:
    return render_template("editor/follower_remove.html", follower=_find(follower_id))


@blueprint.post("/followers/<int:follower_id>/remove")
def remove_follower(follower_id: int) -> ResponseReturnValue:
    with transaction():
        found = _find(follower_id)
        commands.erase(found, at=at())
    flash(f"{veiled(found.address)} is forgotten.")
    return _to_list()


@blueprint.post("/followers/requests/<int:request_id>/remove")
def remove_request(request_id: int) -> ResponseReturnValue:
    """Whoever has not said yes is forgotten without a question: they can ask again."""
    with transaction():
        address = requests.forget(request_id)
    flash(f"{veiled(address)} is forgotten.")
    return _to_list(show="waiting")


def _to_list(show: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("editor.followers", show=show), HTTPStatus.SEE_OTHER)


def _find(follower_id: int) -> Follower:
    found = session().get(Follower, follower_id)
    if found is None:
        raise NotFound("no_such_follower", "Nobody of that number follows any more.")
    return found


def _names(chosen: Iterable[Choice]) -> dict[Subject, Named]:
    return named({each for choice in chosen for each in (*choice.subjects, *choice.excluded)})
