"""No more letters: asked on a page, or told by a mail program with one click (RFC 8058)."""

from dataclasses import replace
from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.following import choices, followers, links
from blog.following.models import Follower
from blog.following.said import builder_path, say
from blog.subjects.choice import Choice
from blog.web.context import at, installation
from blog.web.csrf import from_anywhere
from blog.web.follow import blueprint, choosing
from blog.web.follow.form import IN_FORMS, WORDS
from blog.web.follow.preferences import follower_with


@blueprint.get("/<token>/stop")
@blueprint.get("/<token>/one-click")
def ask_whether_to_stop(token: str) -> str:
    return _ask(follower_with(token))


@blueprint.post("/<token>/stop")
def stop(token: str) -> ResponseReturnValue:
    """All of it (`all`), or what is not ticked; where nothing is, it is asked again."""
    with transaction():
        follower = follower_with(token)
        choice = choices.of(follower)
        if "all" not in request.form:
            kept = _kept(choice)
            if not kept.subjects:
                return _ask(follower, is_none_ticked=True), HTTPStatus.UNPROCESSABLE_ENTITY
            followers.change(follower, kept, rhythm=follower.rhythm)
            return redirect(f"{links.preferences_path(token)}?done=changed", HTTPStatus.SEE_OTHER)
        back = builder_path(choice, often=IN_FORMS[follower.rhythm])
        followers.leave(follower)
    return redirect(back.replace("/follow/", "/follow/stopped", 1), HTTPStatus.SEE_OTHER)


@blueprint.post("/<token>/one-click")
@from_anywhere
def stop_at_once(token: str) -> str:
    """What a mail program sends, without a page and without asking. It may send it twice."""
    follower_id = links.follower_of(token, secret=installation().secret)
    with transaction():
        follower = followers.with_id(follower_id)
        if follower is not None:
            followers.leave(follower)
    return render_template("follow/stopped.html", back="/follow/")


@blueprint.get("/stopped")
def show_stopped() -> str:
    """The choice stands in the address alone: nothing of it is kept here any more."""
    chosen = choosing.read(request.args, at=at())
    back = builder_path(chosen.choice, often=request.args.get("often", ""))
    return render_template("follow/stopped.html", back=back)


def _ask(follower: Follower, *, is_none_ticked: bool = False) -> str:
    return render_template(
        "follow/stop.html",
        follower=follower,
        said=say(choices.of(follower), at=at()),
        words=WORDS,
        is_none_ticked=is_none_ticked,
    )


def _kept(choice: Choice) -> Choice:
    """Of subjects wanted all at once none can go alone: that would bring more, not less."""
    if choice.is_all or choice.is_everything:
        return Choice()
    ticked = choosing.read(request.form, at=at()).choice.subjects
    return replace(choice, subjects=choice.subjects & ticked)
