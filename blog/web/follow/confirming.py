"""The link in the letter that asks. Opening it does nothing, since scanners of mail open links: it
shows a button.
"""

from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.errors import Conflict, Gone, Refused
from blog.following import choices, followers, links, requests
from blog.following.models import Follower, FollowRequest
from blog.following.said import builder_path, say
from blog.web.context import at, installation
from blog.web.errors import answer
from blog.web.follow import blueprint
from blog.web.follow.form import IN_FORMS, WORDS


@blueprint.get("/confirm/<token>")
def show_confirmation(token: str) -> ResponseReturnValue:
    asked = _asked(token)
    follower = followers.at_address(asked.key)
    if follower is not None and asked.confirmed_at is not None:
        return redirect(_preferences(follower), HTTPStatus.SEE_OTHER)
    followers.refuse_late(asked, at=at())
    if follower is not None and not followers.is_the_same(follower, asked):
        return _question(token, asked, follower)
    return render_template(
        "follow/confirm.html",
        asked=asked,
        said=say(choices.from_json(asked.choice), at=at()),
        words=WORDS,
    )


@blueprint.post("/confirm/<token>")
def confirm(token: str) -> ResponseReturnValue:
    with transaction():
        follower = followers.confirm(
            _asked(token),
            at=at(),
            is_added="add" in request.form,
            is_swapped="swap" in request.form,
        )
    return redirect(_preferences(follower), HTTPStatus.SEE_OTHER)


@blueprint.errorhandler(Conflict)
def ask_whether_to_add(error: Conflict) -> ResponseReturnValue:
    """Somebody confirmed another letter in between: what they chose there is not thrown away."""
    token = (request.view_args or {})["token"]
    asked = _asked(token)
    follower = followers.at_address(asked.key)
    if follower is None:
        return answer(HTTPStatus.CONFLICT, error.code, error.message, error.details)
    return _question(token, asked, follower), HTTPStatus.CONFLICT


@blueprint.errorhandler(Gone)
def show_late(error: Gone) -> ResponseReturnValue:
    if error.code != "link_late":
        return answer(HTTPStatus.GONE, error.code, error.message, error.details)
    token = (request.view_args or {})["token"]
    return render_template("follow/late.html", token=token), HTTPStatus.GONE


@blueprint.errorhandler(Refused)
def show_nothing_left(error: Refused) -> ResponseReturnValue:
    return render_template("follow/refused.html", error=error), HTTPStatus.UNPROCESSABLE_ENTITY


def _asked(token: str) -> FollowRequest:
    return requests.known(links.request_to_confirm(token, secret=installation().secret))


def _preferences(follower: Follower) -> str:
    token = links.follower_token(follower.id, secret=installation().secret)
    return links.preferences_path(token)


def _question(token: str, asked: FollowRequest, follower: Follower) -> str:
    kept, wanted = choices.of(follower), choices.from_json(asked.choice)
    return render_template(
        "follow/already.html",
        token=token,
        follower=follower,
        kept=say(kept, at=at()),
        said=say(wanted, at=at()),
        asked=asked,
        words=WORDS,
        can_be_joined=choices.can_be_joined(kept, wanted),
        preferences=_preferences(follower),
        again=builder_path(wanted, often=IN_FORMS[asked.rhythm]),
    )
